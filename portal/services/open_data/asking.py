"""What may be asked of a list, and the page of it that is the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Schema

LARGEST_PAGE: Final = 100_000
LARGEST_SIZE: Final = 100
Language: TypeAlias = Literal["fi", "sv", "fi-simple"]


class Problem(Schema):
    """What is wrong, in one sentence."""

    detail: str


class AskedKey(Schema):
    """Which entry is wanted."""

    key: str = Field(pattern=r"^[-a-zA-Z0-9_]{1,80}$", description="The entry's id.")


class AskedInLanguage(Schema):
    """In which language variant the words are wanted."""

    lang: Language = Field("fi", description="The language variant: fi, sv or fi-simple (plain Finnish).")


class AskedPage(AskedInLanguage):
    """Which page of a list is wanted."""

    page: int = Field(1, ge=1, le=LARGEST_PAGE, description="The number of the page, from 1.")
    page_size: int = Field(50, ge=1, le=LARGEST_SIZE, description="How many entries a page holds.")


class AskedList(AskedPage):
    """Which page of the entries is wanted, and changed since when."""

    modified_since: datetime | None = Field(
        None, description="Only entries whose facts or words changed at this time or later (RFC 3339)."
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a page stands in its list: its number, the size of pages, and how many entries there are."""

    number: int
    size: int
    count: int

    def __post_init__(self) -> None:
        """Raises Http404 for a page behind the last one; the first one is always there."""
        if self.number > self.last:
            raise Http404

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.count // self.size))

    def address(self, request: HttpRequest, number: int) -> str | None:
        """The full address of another page of the same list; None where there is none."""
        if not 1 <= number <= self.last:
            return None
        query = {**request.GET.dict(), "page": str(number)}
        return f"{request.build_absolute_uri(request.path)}?{urlencode(query)}"


def moment(asked: datetime | None) -> datetime | None:
    """The time asked for, in UTC; one without a zone is Finland's. None for none, or before anything could change."""
    if asked is None:
        return None
    try:
        aware = asked if asked.tzinfo else timezone.make_aware(asked)
        return aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None if asked.year < timezone.now().year else datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
