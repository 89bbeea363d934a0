"""Tables of concerns: a confidential report, its log, and the people a programme names for it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme

RECEIVED, IN_HAND, CLOSED = "received", "in-hand", "closed"
NOTE, MESSAGE, ADDED, PAUSED, RESUMED = "note", "message", "added", "paused", "resumed"
OPENED, ALLOWED, HANDED_ON = "opened", "allowed", "handed-on"


class ConcernContact(Model):
    """A person a programme names to receive concerns."""

    __tablename__ = "concern_contact"

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()


class ConcernReader(Model):
    """A person who may read a concern, since when, and the day (UTC) on which they last opened it.

    A concern keeps the readers it was handed to. Others are added by its reporter, or by an administrator once none of
    them is left.
    """

    __tablename__ = "concern_reader"

    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    since: Mapped[datetime]
    opened_on: Mapped[date | None]

    person: Mapped[Person] = relationship()


class Concern(WithId, Model):
    """A confidential report: received → in hand → closed. Only its readers and its reporter know about it.

    `gives_name`: contacts see who reported. The reporter is stored in any case, so that the acknowledgement and the
    outcome reach them, and is otherwise shown to no one. `may_know`: who else the reporter allows to hear about it.
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
    programme: Mapped[Programme] = relationship()
    reporter: Mapped[Person] = relationship()
    readers: Mapped[list[ConcernReader]] = relationship()
    entries: Mapped[list["ConcernEntry"]] = relationship(  # of one moment, received comes before paused
        order_by="ConcernEntry.at, ConcernEntry.kind.desc(), ConcernEntry.id")

    @property
    def person_id(self) -> str:
        """Whose report it is."""
        return self.reporter_id

    @property
    def is_closed(self) -> bool:
        """Whether the contacts are done with it."""
        return self.state == CLOSED


class ConcernEntry(WithId, Model):
    """One line of a concern's own log, never in the audit trail. `by_id` is a contact, or None for the reporter.

    Kinds: received, in-hand, closed (with the outcome), note (contacts alone read it), message (to the reporter),
    added (by the reporter), paused and resumed (contact between the two), opened (by a contact), allowed (the reporter
    lets someone read it) and handed-on (by an administrator): `about_id` is the new reader.
    """

    __tablename__ = "concern_entry"
    __table_args__ = (
        CheckConstraint("kind in ('received', 'in-hand', 'closed', 'note', 'message', 'added', 'paused', 'resumed', "
                        "'opened', 'allowed', 'handed-on')", name="kind"),
    )

    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    about_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    about: Mapped[Person | None] = relationship(foreign_keys=[about_id])
