"""A pair that ended by a mistake goes on again: a coordinator asks, and both of the two have to want it.

Saying nothing is enough for a no, and nothing keeps one. Whether one of them has said yes is shown to no one before
both have. That two people are never proposed twice is for the matching; this is for people who want to go on.
"""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.errors import DomainError
from mentormatch.pairs import letters, queries, services
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people import mail
from mentormatch.people.models import Person

OPEN_FOR = timedelta(days=14)


class NotRestorable(DomainError):
    """The pair can't go on again: it ended in another way, one of the two is gone, or there is no room."""


def ask(pair: Pair, *, by: Person, now: datetime) -> None:
    """Ask both whether they'd like to go on; asking again while it is open is harmless. Raises NotRestorable."""
    check(pair)
    if is_open(pair, now):
        return
    pair.restore_asked_at = now
    pair.mentor_restores_at = pair.mentee_restores_at = None
    audit.record("pair.restore_asked", by=by, on=pair, now=now)
    for side in (pair.mentee, pair.mentor):
        mail.post(letters.restore_asked(pair, side, now + OPEN_FOR), side.person, kind="pairs.restore_asked", now=now)


def agree(pair: Pair, *, by: Person, now: datetime) -> bool:
    """Say that one would like to go on; whether both have now, and it does. Twice is harmless. Raises NotRestorable."""
    side = pair.side_of(by.id)
    if pair.is_meeting:
        return True
    if not is_open(pair, now):
        raise NotRestorable(_("The time to carry on with this match is over. Your coordinators can ask you both "
                              "again."))
    if _obstacle(pair):  # which one it is says what the other is doing now, and isn't theirs to know
        raise NotRestorable(_("This match can't go on just now. Your coordinators can help."))
    if side is pair.mentor:
        pair.mentor_restores_at = pair.mentor_restores_at or now
    else:
        pair.mentee_restores_at = pair.mentee_restores_at or now
    if not (pair.mentor_restores_at and pair.mentee_restores_at):
        return False
    pair.state, pair.resumed_at, pair.closed_at, pair.closed_because = ACTIVE, now, None, None
    pair.restore_asked_at = pair.mentor_restores_at = pair.mentee_restores_at = None
    audit.record("pair.restored", on=pair, now=now)
    for other in (pair.mentee, pair.mentor):
        mail.post(letters.restored(pair, other), other.person, kind="pairs.restored", now=now)
    return True


def is_open(pair: Pair, now: datetime) -> bool:
    """Whether the two are being asked."""
    return pair.is_ended and pair.restore_asked_at is not None and now < pair.restore_asked_at + OPEN_FOR


def has_agreed(pair: Pair, person_id: str) -> bool:
    """Whether one of the two has said yes; for their own eyes."""
    answer = pair.mentor_restores_at if pair.side_of(person_id) is pair.mentor else pair.mentee_restores_at
    return answer is not None


def check(pair: Pair) -> None:
    """Raise NotRestorable unless a departure ended the pair, both are back, she is free and he has a place."""
    if words := _obstacle(pair):
        raise NotRestorable(words)


def _obstacle(pair: Pair) -> str:
    """What keeps a pair from going on, in the words of those who run the programme; empty where nothing does."""
    if not pair.is_ended or pair.closed_because is None:
        return _("Only a match that ended because someone left can be brought back.")
    for side in (pair.mentee, pair.mentor):
        if services.why_gone(side):
            return _("%(name)s isn't back in the programme.", name=side.person.name)
    if pair.mentee_id in queries.live_mentee_ids(pair.programme_id):
        return _("%(name)s has another match now.", name=pair.mentee.person.name)
    if sum(queries.places_in_use(pair.mentor_id)) >= pair.mentor.places:
        return _("%(name)s has no room for another match now.", name=pair.mentor.person.name)
    return ""
