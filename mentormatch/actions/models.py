"""Tables of sponsor actions: what was reported, how the mentee answered, and what came of it."""

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
    """A sponsor's action for the mentee: reported → confirmed, not confirmed or not sure yet; unanswered, it lapses.

    Only confirmed ones count, anywhere. One that the mentee logs is confirmed from the start.
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
        """Whether it waits for the mentee's answer; "not sure yet" is not a final one."""
        return self.state in OPEN

    @property
    def is_confirmed(self) -> bool:
        """Whether the mentee confirmed it, which alone makes it count."""
        return self.state == CONFIRMED

    @property
    def is_her_own(self) -> bool:
        """Whether the mentee logged it."""
        return self.reported_by_id == self.pair.mentee.person_id


class ActionOutcome(WithId, Model):
    """What came of a confirmed action, as the mentee describes it, at once or later."""

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
    """What the mentee wrote about a reported action, whatever they answered; a yes leaves it as it is.

    It is deleted when the mentee empties it, or when the sponsor changes or takes back what it was about. Readable by
    its author alone, and by a coordinator of the programme only where `may_tell`; never by the sponsor, who sees only
    the state.
    """

    __tablename__ = "action_said"

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(default="")
    may_tell: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]
