"""A no said in advance: a private limit answers a proposal for its owner, as any no would come.

The other one gets an ordinary proposal, the owner of the limit nothing but a line that only they see. When it closes is
drawn from the times at which people answer: in the working hours of the owner, within a week.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from flask import current_app
from sqlalchemy import or_, select

from mentormatch.base.db import db
from mentormatch.enrolments.models import MENTEE, MENTOR, Enrolment
from mentormatch.pairs import queries
from mentormatch.pairs.models import BOTH, PROPOSED, Pair
from mentormatch.people.zones import zone_of

DAYS = (0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6)  # most people answer soon
FIRST_HOUR, LAST_HOUR = 8, 19
SOONEST = timedelta(minutes=50)


def sides(mentor: Enrolment, mentee: Enrolment, limits: Mapping[str, frozenset[str]]) -> str | None:
    """Whose limit speaks against a pair: "mentor", "mentee", "both" or None; `limits`: enrolment id -> person ids."""
    by_mentor = mentee.person_id in limits.get(mentor.id, ())
    by_mentee = mentor.person_id in limits.get(mentee.id, ())
    return BOTH if by_mentor and by_mentee else MENTOR if by_mentor else MENTEE if by_mentee else None


def due_at(pair: Pair, side: str) -> datetime:
    """When a no in advance closes a proposal: keyed by the pair, so that nothing can be learned from trying again."""
    digest = hashlib.blake2b(pair.id.encode(), digest_size=16, key=hashlib.sha256(
        current_app.config["SETTINGS"].lot_key.encode()).digest()).digest()
    person = (pair.mentor if side == MENTOR else pair.mentee).person
    local = pair.proposed_at.astimezone(zone_of(person))
    day = local.date() + timedelta(days=DAYS[digest[0] % len(DAYS)])
    seconds = FIRST_HOUR * 3600 + int.from_bytes(digest[1:5], "big") % ((LAST_HOUR - FIRST_HOUR) * 3600)
    moment = datetime.combine(day, time(), local.tzinfo) + timedelta(seconds=seconds)
    while moment.weekday() > 4 or moment < local + SOONEST:
        moment += timedelta(days=1)
    return moment.astimezone(UTC)


def ids_due(now: datetime) -> list[str]:
    """Ids of proposals whose no in advance is due."""
    return list(db.session.scalars(
        select(Pair.id).where(Pair.state == PROPOSED, Pair.no_due_at <= now).order_by(Pair.no_due_at, Pair.id)))


def of_person(person_id: str) -> list[Pair]:
    """The proposals to which a person's own limit says no, for that person alone; the newest first."""
    own = or_(*(side.has(Enrolment.person_id == person_id) & Pair.no_in_advance.in_((role, BOTH))
                for side, role in ((Pair.mentor, MENTOR), (Pair.mentee, MENTEE))))
    return list(db.session.scalars(
        queries.whole().where(Pair.state == PROPOSED, own).order_by(Pair.proposed_at.desc(), Pair.id)))
