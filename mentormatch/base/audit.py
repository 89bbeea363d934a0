"""The audit trail: one row for each deed that someone may have to answer for. Rows are never changed.

Verbs are past tense (`round.published`). Rows hold ids, codes, counts and dates, never a name, an address or anything
people wrote, so that erasing a person never has to touch one; a refusal is recorded without saying whose it was.
Each row carries a hash over itself and the row before it, so that a change made behind the app's back shows.
"""

import hashlib
import json
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import JSON, Connection, event, select
from sqlalchemy.orm import Mapped, Mapper, Session, SessionTransaction, mapped_column, object_session

from mentormatch.base import security_log
from mentormatch.base.db import Model, after_commit, db

FIRST = "0" * 64  # what the first row has in place of a row before it
HEAD = "audit_head"  # where a session keeps the last hash of its transaction
AT_ONCE = 1_000

_PLAIN = re.compile(r"[A-Za-z0-9_.:+-]*", re.ASCII)


class AuditRow(Model):
    """One deed: who (a person's id, or None for the system or a protected author), what, to which thing."""

    __tablename__ = "audit_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    verb: Mapped[str] = mapped_column(index=True)
    by_id: Mapped[str | None] = mapped_column(index=True)
    thing_kind: Mapped[str | None]
    thing_id: Mapped[str | None] = mapped_column(index=True)
    programme_id: Mapped[str | None] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    hash: Mapped[str]


@dataclass(frozen=True)
class ChainCheck:
    """What a look through all rows found: how many fit, the last hash, and the id of the first row that doesn't fit."""

    rows: int
    head: str
    first_fault: int | None
    holds_known_head: bool


def record(verb: str, *, by: Any = None, on: Any = None, now: datetime, **facts: Any) -> None:
    """Write one audit row into the current transaction.

    `by` is a person or None; `on` any model with an `id`; facts are ids, codes, numbers and dates. Raises ValueError
    for a fact that could be a name, an address or a sentence: such a row could never be taken back. What must not be
    told by its hour goes through audit_daily.py.
    """
    row = row_of(verb, by=by, on=on, now=now, **facts)
    if verb in security_log.POWERS:
        holder = row.facts.get("person_id") or row.thing_id
        after_commit(partial(security_log.write, "power.granted", account=row.by_id, verb=verb, holder=holder,
                             programme=row.programme_id))
    db.session.add(row)


def row_of(verb: str, *, by: Any, on: Any, now: datetime, **facts: Any) -> AuditRow:
    """The row that `record` writes. Raises ValueError."""
    thing_kind, programme_id = getattr(on, "__tablename__", None), getattr(on, "programme_id", None)
    facts = json.loads(json.dumps(facts))
    _check_plain(verb, facts)
    return AuditRow(
        at=now, verb=verb, by_id=getattr(by, "id", None), thing_kind=thing_kind, thing_id=getattr(on, "id", None),
        programme_id=on.id if thing_kind == "programme" else programme_id, facts=facts)


def digest(previous: str, row: Any) -> str:
    """SHA-256 over the hash of the row before and everything a row says, in one fixed spelling (64 hex digits)."""
    content = [row.at.astimezone(UTC).isoformat(timespec="microseconds"), row.verb, row.by_id, row.thing_kind,
               row.thing_id, row.programme_id, row.facts]
    spelt = json.dumps([previous, *content], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def check_chain(known_head: str = FIRST) -> ChainCheck:
    """Look through all rows in order, some at a time. Rows cut off the end show only against a `known_head`."""
    columns = (AuditRow.id, AuditRow.at, AuditRow.verb, AuditRow.by_id, AuditRow.thing_kind, AuditRow.thing_id,
               AuditRow.programme_id, AuditRow.facts, AuditRow.hash)
    count, head, holds_known_head = 0, FIRST, known_head == FIRST
    in_order = select(*columns).order_by(AuditRow.id).execution_options(yield_per=AT_ONCE)
    with closing(db.session.execute(in_order)) as rows:
        for row in rows:
            if row.hash != digest(head, row):
                return ChainCheck(count, head, row.id, holds_known_head)
            count, head = count + 1, row.hash
            holds_known_head |= head == known_head
    return ChainCheck(count, head, None, holds_known_head)


def _check_plain(verb: str, fact: Any) -> None:
    if isinstance(fact, dict):
        fact = [*fact, *fact.values()]
    if isinstance(fact, list):
        for part in fact:
            _check_plain(verb, part)
    elif isinstance(fact, str) and not _PLAIN.fullmatch(fact):
        raise ValueError(f"A fact of {verb} holds words; the audit trail takes ids, codes, numbers and dates alone.")


@event.listens_for(AuditRow, "before_insert")
def _link(_mapper: Mapper[AuditRow], connection: Connection, row: AuditRow) -> None:
    """Hash a row as it is inserted: within one flush rows come in the order they were added, and get their ids so.

    Every writer holds the one write lock until the commit, so no other transaction can take the same place.
    """
    session = object_session(row)
    assert session is not None
    head = session.info.get(HEAD) or connection.scalar(
        select(AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)) or FIRST
    row.hash = session.info[HEAD] = digest(head, row)


@event.listens_for(Session, "after_transaction_end")
def _forget_head(session: Session, ended: SessionTransaction) -> None:
    if ended.nested or ended.parent is None:
        session.info.pop(HEAD, None)
