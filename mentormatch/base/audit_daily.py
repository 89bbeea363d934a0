"""Deeds whose hour would say whose they were: the audit trail gets them once a day, in no order.

A row of the trail has a place among all others, so one that is dated to the day alone still says between which two
deeds it was done. Such deeds wait here until their day is over (UTC). Then all of a day are written at once, sorted by
ids that are random, and dated to the beginning of the day.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base import audit
from mentormatch.base.db import Model, WithId, db, transaction


class DailyAuditEntry(WithId, Model):
    """A deed that waits for the end of its day: what was done to which thing, and by whom where that may be told."""

    __tablename__ = "daily_audit_entry"

    day: Mapped[date] = mapped_column(index=True)
    verb: Mapped[str]
    by_id: Mapped[str | None]
    thing_kind: Mapped[str | None]
    thing_id: Mapped[str | None]
    programme_id: Mapped[str | None]


def record(verb: str, *, by: Any = None, on: Any, now: datetime) -> None:
    """Have a deed written into the audit trail when its day is over; part of the current transaction. No facts."""
    row = audit.row_of(verb, by=by, on=on, now=now)
    db.session.add(DailyAuditEntry(day=now.astimezone(UTC).date(), verb=row.verb, by_id=row.by_id,
                                   thing_kind=row.thing_kind, thing_id=row.thing_id, programme_id=row.programme_id))


def write_due(now: datetime) -> None:
    """Write what was done on days that are over: a sweep. Nothing is lost or written twice if it dies on the way."""
    due = DailyAuditEntry.day < now.astimezone(UTC).date()
    if db.session.scalar(select(DailyAuditEntry.id).where(due).limit(1)) is None:
        return
    with transaction():
        for entry in db.session.scalars(select(DailyAuditEntry).where(due)
                                        .order_by(DailyAuditEntry.day, DailyAuditEntry.id)):
            db.session.add(audit.AuditRow(
                at=datetime.combine(entry.day, time(), UTC), verb=entry.verb, by_id=entry.by_id, facts={},
                thing_kind=entry.thing_kind, thing_id=entry.thing_id, programme_id=entry.programme_id))
            db.session.delete(entry)
