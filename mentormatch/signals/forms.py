"""Forms with which a coordinator does something about a pair."""

from datetime import date, timedelta
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice

from mentormatch.base.forms import Filled, Form, LineField, OneOfField, TextField
from mentormatch.pairs.models import Pair
from mentormatch.signals.message_drafts import TO_BOTH, TO_MENTEE, TO_MENTOR, MessageDraft, to_words

WORDS = 4_000
SEND, BACK = "send", "back"


class MailForm(Form):
    """A mail to one or both; first it is shown as it will be read, then it is sent."""

    to = OneOfField(_l("Who is it for?"), [Filled(_l("Choose who it's for."))])
    subject = LineField(_l("Subject"), [Filled(_l("Give the email a subject."))], most=120)
    text = TextField(_l("Your message"), [Filled(_l("Write a sentence or two."))], most=WORDS)
    next = HiddenField()

    @classmethod
    def for_(cls, draft: MessageDraft, pair: Pair) -> Self:
        """The form with a draft to change, for the mentee, the mentor, or both."""
        form = cls(obj=draft)
        form.to.choices = [SelectChoice(to, to_words(pair, to)) for to in (TO_BOTH, TO_MENTEE, TO_MENTOR)]
        return form

    @property
    def goes_back(self) -> bool:
        """Whether somebody who saw the mail as it will be read wants to change it."""
        return self.next.data == BACK

    @property
    def is_sent(self) -> bool:
        """Whether it was seen as it will be read, and may go."""
        return self.next.data == SEND

    def mail(self) -> MessageDraft:
        """What was entered."""
        return MessageDraft(self.to.data or "", self.subject.data or "", self.text.data or "")


class NoteForm(Form):
    """What was said in a call, or a note for the other coordinators."""

    kind = OneOfField(_l("What was it?"), [Filled(_l("Choose what it was."))], choices=[
        SelectChoice("call", _l("Call")), SelectChoice("note", _l("Note"))])
    text = TextField(_l("In a sentence"), [Filled(_l("Write a sentence about it."))], most=WORDS)


class SnoozeForm(Form):
    """For how long a pair is put aside."""

    days = OneOfField(_l("Snooze for"), [Filled(_l("Choose how long to snooze for."))], choices=[
        SelectChoice("7", _l("A week")), SelectChoice("14", _l("Two weeks")), SelectChoice("30", _l("A month"))])

    def until(self, today: date) -> date:
        """The day it comes back."""
        return today + timedelta(days=int(self.days.data or 0))
