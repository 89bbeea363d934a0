"""Forms of pairs. Closing asks for nothing: declining or ending a pair needs no reason."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mentormatch.base.forms import DayField, Filled, Form, TextField
from mentormatch.pairs.models import Pair


class CloseForm(Form):
    """One button: to decline a proposal, or to end a pair."""


class BreakForm(Form):
    """A break, with the day it ends by itself if one is known."""

    until = DayField(_l("Until when?"), [Optional()])

    @classmethod
    def for_(cls, pair: Pair) -> Self:
        """The form with the day the pair's break ends, if it is on one."""
        return cls(until=pair.paused_until)


class ReasonForm(Form):
    """Why a pair ended, for those who would like to say."""

    text = TextField(_l("What would you like the coordinators to know?"),
                     [Filled(_l("Write something, or leave this page."))], most=1_000)
