"""Questions about the audit trail: which rows match a filter, and what the ids in them are called. Nothing here writes.

Rows hold ids alone, so names are looked up when rows are shown; of someone who is gone no name is left to show.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from mentormatch.admin.listing import PAGE_SIZE
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db
from mentormatch.people import queries as people
from mentormatch.people.models import LEFT, Person
from mentormatch.programmes.models import Programme

MAX_NAMESAKES, BATCH = 200, 500
FIRST_DAY = date(1, 1, 2)  # the day before has no midnight east of Greenwich


@dataclass(frozen=True)
class AuditFilter:
    """Which entries of the audit trail to show; days are inclusive, in the zone of the reader."""

    verb: str = ""
    person: str = ""
    programme_id: str = ""
    since: date | None = None
    until: date | None = None
    zone: str = "UTC"


@dataclass(frozen=True)
class Names:
    """Names for the ids in audit rows; unknown ids are absent."""

    people: dict[str, str] = field(default_factory=dict)
    programmes: dict[str, str] = field(default_factory=dict)


def conditions(criteria: AuditFilter) -> list[ColumnElement[bool]]:
    """What a row has to fulfil; looking up a person's name reads the database."""
    where: list[ColumnElement[bool]] = []
    if criteria.verb:
        where.append(AuditRow.verb == criteria.verb)
    if criteria.programme_id:
        where.append(AuditRow.programme_id == criteria.programme_id)
    if criteria.since:
        where.append(AuditRow.at >= _midnight(criteria.since, criteria.zone))
    if criteria.until and criteria.until < date.max:
        where.append(AuditRow.at < _midnight(criteria.until + timedelta(days=1), criteria.zone))
    if criteria.person:
        where.append(_is_about(criteria.person))
    return where


def page(where: Sequence[ColumnElement[bool]], number: int) -> Pagination:
    """One page of the rows that match, newest first."""
    return db.paginate(select(AuditRow).where(*where).order_by(AuditRow.id.desc()),
                       page=number, per_page=PAGE_SIZE, max_per_page=PAGE_SIZE, error_out=False)


def batches(where: Sequence[ColumnElement[bool]], session: Session) -> Iterator[Sequence[AuditRow]]:
    """All rows that match, oldest first, some hundred at a time."""
    in_order = select(AuditRow).where(*where).order_by(AuditRow.id).execution_options(yield_per=BATCH)
    with closing(session.scalars(in_order)) as rows:
        yield from rows.partitions()


def verbs(where: Sequence[ColumnElement[bool]] = ()) -> list[str]:
    """The deeds that were ever recorded, in order."""
    return list(db.session.scalars(select(AuditRow.verb).where(*where).distinct().order_by(AuditRow.verb)))


def programme_names(session: Session | None = None) -> list[tuple[str, str]]:
    """(id, name) of every programme, by name."""
    chosen = select(Programme.id, Programme.name).order_by(Programme.name)
    return [(row[0], row[1]) for row in (session or db.session).execute(chosen).all()]


def names_in(rows: Sequence[AuditRow], session: Session | None = None) -> Names:
    """Names for the people and programmes in some hundred audit rows."""
    person_ids = {row.by_id for row in rows} | {row.thing_id for row in rows if row.thing_kind == "person"} | {
        row.facts.get("person_id") for row in rows}
    known = (session or db.session).execute(
        select(Person.id, Person.name, Person.email).where(Person.id.in_(person_ids - {None})))
    return Names({person_id: name or email for person_id, name, email in known}, dict(programme_names(session)))


def _is_about(words: str) -> ColumnElement[bool]:
    """Done by, or done to, someone of that name or address; people who left included."""
    matches = [*people.search(words, size=MAX_NAMESAKES).items,
               *people.search(words, size=MAX_NAMESAKES, status=LEFT).items]
    ids = [person.id for person in matches]
    return or_(AuditRow.by_id.in_(ids), and_(AuditRow.thing_kind == "person", AuditRow.thing_id.in_(ids)))


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(max(day, FIRST_DAY), time.min, ZoneInfo(zone))
