"""How pairs end when a person who left the company or the programme stays away, and what the two may say after an end.

A reason is stored without its author and without its time, so that no one can tell whose it is.
"""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.pairs import breaks, letters, services
from mentormatch.pairs.models import LAPSED, EndingReason, Pair
from mentormatch.people import mail
from mentormatch.people.models import Person

MAX_REASONS = 6


class NotEnded(DomainError):
    """The pair is not over, so there is no end to give a reason for."""


class ReasonsEnough(DomainError):
    """There are more reasons for one end than two people would give."""


def rest_if_gone(pair: Pair, *, now: datetime) -> bool:
    """Put a pair on a break as long as one of the two may still come back; whether that changed anything."""
    gone = [side for side in (pair.mentee, pair.mentor) if services.why_gone(side)]
    return bool(gone) and breaks.hold(pair, breaks.LEAVING, now=now, gone=gone)


def bring_back(pair: Pair, *, now: datetime) -> bool:
    """Let a pair go on whose missing half is back in time; whether the two notice."""
    if any(services.why_gone(side) for side in (pair.mentee, pair.mentor)):
        return False
    return breaks.release(pair, breaks.LEAVING, now=now)


def part_if_gone(pair: Pair, *, now: datetime) -> bool:
    """End a pair, or let its proposal lapse, when one of the two has left for good; whether it did.

    The person who stays learns that their partner left and nothing more about why; one who withdrew gets the usual
    letter. A proposal closes in the words of every proposal that does not go ahead.
    """
    causes = {side: services.why_gone(side) for side in (pair.mentee, pair.mentor)}
    known_causes = [cause for cause in causes.values() if cause]
    if not known_causes or not (pair.is_meeting or pair.is_proposed):
        return False
    if pair.is_proposed:
        services.close_proposal(pair, LAPSED, "pair.lapsed", now)
        return True
    is_out = services.LEFT_COMPANY in known_causes
    services.close(pair, now, services.LEFT_COMPANY if is_out else services.LEFT_PROGRAMME)
    for side, own in causes.items():
        cause = causes[pair.other_of(side.person_id)]
        letter = letters.ended(pair, side) if own or cause is None else letters.partner_left(pair, side, cause)
        mail.post(letter, side.person, kind="pairs.ended", now=now)
    return True


def give_reason(pair: Pair, text: str, *, by: Person) -> None:
    """Store why a pair ended, for its coordinators, without a trace of the author. The same words count once.

    Raises NotEnded, ReasonsEnough; LookupError for anyone who is not one of the two.
    """
    pair.side_of(by.id)
    check_is_over(pair)
    known = db.session.scalars(select(EndingReason.text).where(EndingReason.pair_id == pair.id)).all()
    if text in known:
        return
    if len(known) >= MAX_REASONS:
        raise ReasonsEnough(_("We've already saved as many reasons as we can for this match. You can email your "
                              "coordinators instead."),
                            "text")
    db.session.add(EndingReason(pair_id=pair.id, text=text))


def check_is_over(pair: Pair) -> None:
    """Raise NotEnded unless a pair met for a while and is over."""
    if not pair.is_ended:
        raise NotEnded(_("This match hasn't ended, so there's nothing to explain."))


def reasons(pair_id: str) -> list[str]:
    """The reasons given for an end, for coordinators only; sorted by their words, so that not even the order tells."""
    return list(db.session.scalars(
        select(EndingReason.text).where(EndingReason.pair_id == pair_id)
        .order_by(func.lower(EndingReason.text), EndingReason.text)))
