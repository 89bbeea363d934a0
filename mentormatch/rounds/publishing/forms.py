"""Forms of publishing, of taking back and of first looks."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, SelectChoice, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from mentormatch.base import clock, mail_texts, viewer
from mentormatch.base.forms import Filled, Form, LineField, OneOfField, TextField, is_of_our_time
from mentormatch.base.mail_texts import Text
from mentormatch.enrolments.models import MENTEE, MENTOR
from mentormatch.rounds.forms import VersionForm
from mentormatch.rounds.publishing import mail_texts as texts
from mentormatch.rounds.publishing.plans import LEFT_OUT, READERS, PublishingPlan

SOON, NOW, LATER = "soon", "now", "later"
HELD_FOR = timedelta(minutes=30)
EARLIER = "earlier"
BACK_TO_OURS = {f"ours-{role}": role for role in READERS}
SEALED, SEEN = "sealed", "seen"
DAYS = (0, 2, 3, 5, 7, 10, 14)


class MomentField(DateTimeLocalField):
    """A day and a time of our time; where there is none to be read, one sentence says what to enter."""

    data: datetime | None

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_example()) from None
        if self.data and not is_of_our_time(self.data):
            self.data = None
            raise ValueError(_example())


class MakesAMail:
    """A part of a text of which a mail can be made, where that mail is sent at all; the length has its own message."""

    def __init__(self, role: str, part: str) -> None:
        self.role, self.read = role, {mail_texts.SUBJECT: mail_texts.subject, mail_texts.BODY: mail_texts.body}[part]

    def __call__(self, form: "PublishForm", typed: Any) -> None:
        if not form.is_sent(self.role):
            return
        try:
            self.read(typed.data or "", texts.PLACEHOLDERS[self.role])
        except mail_texts.TooLong:
            return
        except mail_texts.WrongText as wrong:
            raise ValidationError(str(wrong)) from None


def _example() -> str:
    return _("Enter a date and time, for example 12 May 2026, 09:00.")


def _subject(role: str) -> LineField:
    return LineField(_l("Subject"), [MakesAMail(role, mail_texts.SUBJECT)], most=mail_texts.MAX_OF_A_SUBJECT)


def _body(role: str) -> TextField:
    return TextField(_l("Text"), [MakesAMail(role, mail_texts.BODY)], most=mail_texts.MAX_OF_A_BODY)


class PublishForm(VersionForm):
    """When a draft is published, who gets a mail, what the mails say, and as which version it was looked at.

    `step` says which button was pressed: choosing, checking what was chosen, doing it, or putting another text into
    the fields.
    """

    step = StringField()  # neither is ever drawn as a field: what a button says is all that is sent
    pair = StringField()
    when = OneOfField(_l("When?"), [Filled(_l("Choose when to publish the round."))],
                      default=SOON, choices=[SelectChoice(SOON, _l("In 30 minutes, so that you can still stop it")),
                                             SelectChoice(NOW, _l("Now")),
                                             SelectChoice(LATER, _l("At a scheduled time"))])
    publish_at = MomentField(_l("Date and time"), validators=[Optional()])
    mails = BooleanField(_l("Email the people in each pair"), default=True)
    mentee_subject, mentee_body = _subject(MENTEE), _body(MENTEE)
    mentor_subject, mentor_body = _subject(MENTOR), _body(MENTOR)
    tell_left_out = BooleanField(_l("Email people who are left out too"))
    left_out_subject, left_out_body = _subject(LEFT_OUT), _body(LEFT_OUT)

    def __init__(self, standard: Mapping[str, Text], begin_with: Mapping[str, Text]) -> None:
        """`standard`: role -> our text; `begin_with`: role -> the text that stands there at first, if another."""
        texts_at_first = {**standard, **begin_with}
        super().__init__(data={name: words for role in READERS for name, words in (
            (f"{role}_subject", texts_at_first[role].subject), (f"{role}_body", texts_at_first[role].body))})
        self.standard = standard
        self.reworded: list[str] = []

    @property
    def is_checking(self) -> bool:
        """Whether to show what was chosen before anything is done."""
        return self.step.data not in ("do", "change")

    @property
    def is_done(self) -> bool:
        """Whether the coordinator has seen everything and said yes."""
        return self.step.data == "do"

    @property
    def is_rewording(self) -> bool:
        """Whether another text was asked for, and nothing else."""
        return self.step.data in (EARLIER, *BACK_TO_OURS)

    @property
    def moment(self) -> datetime | None:
        """The set time, read in the coordinator's own zone; half an hour from now where it is held; None for now."""
        if self.is_held:
            return clock.now() + HELD_FOR
        if self.when.data != LATER or self.publish_at.data is None:
            return None
        return self.publish_at.data.replace(tzinfo=ZoneInfo(viewer.zone())).astimezone(UTC)

    @property
    def is_held(self) -> bool:
        """Whether it's published a little later, so that it can be stopped."""
        return self.when.data == SOON

    @property
    def plan(self) -> PublishingPlan:
        """The choices as publishing takes them; a text that says what ours says is ours."""
        written = {role: self.text(role) for role in READERS if self.is_sent(role) and self.is_edited(role)}
        return PublishingPlan(mails=self.mails.data, tell_left_out=self.is_sent(LEFT_OUT), texts=written,
                              is_held=self.is_held)

    def is_sent(self, role: str) -> bool:
        """Whether anyone gets the mail to this role."""
        return bool(self.mails.data and (role != LEFT_OUT or self.tell_left_out.data))

    def text(self, role: str) -> Text:
        """What stands in the fields of a role."""
        return Text(self[f"{role}_subject"].data or "", self[f"{role}_body"].data or "")

    def is_edited(self, role: str) -> bool:
        """Whether it says something else than our text."""
        return not mail_texts.are_same(self.text(role), self.standard[role])

    def has_wrong_text(self, role: str) -> bool:
        """Whether a message stands beside the subject or the text of a role."""
        return bool(self[f"{role}_subject"].errors or self[f"{role}_body"].errors)

    def reword(self, earlier: Mapping[str, Text]) -> None:
        """Put the text that was asked for into the fields: ours for one role, or those of an earlier round."""
        role = BACK_TO_OURS.get(self.step.data or "")
        for whose, text in ({role: self.standard[role]} if role else earlier).items():
            self[f"{whose}_subject"].data, self[f"{whose}_body"].data = text.subject, text.body
            self.reworded.append(whose)

    def carried(self) -> dict[str, str]:
        """Everything chosen, for the hidden fields of the page on which it is checked."""
        values = {"version": self.version.data, "when": self.when.data,
                "publish_at": self.publish_at.data.strftime("%Y-%m-%dT%H:%M") if self.publish_at.data else "",
                "mails": "y" if self.mails.data else "", "tell_left_out": "y" if self.tell_left_out.data else ""}
        for role in READERS:
            values |= {f"{role}_subject": self.text(role).subject, f"{role}_body": self.text(role).body}
        return {name: value for name, value in values.items() if value}

    def validate_when(self, field: OneOfField) -> None:
        """A set time comes with the time."""
        if field.data == LATER and self.publish_at.data is None and not "".join(self.publish_at.raw_data or []).strip():
            raise ValidationError(_example())


