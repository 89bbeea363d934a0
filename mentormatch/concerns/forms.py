"""Forms of concerns."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField
from wtforms.widgets import HiddenInput

from mentormatch.base.forms import Filled, Form, TextField
from mentormatch.concerns.models import Concern
from mentormatch.concerns.services import ConcernReport
from mentormatch.programmes.forms import RequiredChoiceField, listed

MAY_KNOW = (
    ("contacts", _l("No one but them")),
    ("coordinators", _l("They may speak to the programme's coordinators")),
    ("hr", _l("They may speak to the coordinators and to HR")),
)


class ReportForm(Form):
    """What is not right."""

    what = TextField(_l("What isn't right?"), [Filled(_l("Tell us what isn't right, in your own words."))])
    gives_name = BooleanField(_l("They may know that it's me"))
    may_know = RequiredChoiceField(_l("Who else may know?"), _l("Choose who else may know."),
                           choices=listed(MAY_KNOW), default="contacts")
    pause_contact = BooleanField(_l("I'd like no contact with my match for now"))

    def report(self) -> ConcernReport:
        """What was entered."""
        return ConcernReport(self.what.data or "", bool(self.gives_name.data), self.may_know.data,
                      bool(self.pause_contact.data))


class AddForm(Form):
    """Something the reporter adds."""

    text = TextField(_l("Would you like to add something?"), [Filled(_l("Write what you would like to add."))])


class HandleForm(Form):
    """What a contact writes; which of the buttons was pressed says for whom. `version` is what was seen."""

    version = IntegerField(widget=HiddenInput())
    text = TextField(_l("Your message"), [Filled(_l("Write something first."))])
    deed = StringField()

    @classmethod
    def for_(cls, concern: Concern) -> Self:
        """The form for a concern as the page shows it."""
        return cls(version=concern.version)


class SeenForm(Form):
    """One button of a contact."""

    version = IntegerField(widget=HiddenInput())


class ContactForm(Form):
    """A person to be named as a contact."""

    person_id = StringField()
