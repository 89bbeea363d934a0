"""Forms of pairs. Closing asks for nothing: a no, and an end, need no reason."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mentormatch.base.forms import DayField, Filled, Form, TextField


class CloseForm(Form):
    """One button: to decline a proposal, or to end a pair."""


class BreakForm(Form):
    """A break, with the day it ends by itself if one is known."""

    until = DayField(_l("Until when?"), [Optional()])


class ReasonForm(Form):
    """Why a pair ended, for those who like to say."""

    text = TextField(_l("What would you like the coordinators to know?"),
                     [Filled(_l("Write something, or leave this page."))], most=1_000)
