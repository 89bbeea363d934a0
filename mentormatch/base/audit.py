"""The audit trail: one row for each deed that someone may have to answer for. Rows are never changed.

Verbs are past tense (`round.published`). Facts hold ids and counts, never private text; a refusal is recorded
without saying whose it was.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base.db import Model, db


class AuditRow(Model):
    """One deed: who (a person's id, or None for the system or a protected author), what, to which thing."""

    __tablename__ = "audit_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    verb: Mapped[str] = mapped_column(index=True)
    by_id: Mapped[str | None] = mapped_column(index=True)
    by_name: Mapped[str | None]
    thing_kind: Mapped[str | None]
    thing_id: Mapped[str | None] = mapped_column(index=True)
    programme_id: Mapped[str | None] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def record(verb: str, *, by: Any = None, on: Any = None, now: datetime, **facts: Any) -> None:
    """Write one audit row into the current transaction.

    `by` is a person or None; `on` any model with an `id`; facts must be JSON and free of private text.
    """
    programme_id = getattr(on, "programme_id", None)
    if getattr(on, "__tablename__", None) == "programme":
        programme_id = on.id
    db.session.add(AuditRow(
        at=now, verb=verb,
        by_id=getattr(by, "id", None), by_name=getattr(by, "name", None),
        thing_kind=getattr(on, "__tablename__", None), thing_id=getattr(on, "id", None),
        programme_id=programme_id, facts=facts,
    ))
