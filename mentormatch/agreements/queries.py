"""Reading agreements: the one that holds, the one that waits, and every version there was."""

from datetime import timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from mentormatch.agreements.models import ACCEPTED, PROPOSED, Agreement
from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import ACTIVE, PAUSED, Pair
from mentormatch.people.models import Person

DUE_AFTER = timedelta(days=14)


def by_id(agreement_id: str) -> Agreement | None:
    """One version with its pair; None if there is none."""
    return db.session.scalar(_whole().where(Agreement.id == agreement_id))


def versions(pair_id: str) -> list[Agreement]:
    """Every version of a pair's agreement, the latest first."""
    return list(db.session.scalars(
        _whole().where(Agreement.pair_id == pair_id).order_by(Agreement.version.desc())))


def current(pair_id: str) -> Agreement | None:
    """The agreement that holds; None before the first was accepted."""
    return db.session.scalar(_whole().where(Agreement.pair_id == pair_id, Agreement.state == ACCEPTED))


def proposed(pair_id: str) -> Agreement | None:
    """The version that waits for an answer."""
    return db.session.scalar(_whole().where(Agreement.pair_id == pair_id, Agreement.state == PROPOSED))


def waiting_for(person: Person) -> list[Agreement]:
    """Versions from a person's partner that they have not answered, of pairs that meet; the oldest first."""
    mine = or_(Pair.mentor.has(Enrolment.person_id == person.id), Pair.mentee.has(Enrolment.person_id == person.id))
    theirs = and_(mine, Pair.state.in_((ACTIVE, PAUSED)))
    return list(db.session.scalars(
        _whole().where(Agreement.state == PROPOSED, Agreement.proposed_by_id != person.id, Agreement.pair.has(theirs))
        .order_by(Agreement.proposed_at, Agreement.id)))


def _whole() -> Select[Agreement]:
    return select(Agreement).options(
        joinedload(Agreement.proposed_by),
        *pairs.with_pair(Agreement.pair))
