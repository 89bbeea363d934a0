"""Tables of check-ins: what one of a pair logged, what the other says of it, and each one's private note."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.programmes.formats import MEETING_FORMATS

CONFIRMED, CORRECTED = "confirmed", "corrected"
_FORMAT_NAMES = {one.slug: one.name for one in MEETING_FORMATS}


class CheckIn(WithId, Model):
    """One meeting as its author tells it. An answer knows by `version` what it saw."""

    __tablename__ = "check_in"
    __table_args__ = (CheckConstraint("minutes between 1 and 480", name="minutes"),)

    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    happened_on: Mapped[date]
    minutes: Mapped[int]
    format: Mapped[str]
    shared: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    pair: Mapped[Pair] = relationship()
    author: Mapped[Person] = relationship()
    answer: Mapped["CheckInAnswer | None"] = relationship(back_populates="check_in")

    @property
    def person_ids(self) -> frozenset[str]:
        """Person ids of the pair it belongs to."""
        return self.pair.person_ids

    @property
    def programme_id(self) -> str:
        """Id of the programme of its pair."""
        return self.pair.programme_id

    @property
    def format_name(self) -> str:
        """The way of meeting, in words."""
        return str(_FORMAT_NAMES.get(self.format, self.format))


class CheckInAnswer(Model):
    """The other one's word on a check-in: confirmed, or an own account beside the first. Both stay.

    An own account of 0 minutes says that the two did not meet.
    """

    __tablename__ = "check_in_answer"
    __table_args__ = (
        CheckConstraint("kind in ('confirmed', 'corrected')", name="kind"),
        CheckConstraint("minutes between 0 and 480", name="minutes"),
    )

    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_in.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    happened_on: Mapped[date | None]
    minutes: Mapped[int | None]
    format: Mapped[str | None]
    shared: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    check_in: Mapped[CheckIn] = relationship(back_populates="answer")
    author: Mapped[Person] = relationship()

    @property
    def is_account(self) -> bool:
        """Whether it tells the meeting another way, rather than confirming it."""
        return self.kind == CORRECTED

    @property
    def format_name(self) -> str:
        """The way of meeting, in words; empty where the two did not meet."""
        return str(_FORMAT_NAMES.get(self.format or "", self.format or ""))


class PrivateNote(Model):
    """A note to oneself on a check-in. Readable by its author alone; no relationship leads here."""

    __tablename__ = "private_note"

    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_in.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
