"""Reading enrolments. Boundaries are read by `boundaries` (for the matcher) and `boundary_people` (for their owner),
and counted by `with_many_limits`; by nothing else.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload

from mentormatch.base.db import db
from mentormatch.enrolments.models import (
    DRAFT,
    MENTEE,
    MENTOR,
    READY,
    WITHDRAWN,
    Boundary,
    CharterAcceptance,
    Enrolment,
    EnrolmentTopic,
)
from mentormatch.people.models import ACTIVE, Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import CLOSED, LOTS_NORMAL, OPEN, Programme

REMIND_AGAIN = timedelta(days=7)
PAGE_SIZE = 50
MANY_PEOPLE, MANY_LIMITS = 20, 15  # people in a programme; per cent of them


@dataclass(frozen=True)
class EnrolmentCounts:
    """How many enrolments of a programme are in each state; `places` are those of mentors who are ready."""

    mentors_ready: int
    mentees_ready: int
    places: int
    unfinished: int
    paused: int
    withdrawn: int


@dataclass(frozen=True)
class Usage:
    """How many mentees want a topic and how many mentors offer it; withdrawn enrolments do not count."""

    wanted: int = 0
    offered: int = 0


@dataclass(frozen=True)
class ListedProgramme:
    """A programme in a list, with the reader's own enrolments in it."""

    programme: Programme
    mine: list[Enrolment]


@dataclass(frozen=True)
class Listing:
    """The programmes somebody sees: enrolled in, open to join, run by her, closed, and others (administrators)."""

    mine: list[ListedProgramme]
    joinable: list[ListedProgramme]
    run: list[ListedProgramme]
    closed: list[ListedProgramme]
    others: list[ListedProgramme]


def by_id(enrolment_id: str) -> Enrolment | None:
    """An enrolment with its person, its programme and what it says."""
    return db.session.scalar(
        select(Enrolment).where(Enrolment.id == enrolment_id).options(
            joinedload(Enrolment.person), joinedload(Enrolment.charter),
            joinedload(Enrolment.programme).selectinload(Programme.coordinators),
            selectinload(Enrolment.topics).joinedload(EnrolmentTopic.topic)))


def of_person(person_id: str) -> list[Enrolment]:
    """Everything a person is or was enrolled in, newest first, with the programmes."""
    return list(db.session.scalars(
        select(Enrolment).where(Enrolment.person_id == person_id)
        .options(joinedload(Enrolment.programme), joinedload(Enrolment.charter),
                 selectinload(Enrolment.topics))
        .order_by(Enrolment.created_at.desc(), Enrolment.role)))


def in_programme(programme_id: str, person_id: str) -> list[Enrolment]:
    """A person's enrolments in one programme: none, one, or one in each role."""
    return [enrolment for enrolment in of_person(person_id) if enrolment.programme_id == programme_id]


def open_roles(programme: Programme, mine: list[Enrolment], day: date) -> list[str]:
    """The roles somebody with these enrolments in a programme can take up on a day."""
    running = {enrolment.role for enrolment in mine if enrolment.state != WITHDRAWN}
    if not programme.enrols_on(day) or (running and not programme.allows_both_roles):
        return []
    return [role for role in (MENTEE, MENTOR) if role not in running]


def listing(person: Person, day: date) -> Listing:
    """Every programme a person may see, in lists by what it is to her; a constant number of statements."""
    mine: dict[str, list[Enrolment]] = {}
    for enrolment in of_person(person.id):
        mine.setdefault(enrolment.programme_id, []).append(enrolment)
    lists = Listing([], [], [], [], [])
    for programme in programmes.all_of_them():
        entry = ListedProgramme(programme, mine.get(programme.id, []))
        runs = person.id in programme.coordinator_ids
        if runs:
            lists.run.append(entry)
        if any(enrolment.state != WITHDRAWN for enrolment in entry.mine) and programme.state != CLOSED:
            lists.mine.append(entry)
        elif not runs and open_roles(programme, entry.mine, day):
            lists.joinable.append(entry)
        elif programme.is_published and (programme.state == CLOSED or not runs):
            lists.closed.append(entry)
        elif not runs and person.is_administrator:
            lists.others.append(entry)
    return lists


