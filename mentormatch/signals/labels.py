"""The words of signals: why a pair needs help, what usually helps, and what was done about it."""

from flask_babel import gettext as _
from flask_babel import ngettext

from mentormatch.signals import rules
from mentormatch.signals.rules import Signal


def reason(signal: Signal) -> str:
    """A signal in one sentence, without anything that only one of the two may know."""
    names, number = ", ".join(person.name for person in signal.about), signal.number
    if signal.kind == rules.WAITING:
        return _waiting(signal, names)
    sentences = {
        rules.NOT_GOOD: _("It isn't working for %(names)s, who let you know.", names=names),
        rules.FELL: _("It's going less well than before for %(names)s, who let you know.", names=names),
        rules.MISSED: _("They've missed %(num)d meetings in a row.", num=number),
        rules.SILENT: _("They haven't logged anything for %(num)d days.", num=number),
        rules.NO_AGREEMENT: _("No agreement yet, %(num)d days after they started.", num=number),
        rules.DIFFERING: ngettext("They remember a meeting differently.", "They remember %(num)d meetings differently.",
                                  number),
        rules.PROMISED: _("A promised step is %(num)d days overdue.", num=number),
        rules.UNCONFIRMED: _("An action was reported %(num)d days ago and hasn't been answered.", num=number),
    }
    return sentences[signal.kind]


def _waiting(signal: Signal, names: str) -> str:
    if signal.somebody_left:
        return _("Their partner left the company. %(names)s is waiting for a new match.", names=names)
    return ngettext("Without a partner for a day: %(names)s.",
                    "Without a partner for %(num)d days: %(names)s.", signal.number, names=names)


def advice(signal: Signal) -> str:
    """What usually helps."""
    return {
        rules.NOT_GOOD: _("Call the person who raised it and offer another match. Their partner doesn't know."),
        rules.FELL: _("Call the person who raised it and ask what would help. Their partner doesn't know."),
        rules.MISSED: _("Ask both what's getting in the way. A shorter meeting, or a different way of meeting, often "
                        "helps."),
        rules.WAITING: _("They're first in line in the next round. Let them know when that is."),
        rules.SILENT: _("A friendly word is usually enough. Many people meet and forget to log it."),
        rules.NO_AGREEMENT: _("Point them to the agreement. It takes five minutes in their next meeting."),
        rules.DIFFERING: _("Either of them can settle it in one tap. Remind them that nothing else depends on it."),
        rules.PROMISED: _("Ask the person who promised it whether it's still on."),
        rules.UNCONFIRMED: _("Let them know that “no” and “not sure yet” are good answers too."),
    }[signal.kind]


def step_words(kind: str) -> str:
    """What was done, in words."""
    return {"nudge": _("wrote an "
                       "email"), "call": _("called"), "offer": _("offered another match"), "note": _("added a "
                                                                                                            "note"),
            "snooze": _("snoozed it")}[kind]
