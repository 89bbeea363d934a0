"""Reading pairs: one with everything its page needs, those of a person, and what a round has to know."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from mentormatch.base.db import db
from mentormatch.enrolments.models import WITHDRAWN as NO_PART
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.models import ACTIVE, ENDED, HOLDING_A_PLACE, PAUSED, PROPOSED, Pair
from mentormatch.people.models import LEFT, Person
from mentormatch.programmes.models import Programme

REMINDED_AFTER = (timedelta(days=3), timedelta(days=7))
LAPSES_AFTER = timedelta(days=14)
LATEST_ANSWER = timedelta(days=60)  # however long someone is on leave
FARTHEST_EAST = timedelta(hours=14)


def by_id(pair_id: str) -> Pair | None:
    """A pair with its two people and its programme with coordinators; None if there is none."""
    return db.session.scalar(whole().where(Pair.id == pair_id))


def with_pair(relation: InstrumentedAttribute[Pair]) -> tuple[ExecutableOption, ...]:
    """Options that load, with rows that belong to pairs, all that access and pages ask of the pair.

    `relation` is the relationship that leads to it, such as CheckIn.pair.
    """
    pair = joinedload(relation)
    return (
        pair.joinedload(Pair.mentor).joinedload(Enrolment.person),
        pair.joinedload(Pair.mentee).joinedload(Enrolment.person),
        pair.joinedload(Pair.programme).selectinload(Programme.coordinators),
    )


def of_person(person_id: str) -> list[Pair]:
    """A person's living pairs (proposed, active, paused) and ended ones: living first, then the newest.

    Proposals that did not go ahead are left out: no one is shown a list of refusals. So are those to which a limit of
    this person's says no.
    """
    pairs = db.session.scalars(whole().where(
        _has(person_id), Pair.state.in_((*HOLDING_A_PLACE, ENDED))))
    shown = [pair for pair in pairs if not pair.is_refused_by(person_id)]
    return sorted(shown, key=lambda pair: (pair.is_ended, -pair.proposed_at.timestamp(), pair.id))


def of_programme(programme_id: str) -> list[Pair]:
    """All pairs a programme has or had, newest proposal first."""
    return list(db.session.scalars(
        whole().where(Pair.programme_id == programme_id).order_by(Pair.proposed_at.desc(), Pair.id)))


def waiting_for(person: Person) -> list[Pair]:
    """Proposals that wait for this person's answer, the oldest first."""
    mine = or_(
        and_(Pair.mentor.has(Enrolment.person_id == person.id), Pair.mentor_accepted_at.is_(None)),
        and_(Pair.mentee.has(Enrolment.person_id == person.id), Pair.mentee_accepted_at.is_(None)),
    )
    waiting = db.session.scalars(whole().where(Pair.state == PROPOSED, mine).order_by(Pair.proposed_at, Pair.id))
    return [pair for pair in waiting if not pair.is_refused_by(person.id)]


def meeting_of(person_id: str) -> list[Pair]:
    """A person's pairs that are meeting or taking a break, the newest first."""
    return list(db.session.scalars(
        whole().where(_has(person_id), Pair.state.in_((ACTIVE, PAUSED)))
        .order_by(Pair.started_at.desc(), Pair.id)))


def live_counts(programme_id: str) -> dict[str, int]:
    """Mentor's enrolment id -> how many places are taken; mentors with none are absent."""
    return dict(db.session.execute(
        select(Pair.mentor_id, func.count(Pair.id))
        .where(Pair.programme_id == programme_id, Pair.state.in_(HOLDING_A_PLACE))
        .group_by(Pair.mentor_id)).all())


def live_mentee_ids(programme_id: str) -> set[str]:
    """Enrolment ids of mentees who have a pair or a proposal."""
    return set(db.session.scalars(live_mentees(programme_id)))


def live_mentees(programme_id: str) -> Select[str]:
    """The same as a part of another query."""
    return select(Pair.mentee_id).where(Pair.programme_id == programme_id, Pair.state.in_(HOLDING_A_PLACE))


def past_couples(programme_id: str) -> set[tuple[str, str]]:
    """(mentor's person id, mentee's person id) of everyone ever proposed to each other in a programme.

    The outcome does not matter, so that a later round gives away nothing about how a proposal went. Those of a round
    that was taken back are absent: no one had answered them.
    """
    mentor, mentee = aliased(Enrolment), aliased(Enrolment)
    return set(db.session.execute(
        select(mentor.person_id, mentee.person_id).select_from(Pair)
        .join(mentor, Pair.mentor_id == mentor.id).join(mentee, Pair.mentee_id == mentee.id)
        .where(Pair.programme_id == programme_id, Pair.may_return.is_(False))).all())


