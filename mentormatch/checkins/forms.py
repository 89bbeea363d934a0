"""Forms of check-ins: made to be filled in on a phone in half a minute.

The day and the way of meeting are filled in (today, and as last time). The length never is: it is what programmes
count, so it is always said and never left as it stood.
"""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectChoice

from mentormatch.base.forms import BoxesField, DayField, Filled, Form, LineField, OneOfField, TextField
from mentormatch.checkins.models import CheckIn
from mentormatch.checkins.next_steps import Steps, open_steps
from mentormatch.checkins.private_notes import MeetingRating, PrivateEntry
from mentormatch.checkins.services import MeetingAccount
from mentormatch.enrolments.models import MENTEE, MENTOR
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.programmes.formats import MEETING_FORMATS, MEETING_MINUTES

WORDS, NOTE, STEP = 2_000, 2_000, 300
DID_NOT_MEET = 0


class FilledIfMet(Filled):
    """Something was chosen, unless the two did not meet."""

    field_flags = {}

    def __call__(self, form: Any, field: Any) -> None:
        if form.minutes.data != DID_NOT_MEET:
            super().__call__(form, field)


class FilledIfMissed(Filled):
    """Something was chosen, if the two did not meet."""

    field_flags = {}

    def __call__(self, form: Any, field: Any) -> None:
        if form.minutes.data == DID_NOT_MEET:
            super().__call__(form, field)


class FilledIfStep(Filled):
    """Something was chosen, if there is a new next step."""

    field_flags = {}

    def __call__(self, form: Any, field: Any) -> None:
        if form.step.data:
            super().__call__(form, field)


class MeetingAccountForm(Form):
    """One side's words on a meeting, or on one that did not happen."""

    happened_on = DayField(_l("When did you meet?"), [Filled(_l("Enter the date you met."))])
    minutes = OneOfField(_l("How long did you meet?"), [Filled(_l("Choose how long you met."))], coerce=int)
    missed_by = OneOfField(_l("What got in the way?"), [FilledIfMissed(_l("Choose what got in the way."))])
    format = OneOfField(_l("How did you meet this time?"), [FilledIfMet(_l("Choose how you met."))])
    shared = TextField(_l("What did you talk about?"), most=WORDS)

    def offer(self, pair: Pair, reader: Person) -> Self:
        """Offer the lengths, whose side a missed meeting was, and the ways of meeting that suit both first."""
        self.minutes.choices = lengths()
        self.missed_by.choices = sides(pair, reader)
        self.format.choices = formats(pair)
        return self

    def account(self) -> MeetingAccount:
        """What was entered; of a meeting that did not happen, not how the two met."""
        day, minutes = self.happened_on.data, self.minutes.data
        assert day is not None, "the form was not checked"
        assert minutes is not None, "the form was not checked"
        has_met = minutes != DID_NOT_MEET
        return MeetingAccount(day, minutes, (self.format.data or "") if has_met else "", self.shared.data or "",
                       None if has_met else self.missed_by.data)


class RatingForm(Form):
    """How a meeting was for one of the two, for herself alone."""

    useful = OneOfField(_l("How useful was it?"), coerce=int,
                        choices=[SelectChoice(number, str(number)) for number in range(1, 6)])
    said_it = OneOfField(_l("Did you get to say what you wanted to?"), choices=[
        SelectChoice("yes", _l("Yes")), SelectChoice("partly", _l("Partly")), SelectChoice("no", _l("No"))])

    def ask(self, pair: Pair, reader: Person) -> Self:
        """Ask the mentee alone whether she could speak."""
        if pair.side_of(reader.id).is_mentor:
            del self.said_it
        return self

    def rating(self) -> MeetingRating:
        """What was entered."""
        return MeetingRating(self.useful.data, self.said_it.data if "said_it" in self else None)


class PrivateEntryForm(RatingForm):
    """All that somebody keeps apart on a check-in."""

    note = TextField(_l("A private note"), most=NOTE)

    def private(self) -> PrivateEntry:
        """What was entered."""
        return PrivateEntry(self.note.data or "", self.rating())


