"""The words of signals: why a pair needs help, what usually helps, and what was done about it."""

from flask_babel import gettext as _
from flask_babel import ngettext

from mentormatch.signals import rules
from mentormatch.signals.rules import Signal


def reason(signal: Signal) -> str:
    """A signal in one sentence, without anything that only one of the two may know."""
    names, number = ", ".join(one.name for one in signal.about), signal.number
    if signal.kind == rules.WAITING:
        return _waiting(signal, names)
    said = {
        rules.NOT_GOOD: _("%(names)s says that it does not fit, and lets you know.", names=names),
        rules.FELL: _("%(names)s sees it going less well than before, and lets you know.", names=names),
        rules.MISSED: _("%(num)d meetings in a row did not happen.", num=number),
        rules.SILENT: _("Nothing was logged for %(num)d days.", num=number),
        rules.NO_AGREEMENT: _("No agreement yet, %(num)d days after they began.", num=number),
        rules.DIFFERING: ngettext("They remember a meeting differently.", "They remember %(num)d meetings differently.",
                                  number),
        rules.PROMISED: _("Something promised has been overdue for %(num)d days.", num=number),
        rules.UNCONFIRMED: _("An action was reported %(num)d days ago and has not been answered.", num=number),
    }
    return said[signal.kind]


def _waiting(signal: Signal, names: str) -> str:
    if signal.somebody_left:
        return _("The other one left the company; %(names)s waits for a new pair.", names=names)
    return ngettext("%(names)s has waited for another pair for a day.",
                    "%(names)s waits for another pair, for %(num)d days now.", signal.number, names=names)


def advice(signal: Signal) -> str:
    """What usually helps."""
    return {
        rules.NOT_GOOD: _("Call the one who said so, and offer somebody else. The other one does not know."),
        rules.FELL: _("Call the one who said so and ask what would help. The other one does not know."),
        rules.MISSED: _("Ask both what is in the way; a shorter or another way of meeting often helps."),
        rules.WAITING: _("They are among the first in the next round. Tell them when that is."),
        rules.SILENT: _("A friendly word is enough most of the time: many meet and forget to log it."),
        rules.NO_AGREEMENT: _("Point them to the agreement; it takes five minutes in their next meeting."),
        rules.DIFFERING: _("Either of them can settle it in one tap; remind them that it is about nothing else."),
        rules.PROMISED: _("Ask the one who promised whether it still stands."),
        rules.UNCONFIRMED: _("Say that “no” and “not sure yet” are good answers, too."),
    }[signal.kind]


def step_words(kind: str) -> str:
    """What was done, in words."""
    return {"nudge": _("wrote a mail"), "call": _("called"), "offer": _("offered somebody else"), "note": _("noted"),
            "snooze": _("put it aside")}[kind]