def earlier_couples(programme_id: str) -> set[tuple[str, str]]:
    """(mentor's, mentee's enrolment id) of all who had a pair with each other, except those who may return."""
    return set(db.session.execute(select(Pair.mentor_id, Pair.mentee_id).where(
        Pair.programme_id == programme_id, Pair.may_return.is_(False))).all())


def ids_to_remind(now: datetime) -> list[str]:
    """Ids of proposals whose silence is old enough for a reminder that has not gone out."""
    due = [and_(Pair.reminders_sent < number, Pair.proposed_at <= now - after)
           for number, after in enumerate(REMINDED_AFTER, start=1)]
    return list(db.session.scalars(
        select(Pair.id).where(Pair.state == PROPOSED, Pair.proposed_at > now - LAPSES_AFTER, or_(*due))
        .order_by(Pair.proposed_at, Pair.id)))


def ids_to_lapse(now: datetime) -> list[str]:
    """Ids of proposals that were not answered in time."""
    return list(db.session.scalars(
        select(Pair.id).where(Pair.state == PROPOSED, Pair.proposed_at <= now - LAPSES_AFTER)
        .order_by(Pair.proposed_at, Pair.id)))


def ids_to_resume(now: datetime) -> list[str]:
    """Ids of breaks whose day has come somewhere on earth; whether it has for the two is looked at one by one."""
    return list(db.session.scalars(
        select(Pair.id).where(Pair.state == PAUSED, Pair.is_held.is_(False),
                              Pair.paused_until <= (now + FARTHEST_EAST).date())
        .order_by(Pair.paused_until, Pair.id)))


def ids_to_part(now: datetime, grace: timedelta) -> list[str]:
    """Ids of living pairs and proposals of which one has been gone for the whole grace."""
    since = now - grace
    gone = or_(and_(Enrolment.state == NO_PART, or_(Enrolment.withdrawn_at.is_(None), Enrolment.withdrawn_at <= since)),
               Enrolment.person.has(and_(Person.status == LEFT,
                                         or_(Person.left_at.is_(None), Person.left_at <= since))))
    return _ids(Pair.state.in_(HOLDING_A_PLACE), or_(Pair.mentor.has(gone), Pair.mentee.has(gone)))


def ids_to_rest() -> list[str]:
    """Ids of pairs of which one is gone and that don't rest because of it yet."""
    return _ids(Pair.state.in_((ACTIVE, PAUSED)), _somebody_gone(), ~Pair.held_for.contains("leaving"))


def ids_to_bring_back() -> list[str]:
    """Ids of pairs that rest because one was gone, and none is any more."""
    return _ids(Pair.state == PAUSED, ~_somebody_gone(), Pair.held_for.contains("leaving"))


def meeting_count(mentor_id: str) -> int:
    """How many people a mentor, by enrolment id, meets; breaks count, proposals don't."""
    return db.session.scalar(select(func.count()).where(Pair.mentor_id == mentor_id,
                                                        Pair.state.in_((ACTIVE, PAUSED)))) or 0


def places_in_use(mentor_id: str) -> tuple[int, int]:
    """How many people a mentor, by enrolment id, meets, and how many proposals to them are open."""
    proposed = db.session.scalar(select(func.count()).where(Pair.mentor_id == mentor_id, Pair.state == PROPOSED)) or 0
    return meeting_count(mentor_id), proposed


def _somebody_gone() -> ColumnElement[bool]:
    gone = or_(Enrolment.state == NO_PART, Enrolment.person.has(Person.status == LEFT))
    return or_(Pair.mentor.has(gone), Pair.mentee.has(gone))


def _ids(*where: ColumnElement[bool]) -> list[str]:
    return list(db.session.scalars(select(Pair.id).where(*where).order_by(Pair.proposed_at, Pair.id)))


def _has(person_id: str) -> ColumnElement[bool]:
    return or_(Pair.mentor.has(Enrolment.person_id == person_id),
               Pair.mentee.has(Enrolment.person_id == person_id))


def whole() -> Select[Pair]:
    """Pairs with their two people and their programme with its coordinators, to be narrowed down."""
    return select(Pair).options(
        joinedload(Pair.mentor).joinedload(Enrolment.person),
        joinedload(Pair.mentee).joinedload(Enrolment.person),
        joinedload(Pair.programme).options(selectinload(Programme.coordinators)),
    )
