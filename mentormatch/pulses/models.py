"""Tables of pulses: how the fit is after the first meetings, and the short scale asked now and then."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person

GOOD, UNSURE, NOT_GOOD = "good", "unsure", "not-good"


class FitCheck(Model):
    """Whether the two fit, answered once by each after the first meetings. Readable by its author alone.

    `may_tell`: coordinators may see that it was not good. Without it no one learns the answer.
    """

    __tablename__ = "fit_check"
    __table_args__ = (CheckConstraint("answer in ('good', 'unsure', 'not-good')", name="answer"),)

    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    answer: Mapped[str]
    may_tell: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime]


class Pulse(WithId, Model):
    """One asking of the short scale: due → answered or skipped. Readable by its author alone.

    `wave` is the day after the start it belongs to (30, 90, 150 …), or 0 for the one at the end. `answers`: item's
    slug -> 1..5, items left out are absent. `may_tell`: coordinators may see that it fell.
    """

    __tablename__ = "pulse"
    __table_args__ = (UniqueConstraint("pair_id", "person_id", "wave"),)

    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    wave: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(index=True)
    answers: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    may_tell: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]

    pair: Mapped[Pair] = relationship()
    person: Mapped[Person] = relationship()
