"""The same form posted twice does its work once: a double tap, a retry on a bad line, going back and sending again.

A key stands for one showing of a form and for what was posted with it, so a form that was changed since is another.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base.db import Model, db, transaction

KEPT_FOR = timedelta(days=2)
TWINS_WITHIN = timedelta(days=1)  # the same, entered again in this time, is asked about
LONGEST = 64


class PostedForm(Model):
    """The key of a form that was posted and done, with the id of what came of it."""

    __tablename__ = "posted_form"

    key: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(primary_key=True)
    result_id: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


def earlier_result(key: str | None, *, by_id: str) -> str | None:
    """What came of this form when it was posted before; None when it is the first time."""
    row = db.session.get(PostedForm, (key[:LONGEST], by_id)) if key else None
    return row.result_id if row else None


def remember(key: str | None, *, by_id: str, result_id: str, now: datetime) -> None:
    """Note in the current transaction what came of this form."""
    if key:
        db.session.add(PostedForm(key=key[:LONGEST], person_id=by_id, result_id=result_id, at=now))


def sweep(now: datetime) -> None:
    """Forget old keys."""
    with transaction():
        db.session.execute(delete(PostedForm).where(PostedForm.at < now - KEPT_FOR))
