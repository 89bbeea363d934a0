"""Mails to begin with, for a coordinator to change: they fit the reason and give nothing away that is private."""

from dataclasses import dataclass

from flask_babel import gettext as _

from mentormatch.pairs.letters import role_word
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.signals import rules
from mentormatch.signals.rules import Signal, Somebody

TO_BOTH, TO_MENTEE, TO_MENTOR = "both", "mentee", "mentor"


@dataclass(frozen=True)
class Draft:
    """A mail: for whom (both, mentee, mentor), and its words."""

    to: str
    subject: str
    text: str


def draft(pair: Pair, signals: tuple[Signal, ...]) -> Draft:
    """A mail that fits the strongest reason.

    One about what somebody said in private goes to that person alone and does not mention it, so that nothing is
    given away even if it is forwarded.
    """
    first = signals[0] if signals else None
    programme = pair.programme.name
    if first is not None and first.kind in (rules.NOT_GOOD, rules.FELL):
        subject = _("How is it going in %(programme)s?", programme=programme)
        return Draft(_only(pair, first.about), subject, _personal(pair))
    if first is not None and first.kind == rules.WAITING:
        text = _("You are among the first in the next round. If what you look for has changed, your profile can be "
                 "changed until then.")
        return Draft(_only(pair, first.about), _("The next round of %(programme)s", programme=programme), text)
    subject = _("A word about your pair in %(programme)s", programme=programme)
    return Draft(TO_BOTH, subject, _plain(first.kind if first else ""))


def offer(pair: Pair, signals: tuple[Signal, ...]) -> Draft:
    """An offer to be paired with somebody else; to the one who asked for help, else to both."""
    asked = next((signal.about for signal in signals if signal.kind in (rules.NOT_GOOD, rules.FELL)), ())
    text = _("Some pairs do not fit, and it is nobody's fault. If you would like to be paired with somebody else, end "
             "the pair on its page: it needs no reason, and you are among the first in the next round of "
             "%(programme)s. If all is well, just go on.", programme=pair.programme.name)
    return Draft(_only(pair, asked), _("If you would like somebody else"), text)


def to_words(pair: Pair, to: str) -> str:
    """To whom a mail goes, in words."""
    both = _("%(mentee)s and %(mentor)s", mentee=pair.mentee.person.name, mentor=pair.mentor.person.name)
    return {TO_BOTH: both, TO_MENTEE: _one(pair.mentee.person, role_word(pair.mentee)),
            TO_MENTOR: _one(pair.mentor.person, role_word(pair.mentor))}[to]


def _one(person: Person, role: str) -> str:
    return _("%(name)s (%(role)s)", name=person.name, role=role)


def _only(pair: Pair, about: tuple[Somebody, ...]) -> str:
    """The one side a reason is about; both where it is about both or nobody."""
    if len(about) != 1:
        return TO_BOTH
    return TO_MENTEE if pair.mentee.person_id == about[0].person_id else TO_MENTOR


def _personal(pair: Pair) -> str:
    return _("I run %(programme)s and would like to hear how it is going for you. If anything could be better, tell me "
             "when I may call you; it takes ten minutes and stays between us.", programme=pair.programme.name)


def _plain(kind: str) -> str:
    said = {
        rules.MISSED: _("Your last meetings did not take place, as happens when diaries are full. Would a shorter one, "
                        "or another way of meeting, be easier? If a break suits you better, take one on your page."),
        rules.SILENT: _("I have not heard from the two of you for a while. If you have met, logging it takes half a "
                        "minute; if not, suggest two dates to each other this week."),
        rules.NO_AGREEMENT: _("The two of you have no agreement yet: how often, where, and what stays between you. It "
                              "takes five minutes in your next meeting and saves many more."),
        rules.DIFFERING: _("You remember a meeting differently. That happens; either of you can settle it in one tap "
                           "on the page of your pair."),
        rules.PROMISED: _("One of your next steps has been open for a while. Tick it off, give it another day, or drop "
                          "it: each is fine."),
        rules.UNCONFIRMED: _("Something is waiting for an answer on the page of your pair. Any answer is a good one, "
                             "and “not sure yet” is among them."),
    }
    return said.get(kind, _("How are the two of you getting on? If something would help, tell me."))
