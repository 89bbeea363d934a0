"""The table of pairs: a mentor and a mentee from the proposal to the end, with why they were proposed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.enrolments.models import Enrolment
from mentormatch.programmes.models import Programme

PROPOSED, ACTIVE, PAUSED, ENDED, DECLINED, LAPSED = (
    "proposed", "active", "paused", "ended", "declined", "lapsed")
HOLDING_A_PLACE = (PROPOSED, ACTIVE, PAUSED)


class Pair(WithId, Model):
    """proposed → active ⇄ paused → ended; or declined (one said no); or lapsed (no answer in time)."""

    __tablename__ = "pair"
    __table_args__ = (
        CheckConstraint("state in ('proposed', 'active', 'paused', 'ended', 'declined', 'lapsed')", name="state"),
        CheckConstraint("score between 0 and 1000", name="score"),
        CheckConstraint("mentor_id <> mentee_id", name="two"),
        Index("uq_pair_live_mentee", "mentee_id", unique=True,
              sqlite_where=text("state in ('proposed', 'active', 'paused')"),
              postgresql_where=text("state in ('proposed', 'active', 'paused')")),
    )

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    mentor_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(default=PROPOSED, index=True)
    round_number: Mapped[int | None]
    score: Mapped[int]
    why: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    proposed_at: Mapped[datetime]
    mentor_accepted_at: Mapped[datetime | None]
    mentee_accepted_at: Mapped[datetime | None]
    reminders_sent: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship()
    mentor: Mapped[Enrolment] = relationship(foreign_keys=[mentor_id])
    mentee: Mapped[Enrolment] = relationship(foreign_keys=[mentee_id])

    @property
    def person_ids(self) -> frozenset[str]:
        """Person ids of the two."""
        return frozenset((self.mentor.person_id, self.mentee.person_id))
