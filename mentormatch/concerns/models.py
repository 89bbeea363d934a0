"""Tables of concerns: a confidential report, its log, and the people a programme names for it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person

RECEIVED, IN_HAND, CLOSED = "received", "in-hand", "closed"


class ConcernContact(Model):
    """Somebody a programme names to receive concerns."""

    __tablename__ = "concern_contact"

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()


class Concern(WithId, Model):
    """A confidential report: received → in hand → closed. Only the contacts and its reporter know of it.

    `gives_name`: contacts see who reported. The reporter is kept in any case, so that the acknowledgement and the
    outcome reach her, and shown to nobody otherwise. `may_know`: whom else the reporter allows to hear of it.
    """

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint("state in ('received', 'in-hand', 'closed')", name="state"),
        CheckConstraint("may_know in ('contacts', 'coordinators', 'hr')", name="may_know"),
    )

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    reporter_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    gives_name: Mapped[bool] = mapped_column(default=False)
    may_know: Mapped[str] = mapped_column(default="contacts")
    pause_contact: Mapped[bool] = mapped_column(default=False)
    what: Mapped[str]
    state: Mapped[str] = mapped_column(default=RECEIVED, index=True)
    outcome: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    pair: Mapped[Pair] = relationship()
    reporter: Mapped[Person] = relationship()
    entries: Mapped[list["ConcernEntry"]] = relationship(order_by="ConcernEntry.at")


class ConcernEntry(WithId, Model):
    """One line of a concern's own log: what was done, by whom among the contacts. Never in the audit trail."""

    __tablename__ = "concern_entry"

    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()
