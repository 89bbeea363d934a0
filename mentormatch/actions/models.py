"""Tables of sponsor actions: what was reported, what she says of it, and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import BelongsToPair
from mentormatch.people.models import Person
from mentormatch.programmes.models import ActionKind

REPORTED, CONFIRMED, NOT_CONFIRMED, UNSURE, LAPSED = "reported", "confirmed", "not-confirmed", "unsure", "lapsed"
OPEN = (REPORTED, UNSURE)


class Action(WithId, BelongsToPair, Model):
    """A sponsor's deed for the mentee: reported → confirmed, not confirmed or not sure yet; unanswered, it lapses.

    Only confirmed ones count, anywhere. One that she logs herself is confirmed from the start.
    """

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("state in ('reported', 'confirmed', 'not-confirmed', 'unsure', 'lapsed')", name="state"),
    )

    kind_id: Mapped[str] = mapped_column(ForeignKey("action_kind.id", ondelete="RESTRICT"), index=True)
    state: Mapped[str] = mapped_column(default=REPORTED, index=True)
    reported_by_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    happened_on: Mapped[date]
    what: Mapped[str] = mapped_column(default="")
    follow_up: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    reported_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]

    kind: Mapped[ActionKind] = relationship()
    reported_by: Mapped[Person] = relationship()
    outcomes: Mapped[list["ActionOutcome"]] = relationship(order_by="ActionOutcome.added_at", passive_deletes="all")

    @property
    def is_open(self) -> bool:
        """Whether it waits for her word; "not sure yet" is not the last one."""
        return self.state in OPEN

    @property
    def is_confirmed(self) -> bool:
        """Whether it happened for her, which alone makes it count."""
        return self.state == CONFIRMED

    @property
    def is_her_own(self) -> bool:
        """Whether she logged it herself."""
        return self.reported_by_id == self.pair.mentee.person_id


class ActionOutcome(WithId, Model):
    """What came of a confirmed action, as she tells it, at once or later."""

    __tablename__ = "action_outcome"
    __table_args__ = (
        CheckConstraint("kind in ('assignment', 'met', 'heard', 'promoted', 'raise', 'nothing-yet', 'other')",
                        name="kind"),
    )

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]


class MenteeComment(Model):
    """Her words to an action he reported, whatever she answered; a yes leaves them. They go when she empties them, or
    when he changes or takes back what they were about. Readable by its author alone, and by a coordinator of the
    programme only where `may_tell`; never by the sponsor, who sees the state and nothing else.
    """

    __tablename__ = "action_said"

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(default="")
    may_tell: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]
