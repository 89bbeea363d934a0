"""Mails to begin with, for a coordinator to change: they fit the reason and give nothing away that is private."""

from dataclasses import dataclass

from flask_babel import gettext as _

from mentormatch.pairs.letters import role_label
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.signals import rules
from mentormatch.signals.rules import PartnerRef, Signal

TO_BOTH, TO_MENTEE, TO_MENTOR = "both", "mentee", "mentor"


@dataclass(frozen=True)
class MessageDraft:
    """A mail: for whom (both, mentee, mentor), and its words."""

    to: str
    subject: str
    text: str


def draft(pair: Pair, signals: tuple[Signal, ...]) -> MessageDraft:
    """A mail that fits the strongest reason.

    One about what somebody said in private goes to that person alone and does not mention it, so that nothing is
    given away even if it is forwarded.
    """
    first = signals[0] if signals else None
    programme = pair.programme.name
    if first is not None and first.kind in (rules.NOT_GOOD, rules.FELL):
        subject = _("How's it going in %(programme)s?", programme=programme)
        return MessageDraft(_only(pair, first.about), subject, _personal(pair))
    if first is not None and first.kind == rules.WAITING:
        text = _("You're first in line in the next round. If what you're looking for has changed, you can update "
                 "your profile until then.")
        return MessageDraft(_only(pair, first.about), _("The next matching round of "
                                                 "%(programme)s", programme=programme), text)
    subject = _("A quick word about %(programme)s", programme=programme)
    return MessageDraft(TO_BOTH, subject, _plain(first.kind if first else ""))


def offer(pair: Pair, signals: tuple[Signal, ...]) -> MessageDraft:
    """An offer to be paired with somebody else; to the one who asked for help, else to both."""
    about = next((signal.about for signal in signals if signal.kind in (rules.NOT_GOOD, rules.FELL)), ())
    text = _("Not every match works out, and that's no one's fault. If you'd like a new match, you can stop meeting "
             "from your mentoring page. You don't need a reason, and you'll be first in line in the next round of "
             "%(programme)s. If all is well, just carry on.", programme=pair.programme.name)
    return MessageDraft(_only(pair, about), _("If you'd like a new match"), text)


def to_words(pair: Pair, to: str) -> str:
    """To whom a mail goes, in words."""
    both = _("%(mentee)s and %(mentor)s", mentee=pair.mentee.person.name, mentor=pair.mentor.person.name)
    return {TO_BOTH: both, TO_MENTEE: _with_role(pair.mentee.person, role_label(pair.mentee)),
            TO_MENTOR: _with_role(pair.mentor.person, role_label(pair.mentor))}[to]


def _with_role(person: Person, role: str) -> str:
    return _("%(name)s (%(role)s)", name=person.name, role=role)


def _only(pair: Pair, about: tuple[PartnerRef, ...]) -> str:
    """The one side a reason is about; both where it is about both or nobody."""
    if len(about) != 1:
        return TO_BOTH
    return TO_MENTEE if pair.mentee.person_id == about[0].person_id else TO_MENTOR


def _personal(pair: Pair) -> str:
    return _("I run %(programme)s and I'd like to hear how it's going for you. If anything could be better, tell me "
             "when I can call. It takes ten minutes and stays between us.", programme=pair.programme.name)


def _plain(kind: str) -> str:
    texts = {
        rules.MISSED: _("Your last few meetings didn't happen, as is easily done when diaries are full. Would a "
                        "shorter one, or a different way of meeting, be easier? If you'd rather take a break, you "
                        "can do that on your page."),
        rules.SILENT: _("I haven't heard from you two for a while. If you've met, it takes 30 seconds to log it. If "
                        "not, suggest two dates to each other this week."),
        rules.NO_AGREEMENT: _("You don't have an agreement yet: how often, where, and what stays between you. It "
                              "takes five minutes in your next meeting and will save you time later."),
        rules.DIFFERING: _("You remember a meeting differently. That's fine. Either of you can settle it in one tap "
                           "on your mentoring page."),
        rules.PROMISED: _("One of your next steps has been open for a while. Tick it off, pick a new date or drop "
                          "it. Any of these is fine."),
        rules.UNCONFIRMED: _("Something on your mentoring page needs a reply. Any answer is a good one, including "
                             "“not sure yet”."),
    }
    return texts.get(kind, _("How are you two getting on? If something would help, let me know."))
