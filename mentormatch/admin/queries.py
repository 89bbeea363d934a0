"""Questions of administration: how far accounts are, the outbox. Nothing here writes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import defer

from mentormatch.admin.listing import PAGE_SIZE
from mentormatch.admin.privacy import ACCOUNT_KINDS, CONCERNS
from mentormatch.base.db import db
from mentormatch.base.mail import QUEUED, OutboxMail
from mentormatch.people import queries as people
from mentormatch.people.models import LEAVE, LEFT, Person

EVERYONE = 1_000_000


@dataclass(frozen=True)
class AccountCounts:
    """How many people there are, and how far their accounts are; `left` are in no other figure."""

    people: int
    with_account: int
    invited: int
    never_invited: int
    on_leave: int
    left: int


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


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