def pool(programme_id: str) -> list[Enrolment]:
    """Who can be paired now: ready, at work, charter accepted where it is asked for; with person and topics.

    A constant number of statements; in a fixed order.
    """
    return list(db.session.scalars(
        select(Enrolment).join(Enrolment.person).join(Enrolment.programme).where(in_pool(programme_id))
        .options(joinedload(Enrolment.person), selectinload(Enrolment.topics).joinedload(EnrolmentTopic.topic))
        .order_by(Enrolment.id)))


def in_pool(programme_id: str) -> ColumnElement[bool]:
    """The condition of `pool`, for a query of enrolments joined with their person and programme."""
    has_charter = select(CharterAcceptance.enrolment_id).where(CharterAcceptance.enrolment_id == Enrolment.id)
    return and_(Enrolment.programme_id == programme_id, Enrolment.state == READY, Person.status == ACTIVE,
                or_(Enrolment.role != MENTOR, Programme.needs_charter.is_(False), has_charter.exists()))


def boundaries(programme_id: str) -> dict[str, frozenset[str]]:
    """Enrolment id -> ids of people it must never be paired with; for the matcher alone.

    A boundary holds for its owner in whichever role of the programme she is paired.
    """
    own = aliased(Enrolment)
    rows = db.session.execute(
        select(own.id, Boundary.person_id)
        .join(Enrolment, (Enrolment.person_id == own.person_id) & (Enrolment.programme_id == own.programme_id))
        .join(Boundary, Boundary.enrolment_id == Enrolment.id)
        .where(own.programme_id == programme_id))
    refused: dict[str, set[str]] = {}
    for enrolment_id, person_id in rows:
        refused.setdefault(enrolment_id, set()).add(person_id)
    return {enrolment_id: frozenset(people) for enrolment_id, people in refused.items()}


def boundary_people(enrolment_id: str) -> list[Person]:
    """The people an enrolment must never be paired with, by name; for its owner alone."""
    return list(db.session.scalars(
        select(Person).join(Boundary, Boundary.person_id == Person.id)
        .where(Boundary.enrolment_id == enrolment_id).order_by(Person.name, Person.id)))


def counts(programme_id: str) -> EnrolmentCounts:
    """How a programme's enrolling stands. People who left do not count."""
    grouped = db.session.execute(
        select(Enrolment.role, Enrolment.state, func.count(), func.sum(Enrolment.places))
        .join(Enrolment.person).where(Enrolment.programme_id == programme_id, Person.status == ACTIVE)
        .group_by(Enrolment.role, Enrolment.state)).all()
    rows = {(role, state): (number, places or 0) for role, state, number, places in grouped}

    def number(state: str) -> int:
        return sum(row[0] for (_role, row_state), row in rows.items() if row_state == state)

    mentors = rows.get((MENTOR, READY), (0, 0))
    return EnrolmentCounts(
        mentors_ready=mentors[0], places=mentors[1], mentees_ready=rows.get(("mentee", READY), (0, 0))[0],
        unfinished=number(DRAFT), paused=number("paused"), withdrawn=number(WITHDRAWN))


def topic_usage(programme_id: str) -> dict[str, Usage]:
    """Topic id -> how often it is wanted and offered; a topic nobody chose is absent."""
    rows = db.session.execute(
        select(EnrolmentTopic.topic_id, Enrolment.role, func.count())
        .join(Enrolment, Enrolment.id == EnrolmentTopic.enrolment_id)
        .where(Enrolment.programme_id == programme_id, Enrolment.state != WITHDRAWN)
        .group_by(EnrolmentTopic.topic_id, Enrolment.role)).all()
    usage: dict[str, Usage] = {}
    for topic_id, role, number in rows:
        before = usage.get(topic_id, Usage())
        usage[topic_id] = (Usage(before.wanted, number) if role == MENTOR else Usage(number, before.offered))
    return usage


