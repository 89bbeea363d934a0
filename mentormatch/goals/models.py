"""Tables of goals: what a mentee wants to achieve, and the next steps of either person towards it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.models import BelongsToPair, Pair
from mentormatch.people.models import Person

OPEN, REACHED, DROPPED = "open", "reached", "dropped"


class Goal(WithId, Model):
    """A goal of the mentee's, with how they will know and by when. Only they set `progress`, 0..100.

    It is theirs beyond the pair: `mentee_id` is their enrolment, `pair_id` the pair they work on it with now.
    """

    __tablename__ = "goal"
    __table_args__ = (
        CheckConstraint("state in ('open', 'reached', 'dropped')", name="state"),
        CheckConstraint("progress between 0 and 100", name="progress"),
    )

    mentee_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    measure: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    progress: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default=OPEN)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    pair: Mapped[Pair] = relationship()
    mentee: Mapped[Enrolment] = relationship()

    @property
    def mentee_person_id(self) -> str:
        """Whose goal it is."""
        return self.mentee.person_id

    @property
    def is_open(self) -> bool:
        """Whether the mentee is working on it."""
        return self.state == OPEN

    @property
    def is_reached(self) -> bool:
        """Whether the mentee says that they have achieved it."""
        return self.state == REACHED


class NextStep(WithId, BelongsToPair, Model):
    """Something one of the two will do by a day; its owner ticks it off. It may belong to a goal."""

    __tablename__ = "next_step"

    goal_id: Mapped[str | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"), index=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    text: Mapped[str]
    due_on: Mapped[date | None]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]

    goal: Mapped[Goal | None] = relationship()
    owner: Mapped[Person] = relationship(foreign_keys=[owner_id])

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None and self.dropped_at is None
