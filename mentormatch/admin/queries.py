"""Questions of administration: how far accounts are. Nothing here writes."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, select

from mentormatch.base.db import db
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


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
