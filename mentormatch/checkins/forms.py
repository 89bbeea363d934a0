"""Forms of check-ins: made to be filled in on a phone in half a minute.

The day and the way of meeting are filled in (today, and as last time). The length never is: it is what programmes
count, so it has to be chosen each time.

A base class has the fields that forms share; each form that a page shows has its own `for_`.
"""

from datetime import date, tzinfo
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectChoice

from mentormatch.base.forms import BoxesField, DayField, Filled, Form, FormOfOneThing, LineField, OneOfField, TextField
from mentormatch.checkins import queries
from mentormatch.checkins.models import CheckIn, LogLink, Meeting
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

    def account(self) -> MeetingAccount:
        """What was entered; of a meeting that did not happen, not how the two met."""
        day, minutes = self.happened_on.data, self.minutes.data
        assert day is not None, "the form was not checked"
        assert minutes is not None, "the form was not checked"
        has_met = minutes != DID_NOT_MEET
        return MeetingAccount(day, minutes, (self.format.data or "") if has_met else "", self.shared.data or "",
                              None if has_met else self.missed_by.data)

    def _set_account_choices(self, pair: Pair, reader: Person) -> None:
        """Offer the lengths, whose side a missed meeting was, and the ways of meeting that suit both first."""
        self.minutes.choices = lengths()
        self.missed_by.choices = sides(pair, reader)
        self.format.choices = formats(pair)


class RatingForm(Form):
    """How a meeting was for one of the two, for their eyes only."""

    useful = OneOfField(_l("How useful was it?"), coerce=int,
                        choices=[SelectChoice(number, str(number)) for number in range(1, 6)])
    said_it = OneOfField(_l("Did you get to say what you wanted to?"), choices=[
        SelectChoice("yes", _l("Yes")), SelectChoice("partly", _l("Partly")), SelectChoice("no", _l("No"))])

    def rating(self) -> MeetingRating:
        """What was entered."""
        return MeetingRating(self.useful.data, self.said_it.data if "said_it" in self else None)

    def _fit_questions_to_side(self, pair: Pair, reader: Person) -> None:
        """Leave only the mentee the question of whether they got to say what they wanted to."""
        if pair.side_of(reader.id).is_mentor:
            del self.said_it


class PrivateForm(RatingForm):
    """Everything that one of the two keeps to themselves about a check-in."""

    note = TextField(_l("A private note"), most=NOTE)

    def private(self) -> PrivateEntry:
        """What was entered."""
        return PrivateEntry(self.note.data or "", self.rating())


class PrivateEntryForm(PrivateForm):
    """What the reader keeps to themselves about a check-in, on a page of its own."""

    @classmethod
    def for_(cls, check_in: CheckIn, reader: Person) -> Self:
        """The form with what the reader wrote before, if anything."""
        rating = queries.own_rating(check_in.id, reader.id)
        form = cls(note=queries.own_note(check_in.id, reader.id), useful=rating.useful, said_it=rating.said_it)
        form._fit_questions_to_side(check_in.pair, reader)
        return form


class LogForm(FormOfOneThing, MeetingAccountForm, PrivateForm):
    """A new check-in, with next steps, what is for the reader only, and the next date."""

    steps_done = BoxesField(_l("Which of your next steps are done?"))
    step = LineField(_l("A new next step"), most=STEP)
    step_owner = OneOfField(_l("Who'll do it?"), [FilledIfStep(_l("Choose who'll do it."))])
    next_on = DayField(_l("When will you meet next?"))

    @classmethod
    def for_(cls, pair: Pair, reader: Person, *, planned: Meeting | None, today: date, zone: tzinfo) -> Self:
        """The form for the meeting that was planned, else for one today, held the way they last met."""
        if planned is None:
            form = cls(happened_on=today, format=queries.last_format(pair.id))
        else:
            form = cls(happened_on=planned.starts_at.astimezone(zone).date(), format=planned.format)
        form._set_account_choices(pair, reader)
        form._set_step_choices(pair, reader)
        form._fit_questions_to_side(pair, reader)
        return form

    def steps(self) -> Steps:
        """What was entered of next steps."""
        return Steps(frozenset(self.steps_done.data or ()), self.step.data or "", self.step_owner.data or "")

    def _set_step_choices(self, pair: Pair, reader: Person) -> None:
        """Offer the reader's open next steps, and the two people who may take on a new one."""
        mine, _theirs = open_steps(pair, reader.id)
        self.steps_done.choices = [SelectChoice(step.id, step.text) for step in mine]
        other = pair.other_of(reader.id).person
        self.step_owner.choices = [SelectChoice(reader.id, _("Me")), SelectChoice(other.id, other.first_name)]


