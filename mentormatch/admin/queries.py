"""Questions of administration: how far accounts are, the outbox, the audit trail. Nothing here writes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import defer

from mentormatch.admin.listing import PAGE_SIZE
from mentormatch.admin.privacy import ACCOUNT_KINDS, CONCERNS
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db
from mentormatch.base.mail import QUEUED, OutboxMail
from mentormatch.people import queries as people
from mentormatch.people.models import LEAVE, LEFT, Person
from mentormatch.programmes.models import Programme

EVERYONE = 1_000_000
MAX_NAMESAKES = 200
FIRST_DAY = date(1, 1, 2)  # the day before has no midnight east of Greenwich


@dataclass(frozen=True)
class AccountCounts:
    """How many people there are, and how far their accounts are; `left` are in no other figure."""

    people: int
    with_account: int
    invited: int
    never_invited: int
    on_leave: int
    left: int


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


def counts() -> AccountCounts:
    """How far everyone's accounts are."""
    has_account, has_not_left = Person.password_hash.is_not(None), Person.status != LEFT
    row = db.session.execute(select(
        _how_many(has_not_left), _how_many(and_(has_not_left, has_account)),
        _how_many(and_(has_not_left, ~has_account, Person.invited_at.is_not(None))),
        _how_many(and_(has_not_left, ~has_account, Person.invited_at.is_(None))),
        _how_many(Person.status == LEAVE), _how_many(Person.status == LEFT))).one()
    return AccountCounts(*row)


def without_account(words: str = "", status: str | None = None) -> list[Person]:
    """Everyone who could be invited: no account yet, not left, found by some words."""
    if status == LEFT:
        return []
    return people.search(words, size=EVERYONE, has_account=False, status=status).items


def outbox(state: str | None, words: str, page: int) -> Pagination:
    """One page of the outbox, newest first, without the emails' text.

    Words are looked for in addresses and names, in subjects only of emails whose subject administrators may read, and
    not at all in emails whose reader they may not know.
    """
    wanted = words.replace("\x00", " ").split()[:10]
    where = [OutboxMail.state == state] if state else []
    if wanted:
        where.append(OutboxMail.kind != CONCERNS)
    for word in wanted:
        where.append(or_(
            OutboxMail.to_email.icontains(word, autoescape=True), OutboxMail.to_name.icontains(word, autoescape=True),
            and_(OutboxMail.kind.startswith(ACCOUNT_KINDS), OutboxMail.subject.icontains(word, autoescape=True))))
    return db.paginate(
        select(OutboxMail).options(defer(OutboxMail.text), defer(OutboxMail.html)).where(*where)
        .order_by(OutboxMail.id.desc()), page=page, per_page=PAGE_SIZE, max_per_page=PAGE_SIZE, error_out=False)


def mail(mail_id: int) -> OutboxMail | None:
    """An email of the outbox; numbers that no database can hold belong to none."""
    return db.session.get(OutboxMail, mail_id) if mail_id < 2**31 else None


def oldest_waiting(now: datetime, longer_than: timedelta) -> OutboxMail | None:
    """An email that has waited longer than it should."""
    return db.session.scalar(select(OutboxMail).where(
        OutboxMail.state == QUEUED, OutboxMail.created_at < now - longer_than).order_by(OutboxMail.id).limit(1))


def audit_page(criteria: AuditFilter, page: int) -> Pagination:
    """One page of the audit trail, newest first."""
    return db.paginate(select(AuditRow).where(*_conditions(criteria)).order_by(AuditRow.id.desc()),
                       page=page, per_page=PAGE_SIZE, max_per_page=PAGE_SIZE, error_out=False)


def audit_rows(criteria: AuditFilter) -> Iterator[AuditRow]:
    """All entries that match, oldest first, some rows at a time."""
    return iter(db.session.scalars(
        select(AuditRow).where(*_conditions(criteria)).order_by(AuditRow.id).execution_options(yield_per=500)))


def audit_verbs() -> list[str]:
    """The deeds that were ever recorded, in order."""
    return list(db.session.scalars(select(AuditRow.verb).distinct().order_by(AuditRow.verb)))


def programme_names() -> list[tuple[str, str]]:
    """(id, name) of every programme, by name."""
    return [(row[0], row[1]) for row in
            db.session.execute(select(Programme.id, Programme.name).order_by(Programme.name)).all()]


def names_in(rows: Iterable[AuditRow]) -> Names:
    """Names for the people and programmes in some audit rows."""
    person_ids = [row.thing_id for row in rows if row.thing_kind == "person" and row.thing_id]
    return Names({person.id: person.name or person.email for person in people.by_ids(person_ids).values()},
                 dict(programme_names()))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _conditions(criteria: AuditFilter) -> list[ColumnElement[bool]]:
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


def _is_about(words: str) -> ColumnElement[bool]:
    """Done by, or done to, someone of that name or address; people who left included."""
    matches = [*people.search(words, size=MAX_NAMESAKES).items,
               *people.search(words, size=MAX_NAMESAKES, status=LEFT).items]
    ids = [person.id for person in matches]
    return or_(AuditRow.by_id.in_(ids), and_(AuditRow.thing_kind == "person", AuditRow.thing_id.in_(ids)),
               AuditRow.by_name.icontains(words.replace("\x00", " "), autoescape=True))


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(max(day, FIRST_DAY), time.min, ZoneInfo(zone))
