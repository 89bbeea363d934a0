"""Forms of publishing, of taking back and of first looks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, HiddenField, SelectChoice, SelectField
from wtforms.validators import Optional, ValidationError

from mentormatch.base import reader
from mentormatch.base.forms import Filled, Form, OneOfField, TextField
from mentormatch.rounds.plans import Plan

NOW, LATER = "now", "later"
MOST = 1_500
DAYS = (0, 2, 3, 5, 7, 10, 14)


class PublishForm(Form):
    """When a draft is published, who gets a mail, and what is added to the standard letters.

    `step` says how far the coordinator is: choosing, checking what she chose, or doing it.
    """

    step = HiddenField()
    pair = HiddenField()
    when = OneOfField(_l("When?"), [Filled(_l("Choose when the round is published."))],
                      choices=[SelectChoice(NOW, _l("Now")), SelectChoice(LATER, _l("At a set time"))])
    at = DateTimeLocalField(_l("Day and time"), validators=[Optional()])
    mails = BooleanField(_l("Send mails to the people of the pairs"), default=True)
    for_mentees = TextField(most=MOST)
    for_mentors = TextField(most=MOST)
    tell_left_out = BooleanField(_l("Write to those who are left out too"))
    for_left_out = TextField(most=MOST)

    @property
    def is_checking(self) -> bool:
        """Whether to show what was chosen before anything is done."""
        return self.step.data not in ("do", "change")

    @property
    def is_done(self) -> bool:
        """Whether the coordinator has seen everything and said yes."""
        return self.step.data == "do"

    @property
    def moment(self) -> datetime | None:
        """The set time, read in the coordinator's own zone; None for now."""
        if self.when.data != LATER or self.at.data is None:
            return None
        return self.at.data.replace(tzinfo=ZoneInfo(reader.zone())).astimezone(UTC)

    @property
    def plan(self) -> Plan:
        """The choices as publishing takes them."""
        return Plan(mails=self.mails.data, tell_left_out=self.mails.data and self.tell_left_out.data,
                    for_mentees=self.for_mentees.data or "", for_mentors=self.for_mentors.data or "",
                    for_left_out=self.for_left_out.data or "")

    def carried(self) -> dict[str, str]:
        """Everything chosen, for the hidden fields of the page on which it is checked."""
        told = {"when": self.when.data, "at": self.at.data.strftime("%Y-%m-%dT%H:%M") if self.at.data else "",
                "for_mentees": self.for_mentees.data, "for_mentors": self.for_mentors.data,
                "for_left_out": self.for_left_out.data,
                "mails": "y" if self.mails.data else "", "tell_left_out": "y" if self.tell_left_out.data else ""}
        return {name: value for name, value in told.items() if value}

    def validate_when(self, field: OneOfField) -> None:
        """A set time comes with the time."""
        if field.data == LATER and self.at.data is None and not self.at.errors:
            raise ValidationError(_("Enter the day and the time, for example 12 May 2026, 09:00."))


class LookDaysForm(Form):
    """For how many days mentees have a first look."""

    days = SelectField(_l("Time to look"), coerce=int, validators=[Filled(_l("Choose how long."))])

    def __init__(self, days: int, **kwargs: object) -> None:
        super().__init__(data={"days": days}, **kwargs)
        known = sorted({*DAYS, days})
        self.days.choices = [(one, _("Do not ask") if one == 0 else _("%(days)d days", days=one)) for one in known]