class MailedLogForm(RatingForm):
    """A check-in by an emailed link: how long it was and, if the reader likes, how it went."""

    minutes = OneOfField(_l("How long did you meet?"), [Filled(_l("Choose how long you met."))], coerce=int)
    missed_by = OneOfField(_l("What got in the way?"), [FilledIfMissed(_l("Choose what got in the way."))])

    @classmethod
    def for_(cls, link: LogLink) -> Self:
        """The form for the meeting and the person of a link."""
        form, pair = cls(), link.meeting.pair
        form.minutes.choices = lengths()
        form.missed_by.choices = sides(pair, link.person)
        form._fit_questions_to_side(pair, link.person)
        return form

    def side(self) -> str | None:
        """Whose side it was, for a meeting that did not happen."""
        return self.missed_by.data if self.minutes.data == DID_NOT_MEET else None


class AmendForm(MeetingAccountForm):
    """A change to the reader's own check-in."""

    next_on = DayField(_l("When will you meet next?"))

    @classmethod
    def for_(cls, check_in: CheckIn, reader: Person) -> Self:
        """The form with the check-in as it stands."""
        form = cls(obj=check_in)
        form._set_account_choices(check_in.pair, reader)
        return form


class CheckInAnswerForm(MeetingAccountForm):
    """The reader's own account beside a check-in; it may say that the two did not meet, and need not say why."""

    missed_by = OneOfField(_l("What got in the way?"))
    version = IntegerField()

    @classmethod
    def for_(cls, check_in: CheckIn, reader: Person) -> Self:
        """The form with the reader's earlier account, else with the day and the way of meeting in the check-in."""
        answer = check_in.answer
        if answer is not None and answer.is_account:
            form = cls(happened_on=answer.happened_on, minutes=answer.minutes, format=answer.format,
                       shared=answer.shared, missed_by=answer.missed_by)
        else:
            form = cls(happened_on=check_in.happened_on, format=check_in.format)
        form._set_account_choices(check_in.pair, reader)
        return form


class ConfirmCheckInForm(Form):
    """A check-in is right as it stands; `version` is the one that the page showed."""

    version = IntegerField()


class SettleForm(Form):
    """The partner's account counts; `fingerprint` marks the account that the page showed."""

    fingerprint = HiddenField()


def lengths() -> list[SelectChoice]:
    """How long two people may have met, and that they did not."""
    return [*(SelectChoice(minutes, _("%(minutes)s min", minutes=minutes)) for minutes in MEETING_MINUTES),
            SelectChoice(DID_NOT_MEET, _("We didn't meet"))]


def sides(pair: Pair, reader: Person) -> list[SelectChoice]:
    """On whose side a missed meeting fell through, in words that blame no one."""
    mine, theirs = (MENTOR, MENTEE) if pair.side_of(reader.id).is_mentor else (MENTEE, MENTOR)
    name = pair.other_of(reader.id).person.first_name
    return [SelectChoice("neither", _("Something came up")), SelectChoice(mine, _("On my side")),
            SelectChoice(theirs, _("On %(name)s’s side", name=name)), SelectChoice("both", _("On both sides"))]


def formats(pair: Pair) -> list[SelectChoice]:
    """The ways of meeting, those that suit both first."""
    liked = [set(pair.mentor.formats), set(pair.mentee.formats)]
    ordered = sorted(MEETING_FORMATS, key=lambda way: -sum(way.slug in formats for formats in liked))
    return [SelectChoice(way.slug, str(way.name)) for way in ordered]
