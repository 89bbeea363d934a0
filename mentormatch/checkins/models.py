"""Tables of check-ins: planned meetings, what one logged, how the partner answered, what each keeps private."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import BelongsToPair
from mentormatch.people.models import Person
from mentormatch.programmes import formats

CONFIRMED, CORRECTED = "confirmed", "corrected"
PLANNED, CANCELLED, LOGGED = "planned", "cancelled", "logged"
BY_AUTHOR, BY_ANSWER = "author", "answer"


class CheckIn(WithId, BelongsToPair, Model):
    """One meeting in its author's words, or one that did not happen. An answer records the `version` it refers to.

    A missed one has 0 minutes and names the side it fell through on: mentor, mentee, both, or neither (something came
    up). Where two accounts differ, either can settle it by taking their partner's: `settled_as` says which counts.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        CheckConstraint("minutes between 0 and 480", name="minutes"),
        CheckConstraint("missed_by in ('mentor', 'mentee', 'both', 'neither')", name="missed_by"),
        CheckConstraint("(minutes = 0) = (missed_by is not null)", name="missed"),
        CheckConstraint("settled_as in ('author', 'answer')", name="settled_as"),
    )

    author_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    happened_on: Mapped[date]
    minutes: Mapped[int]
    missed_by: Mapped[str | None]
    format: Mapped[str]
    shared: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    settled_as: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    author: Mapped[Person] = relationship()
    answer: Mapped["CheckInAnswer | None"] = relationship(back_populates="check_in")

    @property
    def format_name(self) -> str:
        """The way of meeting, in words; empty where the two did not meet."""
        return formats.name_of(self.format)

    @property
    def is_missed(self) -> bool:
        """Whether it is about a meeting that did not happen."""
        return self.minutes == 0

    @property
    def differs(self) -> bool:
        """Whether the two accounts differ in a way that matters (the day, how long), and that is not settled."""
        answer = self.answer
        if answer is None or not answer.is_account or self.settled_as is not None:
            return False
        return (answer.happened_on, answer.minutes) != (self.happened_on, self.minutes)


class CheckInAnswer(Model):
    """The partner's answer to a check-in: confirmed, or an account of their own beside the first. Both stay.

    An account of 0 minutes says that the two did not meet, and may name the side it fell through on.
    """

    __tablename__ = "check_in_answer"
    __table_args__ = (
        CheckConstraint("kind in ('confirmed', 'corrected')", name="kind"),
        CheckConstraint("minutes between 0 and 480", name="minutes"),
        CheckConstraint("missed_by in ('mentor', 'mentee', 'both', 'neither')", name="missed_by"),
    )

    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_in.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    happened_on: Mapped[date | None]
    minutes: Mapped[int | None]
    missed_by: Mapped[str | None]
    format: Mapped[str | None]
    shared: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    check_in: Mapped[CheckIn] = relationship(back_populates="answer")
    author: Mapped[Person] = relationship()

    @property
    def is_account(self) -> bool:
        """Whether it gives another account of the meeting, rather than confirming it."""
        return self.kind == CORRECTED

    @property
    def format_name(self) -> str:
        """The way of meeting, in words; empty where the two did not meet."""
        return formats.name_of(self.format or "")


class PrivateNote(Model):
    """A private note on a check-in. Readable by its author alone; no relationship leads here."""

    __tablename__ = "private_note"

    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_in.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]


class Meeting(WithId, BelongsToPair, Model):
    """A planned meeting with its calendar invitation: planned → moved as often as needed → cancelled, or logged.

    `sequence` grows with every change (RFC 5545, 3.8.7.4), so that calendars replace what they hold; the UID is
    made of the id and stays. `asked_at`: when the two were asked how it was.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("state in ('planned', 'cancelled', 'logged')", name="state"),
        CheckConstraint("minutes between 5 and 480", name="minutes"),
    )

    by_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(default="planned", index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int]
    format: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    bring: Mapped[str] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    by: Mapped[Person] = relationship()

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_planned(self) -> bool:
        """Whether it still stands: neither cancelled nor logged."""
        return self.state == PLANNED

    @property
    def format_name(self) -> str:
        """The way of meeting, in words."""
        return formats.name_of(self.format)


class LogLink(WithId, Model):
    """A mailed link to log one planned meeting without signing in: its SHA-256, whose it is, used once."""

    __tablename__ = "log_link"

    token_hash: Mapped[str] = mapped_column(unique=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()
    person: Mapped[Person] = relationship()


class PrivateAnswer(Model):
    """How a meeting was for one of the two, if they choose to rate it. Readable by its author alone.

    `useful` 1..5; `said_it`, for the mentee: whether they got to say what they wanted to (yes, partly, no).
    """

    __tablename__ = "private_answer"
    __table_args__ = (
        CheckConstraint("useful between 1 and 5", name="useful"),
        CheckConstraint("said_it in ('yes', 'partly', 'no')", name="said_it"),
    )

    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_in.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    useful: Mapped[int | None]
    said_it: Mapped[str | None]
    changed_at: Mapped[datetime]
