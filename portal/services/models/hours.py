"""When something is open, as an editor says it: a week, periods with a week of their own, exceptions, special days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.services.models.entry import EntryFacts


class Weekday(models.IntegerChoices):
    """A day of the week, counted as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class SpecialDayRule(models.TextChoices):
    """What holds on a public holiday or on its eve."""

    UNKNOWN = "unknown", _("Nobody has said")
    CLOSED = "closed", _("Closed")
    AS_USUAL = "as_usual", _("As on other days")


class OpenableFacts(EntryFacts):
    """Facts of what can be open, a channel or a place: what its hours say besides their weeks."""

    always_open = models.BooleanField(_("Open round the clock, every day"), default=False)
    by_appointment = models.BooleanField(_("By appointment"), default=False)
    on_holidays = models.CharField(
        _("On public holidays"), max_length=10, choices=SpecialDayRule.choices, default=SpecialDayRule.UNKNOWN
    )
    on_eves = models.CharField(
        _("On eves of holidays"),
        max_length=10,
        choices=SpecialDayRule.choices,
        default=SpecialDayRule.UNKNOWN,
        help_text=_("Maundy Thursday, the eves of May Day, Midsummer, Christmas and New Year."),
    )

    class Meta(EntryFacts.Meta):
        abstract = True


class WeeklyHours(models.Model):
    """One interval, the same on each day from the first to the last; in a period, or without an end."""

    first_day = models.PositiveSmallIntegerField(_("First day"), choices=Weekday.choices, default=Weekday.MONDAY)
    last_day = models.PositiveSmallIntegerField(_("Last day"), choices=Weekday.choices, default=Weekday.FRIDAY)
    opens = models.TimeField(_("Opens"))
    closes = models.TimeField(_("Closes"), help_text=_("A time that is not after the opening is on the next day."))
    since = models.DateField(_("From"), null=True, blank=True)
    until = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("hours")
        verbose_name_plural = _("hours")
        ordering = ["since", "first_day", "opens", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), last_day__lte=6),
                name="%(class)s_days_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="%(class)s_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day}-{self.last_day} {self.opens:%H:%M}-{self.closes:%H:%M}"


class ExceptionalHours(models.Model):
    """What holds on certain days instead: their own interval, or closed where none is given."""

    since = models.DateField(_("First day"))
    until = models.DateField(_("Last day"))
    opens = models.TimeField(_("Opens"), null=True, blank=True, help_text=_("Without times: closed."))
    closes = models.TimeField(_("Closes"), null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["since", "opens", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="%(class)s_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(opens__isnull=False, closes__isnull=False),
                name="%(class)s_both_times_or_none",
                violation_error_message=_("Give both times, or neither for a closed day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} - {self.until}"
