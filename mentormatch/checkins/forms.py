"""Forms of check-ins: made to be filled in on a phone in half a minute.

The day and the way of meeting are filled in (today, and as last time). The length never is: it is what programmes
count, so it is always said and never left as it stood.
"""

from datetime import date
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectChoice

from mentormatch.base.forms import Filled, Form, TextField
from mentormatch.checkins.models import CheckIn
from mentormatch.checkins.services import Account
from mentormatch.pairs.models import Pair
from mentormatch.programmes.formats import MEETING_FORMATS, MEETING_MINUTES

WORDS, NOTE = 2_000, 2_000
DID_NOT_MEET = 0


class DayField(DateField):
    """A day; what is no day is answered with an example."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        if valuelist and str(valuelist[0]).strip():
            try:
                self.data = date.fromisoformat(str(valuelist[0]).strip())
            except ValueError:
                raise ValueError(_("Enter a day as year, month, day, such as 2026-05-04.")) from None


class OneOfField(RadioField):
    """One of a few choices; none is chosen until somebody chooses."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = self.coerce(valuelist[0]) if valuelist else None
        except ValueError:
            self.data = None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data not in [choice.value for choice in self.choices or []]:
            self.data = None


class FilledIfMet(Filled):
    """Something was chosen, unless the two did not meet."""

    field_flags = {}

    def __call__(self, form: Any, field: Any) -> None:
        if form.minutes.data != DID_NOT_MEET:
            super().__call__(form, field)


class AccountForm(Form):
    """One side's words on a meeting."""

    happened_on = DayField(_l("When did you meet?"), [Filled(_l("Enter the day you met."))])
    minutes = OneOfField(_l("How long?"), [Filled(_l("Choose how long you met."))], coerce=int)
    format = OneOfField(_l("How did you meet?"), [FilledIfMet(_l("Choose how you met."))])
    shared = TextField(_l("What did you speak about?"), most=WORDS)

    def offer(self, pair: Pair) -> Self:
        """Offer the lengths, and the ways of meeting that suit both first."""
        self.minutes.choices = [
            SelectChoice(minutes, _("%(minutes)s min", minutes=minutes)) for minutes in MEETING_MINUTES]
        self.format.choices = _formats(pair)
        return self

    def account(self) -> Account:
        """What was entered."""
        day, minutes = self.happened_on.data, self.minutes.data
        assert day is not None, "the form was not checked"
        assert minutes is not None, "the form was not checked"
        return Account(day, minutes, self.format.data or "", self.shared.data or "")


class LogForm(AccountForm):
    """A new check-in, with a note to oneself and the next date."""

    note = TextField(_l("A note to yourself"), most=NOTE)
    next_on = DayField(_l("When do you meet next?"))


class AmendForm(AccountForm):
    """One's own check-in, to be changed."""

    next_on = DayField(_l("When do you meet next?"))


class AnswerForm(AccountForm):
    """An account of one's own beside a check-in; it may say that the two did not meet."""

    version = IntegerField()

    def offer(self, pair: Pair) -> Self:
        super().offer(pair)
        self.minutes.choices = [*self.minutes.choices, SelectChoice(DID_NOT_MEET, _("We did not meet"))]
        return self


class ConfirmForm(Form):
    """A check-in was as it says; `version` is what was seen of it."""

    version = IntegerField()


class NoteForm(Form):
    """A note to oneself."""

    note = TextField(_l("A note to yourself"), most=NOTE)


def start_of(told: CheckIn) -> dict[str, Any]:
    """What an answer is filled in with: one's own earlier account, else the day and the way of meeting told."""
    answer = told.answer
    if answer is not None and answer.is_account:
        return {"happened_on": answer.happened_on, "minutes": answer.minutes, "format": answer.format,
                "shared": answer.shared}
    return {"happened_on": told.happened_on, "format": told.format}


def _formats(pair: Pair) -> list[SelectChoice]:
    liked = [set(pair.mentor.formats), set(pair.mentee.formats)]
    ordered = sorted(MEETING_FORMATS, key=lambda one: -sum(one.slug in formats for formats in liked))
    return [SelectChoice(one.slug, str(one.name)) for one in ordered]
