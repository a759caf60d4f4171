"""What the forms of facts and words hold, in which order."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel

from portal.services.cms.care_panels import AdvicePanel, CompletenessPanel
from portal.services.cms.forms import EntryFactsForm, EntryWordsForm
from portal.services.cms.panels import FactsPanel, ProvenancePanel, VariantsPanel

UPKEEP: Final = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("verified_on"), FieldPanel("verified_by")]),
        FieldRowPanel([FieldPanel("next_review"), FieldPanel("owner")]),
        FieldPanel("archived_on"),
    ],
    heading=_("Upkeep"),
)
_INTERVAL: Final = [
    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
]
HOURS: Final = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("always_open"), FieldPanel("by_appointment")]),
        FieldRowPanel([FieldPanel("on_holidays"), FieldPanel("on_eves")]),
        InlinePanel("hours", label=_("Hours"), panels=_INTERVAL),
        InlinePanel(
            "exceptions",
            label=_("Exceptions"),
            panels=[
                FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
                FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
            ],
        ),
    ],
    heading=_("Opening hours"),
)


def _facts(*panels: Panel) -> ObjectList:
    beginning = [
        VariantsPanel(heading=_("Words in each language")),
        CompletenessPanel(heading=_("Completeness")),
        FieldPanel("key"),
    ]
    where = MultiFieldPanel([FieldPanel("languages"), FieldPanel("municipalities")], heading=_("Languages and area"))
    return ObjectList(
        [*beginning, *panels, where, UPKEEP, ProvenancePanel(heading=_("National registry"))],
        base_form_class=EntryFactsForm,
    )


def _words(*names: str) -> ObjectList:
    about = [
        FactsPanel(heading=_("Facts")),
        CompletenessPanel(heading=_("Completeness")),
        AdvicePanel(heading=_("Advice on the text")),
    ]
    panels = [*about, *(FieldPanel(name) for name in names)]
    return ObjectList(panels, base_form_class=EntryWordsForm)


SERVICE_FACTS: Final = _facts(
    MultiFieldPanel(
        [
            InlinePanel("channel_links", label=_("Ways to get in touch"), panels=[FieldPanel("channel")]),
            InlinePanel("place_links", label=_("Places"), panels=[FieldPanel("place")]),
            FieldPanel("email"),
        ],
        heading=_("How to reach it"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("group"),
            FieldPanel("provider"),
            FieldPanel("self_referral"),
            FieldPanel("free_of_charge"),
            FieldPanel("interpreter"),
            InlinePanel(
                "promises",
                label=_("Promises"),
                panels=[FieldRowPanel([FieldPanel("area"), FieldPanel("working_days")])],
            ),
            InlinePanel(
                "partner_links",
                label=_("Partners"),
                panels=[FieldRowPanel([FieldPanel("partner"), FieldPanel("role")])],
            ),
            InlinePanel("advice_links", label=_("Related advice"), panels=[FieldPanel("page")]),
        ],
        heading=_("Conditions of the service"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("needs"),
            FieldPanel("topics"),
            FieldPanel("target_groups"),
            FieldPanel("life_events"),
            FieldPanel("service_classes"),
            FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
            FieldRowPanel([FieldPanel("law_act"), FieldPanel("law_section")]),
        ],
        heading=_("National codes and law"),
    ),
)
CHANNEL_FACTS: Final = _facts(
    MultiFieldPanel(
        [
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("number"), FieldPanel("national")]),
            FieldPanel("url"),
            FieldRowPanel([FieldPanel("place"), FieldPanel("partner")]),
        ],
        heading=_("How to reach it"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("audience"), FieldPanel("expires_on")]),
            FieldPanel("for_urgent"),
            FieldPanel("anonymous"),
            FieldPanel("protected"),
            FieldPanel("free_of_charge"),
        ],
        heading=_("Who may use it"),
    ),
    HOURS,
)
PLACE_FACTS: Final = _facts(
    MultiFieldPanel(
        [
            FieldPanel("street"),
            FieldRowPanel([FieldPanel("postal_code"), FieldPanel("municipality")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ],
        heading=_("Address"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("walk_in"),
            FieldPanel("low_threshold"),
            FieldPanel("target_groups"),
            FieldPanel("needs"),
            FieldPanel("kiosk"),
        ],
        heading=_("Who may come"),
    ),
    HOURS,
    InlinePanel(
        "outreach",
        label=_("Outreach times"),
        panels=[FieldRowPanel([FieldPanel("service"), FieldPanel("partner")]), *_INTERVAL],
    ),
)
PARTNER_FACTS: Final = _facts(
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("role"), FieldPanel("provider")]),
            FieldPanel("email"),
            FieldPanel("url"),
            FieldPanel("joint_assessment"),
            FieldPanel("available"),
        ],
        heading=_("Partner"),
    ),
    MultiFieldPanel([FieldPanel("target_groups"), FieldPanel("needs")], heading=_("National codes and law")),
)
SERVICE_WORDS: Final = _words(
    "name",
    "slug",
    "summary",
    "everyday_names",
    "description",
    "who_for",
    "how_to_start",
    "referral",
    "grounds",
    "decides",
    "cost",
    "what_next",
    "promise",
    "language_rights",
    "self_help",
    "for_professionals",
    "consult",
)
CHANNEL_WORDS: Final = _words("name", "description", "who_answers", "cost")
PLACE_WORDS: Final = _words(
    "name", "slug", "summary", "description", "what_you_can_do", "getting_there", "accessibility"
)
PARTNER_WORDS: Final = _words("name", "slug", "summary", "what_it_does", "when_to_turn", "for_professionals")
