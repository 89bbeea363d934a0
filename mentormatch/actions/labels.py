"""Words for what came of an action, and for the answers a mentee may give."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentormatch.actions.models import CONFIRMED, NOT_CONFIRMED, UNSURE

ANSWERS: dict[str, LazyString] = {
    CONFIRMED: _l("Yes, it happened"),
    UNSURE: _l("I'm not sure yet"),
    NOT_CONFIRMED: _l("It didn't happen for me"),
}

OUTCOMES: dict[str, LazyString] = {
    "assignment": _l("I got the role or assignment"),
    "met": _l("I met the person"),
    "heard": _l("I was heard"),
    "promoted": _l("I was promoted"),
    "raise": _l("My pay went up"),
    "nothing-yet": _l("Nothing yet"),
    "other": _l("Something else"),
}
