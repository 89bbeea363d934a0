"""The table of who did what about a pair that needs help."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person


class HelpStep(WithId, Model):
    """What a coordinator did about a pair: a nudge, a call, an offer of a rematch, a note, a snooze until a day."""

    __tablename__ = "help_step"
    __table_args__ = (
        CheckConstraint("kind in ('nudge', 'call', 'offer', 'note', 'snooze')", name="kind"),
    )

    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[str]
    signals: Mapped[list[str]] = mapped_column(JSON, default=list)
    text: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(index=True)

    pair: Mapped[Pair] = relationship()
    by: Mapped[Person | None] = relationship()
