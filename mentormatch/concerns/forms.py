"""Forms of concerns."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField
from wtforms.widgets import HiddenInput

from mentormatch.base.forms import Filled, Form, TextField
from mentormatch.concerns.services import Report
from mentormatch.programmes.forms import ChoiceField, listed

MAY_KNOW = (
    ("contacts", _l("Nobody but them")),
    ("coordinators", _l("They may speak to the coordinators of the programme")),
    ("hr", _l("They may speak to the coordinators and to HR")),
)


class ReportForm(Form):
    """What is not right."""

    what = TextField(_l("What is not right?"), [Filled(_l("Write down what is not right, in your own words."))])
    gives_name = BooleanField(_l("They may know that it is me who writes"))
    may_know = ChoiceField(_l("Who else may hear of it?"), _l("Choose who else may hear of it."),
                           choices=listed(MAY_KNOW), default="contacts")
    pause_contact = BooleanField(_l("I would like no contact with the other one for now"))

    def report(self) -> Report:
        """What was entered."""
        return Report(self.what.data or "", bool(self.gives_name.data), self.may_know.data,
                      bool(self.pause_contact.data))


class AddForm(Form):
    """Something the reporter adds."""

    text = TextField(_l("Would you like to add something?"), [Filled(_l("Write what you would like to add."))])


class HandleForm(Form):
    """What a contact writes; which of the buttons was pressed says for whom. `version` is what was seen."""

    version = IntegerField(widget=HiddenInput())
    text = TextField(_l("Your words"), [Filled(_l("Write a sentence first."))])
    deed = StringField()


class SeenForm(Form):
    """One button of a contact."""

    version = IntegerField(widget=HiddenInput())


class ContactForm(Form):
    """Somebody to be named."""

    person_id = StringField()