def unfinished(programme_id: str, *, reminded_before: datetime | None = None) -> list[Enrolment]:
    """Drafts of people at work, oldest first; with a moment only those not reminded since."""
    query = select(Enrolment).join(Enrolment.person).where(*_is_unfinished(programme_id, reminded_before))
    return list(db.session.scalars(query.options(*_with_profile()).order_by(Enrolment.created_at, Enrolment.id)))


def reminders_due(programme_id: str, now: datetime) -> int:
    """How many unfinished enrolments may be reminded now."""
    return db.session.scalar(select(func.count(Enrolment.id)).join(Enrolment.person)
                             .where(*_is_unfinished(programme_id, now - REMIND_AGAIN))) or 0


def search(
    programme_id: str, *, role: str = "", state: str = "", words: str = "", sort: str = "name",
    direction: str = "asc", page: int = 1,
) -> Pagination:
    """One page of a programme's enrolments, filtered by role and state, searched by name, address, department."""
    query = select(Enrolment).join(Enrolment.person).where(Enrolment.programme_id == programme_id)
    if role:
        query = query.where(Enrolment.role == role)
    if state:
        query = query.where(Enrolment.state == state)
    for word in words.split()[:6]:
        query = query.where(_mentions(word))
    query = _sorted(query, sort, direction).options(*_with_profile())
    return db.paginate(query, page=max(1, page), per_page=PAGE_SIZE, error_out=False)


def departments() -> list[str]:
    """The departments of the company, by name."""
    return list(db.session.scalars(
        select(Person.department).where(Person.department != "", Person.status == ACTIVE)
        .distinct().order_by(Person.department)))


def languages() -> set[str]:
    """The codes of all languages people of the company named."""
    stored = db.session.scalars(select(cast(Person.languages, String)).distinct())
    return {code for text in stored for code in json.loads(text or "[]") or []}


def _is_unfinished(programme_id: str, reminded_before: datetime | None) -> list[ColumnElement[bool]]:
    where = [Enrolment.programme_id == programme_id, Enrolment.state == DRAFT, Person.status == ACTIVE]
    if reminded_before is not None:
        where.append(or_(Enrolment.reminded_at.is_(None), Enrolment.reminded_at <= reminded_before))
    return where


def _with_profile() -> tuple[Any, ...]:
    return (joinedload(Enrolment.person), joinedload(Enrolment.charter), joinedload(Enrolment.programme),
            selectinload(Enrolment.topics))


def _mentions(word: str) -> ColumnElement[bool]:
    columns: tuple[InstrumentedAttribute[str], ...] = (
        Person.name, Person.email, Person.department, Person.site)
    return or_(*(column.icontains(spelling, autoescape=True)
                 for column in columns for spelling in sorted({word, word.lower(), word.capitalize()})))


def _sorted(query: Select[Any], sort: str, direction: str) -> Select[Any]:
    column: Any = {
        "department": Person.department, "role": Enrolment.role, "state": Enrolment.state,
        "since": Enrolment.created_at,
    }.get(sort, Person.name)
    return query.order_by(column.desc() if direction == "desc" else column, Person.name, Enrolment.id)


def with_many_limits() -> list[Programme]:
    """Programmes of MANY_PEOPLE and more with the normal lots, in which over MANY_LIMITS per cent list someone."""
    ready = func.count(Enrolment.id.distinct())
    with_limits = func.count(Boundary.enrolment_id.distinct())
    return list(db.session.scalars(
        select(Programme).join(Enrolment, Enrolment.programme_id == Programme.id)
        .outerjoin(Boundary, Boundary.enrolment_id == Enrolment.id)
        .where(Programme.state == OPEN, Programme.lots == LOTS_NORMAL, Enrolment.state == READY)
        .group_by(Programme.id).having(ready >= MANY_PEOPLE, 100 * with_limits > MANY_LIMITS * ready)
        .order_by(Programme.id)))