class AskForm(VersionForm):
    """Asking for a first look: a little later, so that it can be stopped, or at once, as its buttons say."""

    when = StringField()

    @property
    def held_for(self) -> timedelta:
        """How long nothing happens yet."""
        return timedelta(0) if self.when.data == NOW else HELD_FOR


class LookDaysForm(Form):
    """For how many days mentees have a first look, and whether coordinators see who goes with whom before."""

    days = SelectField(_l("Time for a first look"), coerce=int, validators=[Filled(_l("Choose how long."))])

    sealed = OneOfField(_l("What coordinators see until then"), [Filled(_l("Choose what they see."))], choices=[
        SelectChoice(SEALED, _l("Counts only. Who's matched stays closed to them until the time is up")),
        SelectChoice(SEEN, _l("Everything. People are told that coordinators have seen their suggestion"))])

    def __init__(self, days: int, is_sealed: bool, **kwargs: object) -> None:
        super().__init__(data={"days": days, "sealed": SEALED if is_sealed else SEEN}, **kwargs)
        known = sorted({*DAYS, days})
        self.days.choices = [(count, _("No first look") if count == 0 else _("%(days)d days", days=count))
                             for count in known]

    @property
    def is_sealed(self) -> bool:
        """Whether coordinators see counts only."""
        return bool(self.sealed.data == SEALED)