class LogForm(MeetingAccountForm, PrivateEntryForm):
    """A new check-in, with next steps, what is for oneself, and the next date."""

    steps_done = BoxesField(_l("Which of your next steps are done?"))
    step = LineField(_l("A new next step"), most=STEP)
    step_owner = OneOfField(_l("Who'll do it?"), [FilledIfStep(_l("Choose who'll do it."))])
    next_on = DayField(_l("When will you meet next?"))

    def offer(self, pair: Pair, reader: Person) -> Self:
        """Offer what an account offers, the reader's open next steps, and who may take a new one."""
        self.ask(pair, reader)
        mine, _theirs = open_steps(pair, reader.id)
        self.steps_done.choices = [SelectChoice(step.id, step.text) for step in mine]
        other = pair.other_of(reader.id).person
        self.step_owner.choices = [SelectChoice(reader.id, _("Me")), SelectChoice(other.id, other.first_name)]
        return super().offer(pair, reader)

    def steps(self) -> Steps:
        """What was entered of next steps."""
        return Steps(frozenset(self.steps_done.data or ()), self.step.data or "", self.step_owner.data or "")


class MailedLogForm(RatingForm):
    """A check-in by a mailed link: how long, and if she likes, how it was."""

    minutes = OneOfField(_l("How long did you meet?"), [Filled(_l("Choose how long you met."))], coerce=int)
    missed_by = OneOfField(_l("What got in the way?"), [FilledIfMissed(_l("Choose what got in the way."))])

    def offer(self, pair: Pair, reader: Person) -> Self:
        """Offer the lengths, and whose side a missed meeting was."""
        self.minutes.choices = lengths()
        self.missed_by.choices = sides(pair, reader)
        self.ask(pair, reader)
        return self

    def side(self) -> str | None:
        """Whose side it was, of a meeting that did not happen."""
        return self.missed_by.data if self.minutes.data == DID_NOT_MEET else None


class AmendForm(MeetingAccountForm):
    """One's own check-in, to be changed."""

    next_on = DayField(_l("When will you meet next?"))


class CheckInAnswerForm(MeetingAccountForm):
    """An account of one's own beside a check-in; it may say that the two did not meet, and need not say why."""

    missed_by = OneOfField(_l("What got in the way?"))
    version = IntegerField()


class ConfirmCheckInForm(Form):
    """A check-in was as it says; `version` is what was seen of it."""

    version = IntegerField()


class SettleForm(Form):
    """The other one's account counts; `seen` is what the page showed of it."""

    fingerprint = HiddenField()


def initial_answer(check_in: CheckIn) -> dict[str, Any]:
    """What an answer is filled in with: one's own earlier account, else the day and the way of meeting told."""
    answer = check_in.answer
    if answer is not None and answer.is_account:
        return {"happened_on": answer.happened_on, "minutes": answer.minutes, "format": answer.format,
                "shared": answer.shared, "missed_by": answer.missed_by}
    return {"happened_on": check_in.happened_on, "format": check_in.format}


def lengths() -> list[SelectChoice]:
    """How long two people may have met, and that they did not."""
    return [*(SelectChoice(minutes, _("%(minutes)s min", minutes=minutes)) for minutes in MEETING_MINUTES),
            SelectChoice(DID_NOT_MEET, _("We didn't meet"))]


def sides(pair: Pair, reader: Person) -> list[SelectChoice]:
    """Whose side a missed meeting was, in words that blame nobody."""
    mine, theirs = (MENTOR, MENTEE) if pair.side_of(reader.id).is_mentor else (MENTEE, MENTOR)
    name = pair.other_of(reader.id).person.first_name
    return [SelectChoice("neither", _("Something came up")), SelectChoice(mine, _("On my side")),
            SelectChoice(theirs, _("On %(name)s’s side", name=name)), SelectChoice("both", _("On both sides"))]


def formats(pair: Pair) -> list[SelectChoice]:
    """The ways of meeting, those that suit both first."""
    liked = [set(pair.mentor.formats), set(pair.mentee.formats)]
    ordered = sorted(MEETING_FORMATS, key=lambda way: -sum(way.slug in formats for formats in liked))
    return [SelectChoice(way.slug, str(way.name)) for way in ordered]
