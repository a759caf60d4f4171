"""What a questionnaire needs to go live, and the compiling of its live variants into one version.

The Finnish page leads: its facts are the questionnaire. Another variant goes live only with the same facts. When the
Finnish page goes live with new facts, the other variants stay as they were until theirs follow, and as long as they
differ nothing is compiled: visitors keep the earlier version in every language, so that a sitting can always be
carried from one language to another. (The Finnish cannot wait for the Swedish: wagtail-localize hands translators
nothing that is not live.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import router, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.locales import DEFAULT_VARIANT
from portal.selfcheck.journey import Definition, problems_of
from portal.selfcheck.models.versions import CurrentVersion, QuestionnaireVersion
from portal.selfcheck.versions import compiled


def reason_against(page: Any) -> str:
    """Why a questionnaire page may not go live, in a sentence for its editor; empty when it may."""
    definition = page.definition()
    if problems := problems_of(definition):
        return ngettext(
            "“%(title)s” cannot be published yet: %(count)d place must be mended first.",
            "“%(title)s” cannot be published yet: %(count)d places must be mended first.",
            len(problems),
        ) % {"title": page.title, "count": len(problems)}
    if page.locale.language_code == DEFAULT_VARIANT.code:
        return ""
    leading = next((one for one in live_variants(page) if _is_leading(one)), None)
    if leading is None:
        return _("Publish the Finnish questionnaire first: the other languages follow it.")
    if difference := first_difference(leading.definition(), definition):
        return _(
            "“%(title)s” cannot be published yet: its codes or its structure differ from the Finnish questionnaire, "
            "beginning with “%(code)s”."
        ) % {"title": page.title, "code": difference}
    return ""


def live_variants(page: Any) -> list[Any]:
    """The live pages of this questionnaire in every variant, mirrors left out."""
    found = type(page).objects.filter(translation_key=page.translation_key, live=True, alias_of=None)
    return list(found.select_related("locale").order_by("pk"))


def first_difference(leading: Definition, other: Definition) -> str:
    """The code of the first section, question or rule that differs between two definitions; empty when none does."""
    if leading == other:
        return ""
    pairs: Sequence[tuple[Sequence[Any], Sequence[Any]]] = (
        (leading.sections, other.sections),
        (leading.questions, other.questions),
        (leading.rules, other.rules),
    )
    for ours, theirs in pairs:
        for index in range(max(len(ours), len(theirs))):
            mine = ours[index] if index < len(ours) else None
            its = theirs[index] if index < len(theirs) else None
            if mine != its:
                shown = mine if mine is not None else its
                return str(getattr(shown, "code", shown))
    return "?"


def out_of_step(variants: Sequence[Any]) -> list[Any]:
    """Those of the live variants whose facts differ from the Finnish page's."""
    leading = next((one for one in variants if _is_leading(one)), None)
    if leading is None:
        return list(variants)
    definition = leading.definition()
    return [one for one in variants if one.definition() != definition]


def compile_published(page: Any) -> QuestionnaireVersion | None:
    """The version that new sittings get from now on; None where variants are out of step and all stays as it was."""
    variants = live_variants(page)
    if not variants or out_of_step(variants):
        return None
    words = {one.locale.language_code: one.words() for one in variants}
    with transaction.atomic(using=router.db_for_write(QuestionnaireVersion)):
        version = compiled(page.translation_key, variants[0].definition(), words)
        CurrentVersion.objects.update_or_create(questionnaire=page.translation_key, defaults={"version": version})
    return version


def _is_leading(page: Any) -> bool:
    return bool(page.locale.language_code == DEFAULT_VARIANT.code)
