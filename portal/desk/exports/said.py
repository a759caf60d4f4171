"""A letter's content while it is mapped: what has found a national field, and what is left for the free text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from portal.desk.exports.lines import Lines, letter_lines

YES_AND_NO: Final[Mapping[str, bool]] = {"yes": True, "no": False}


class Said:
    """The content of one letter (contact-1). Whatever a mapping takes from it does not come again in the rest."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self._taken: set[str] = set()

    def text(self, path: str) -> str:
        """The text at a path such as "sender.phone" or "persons.0.city"; it is taken."""
        value = self._at(path)
        if not isinstance(value, str):
            raise TypeError(f"{path} is no text.")
        self._taken.add(path)
        return value

    def texts(self, *paths: str) -> str:
        """The texts at the paths, each once, with an empty line between them; they are taken."""
        return "\n\n".join(dict.fromkeys(text for text in map(self.text, paths) if text))

    def flag(self, path: str) -> bool | None:
        """A yes or a no as True or False; it is taken. None for an answer that is neither: it stays in the rest."""
        value = self._at(path)
        answer = value if isinstance(value, bool) else YES_AND_NO.get(str(value))
        if answer is not None:
            self._taken.add(path)
        return answer

    def take(self, *paths: str) -> None:
        """Marks what has been said in some other way."""
        self._taken.update(paths)

    def people(self, *roles: str) -> list[str]:
        """The paths of the persons with one of these roles, in their order."""
        return [f"persons.{number}" for number, one in enumerate(self.content["persons"]) if one["role"] in roles]

    def needs(self) -> list[str]:
        """The needs of all persons (1282), each once. They are taken where one person has them all."""
        people = self.content["persons"]
        with_needs = [number for number, one in enumerate(people) if one["needs"]]
        if len(with_needs) == 1:
            self.take(f"persons.{with_needs[0]}.needs")
        return list(dict.fromkeys(code for one in people for code in one["needs"]))

    def rest(self) -> tuple[Lines, ...]:
        """What nobody has taken, in labelled lines. The role of a person whose every word is taken goes as well."""
        left = []
        for part in letter_lines(self.content):
            lines = tuple(one for one in part.lines if one.path not in self._taken)
            if any(not _is_role(one.path) for one in lines):
                left.append(Lines(part.heading, lines))
        return tuple(left)

    def rest_as_text(self) -> str:
        """The rest as one text: a heading, then each line with its label in front."""
        return "\n\n".join(marked(part) for part in self.rest())

    def _at(self, path: str) -> Any:
        value: Any = self.content
        for part in path.split("."):
            value = value[int(part)] if isinstance(value, Sequence) and not isinstance(value, str) else value[part]
        return value


def marked(part: Lines) -> str:
    """Lines as text: "[heading]", then "label: value" for each."""
    return "\n".join([f"[{part.heading}]", *(f"{one.label}: {one.value}" for one in part.lines)])


def _is_role(path: str) -> bool:
    return path.startswith("persons.") and path.endswith(".role")
