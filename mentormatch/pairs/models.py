"""The table of pairs: a mentor and a mentee from the proposal to the end, with why they were proposed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.enrolments.models import Enrolment
from mentormatch.programmes.models import Programme

PROPOSED, ACTIVE, PAUSED, ENDED, DECLINED, LAPSED, WITHDRAWN = (
    "proposed", "active", "paused", "ended", "declined", "lapsed", "withdrawn")
HOLDING_A_PLACE = (PROPOSED, ACTIVE, PAUSED)
NOT_GONE_AHEAD = (DECLINED, LAPSED, WITHDRAWN)
BOTH = "both"


class Pair(WithId, Model):
    """proposed → active ⇄ paused → ended; or declined (one said no); or lapsed (no answer in time); or withdrawn.

    A coordinator withdraws a proposal that neither had begun; `may_return` says that the two can be proposed to each
    other again, because a whole round was taken back. `cadence_weeks` is what the two agreed; None: the programme's.
    `paused_until` is the day a break of their own (`has_own_break`) ends by itself; `is_held`: the programme paused it,
    so neither of the two can end the break; `held_for` are the causes, between spaces (see breaks.py).
    `closed_because` says that one of the two left the company or the programme, which their partner hears; declining
    and ending a pair leave no cause. After that the two can be asked whether they'd like to go on: see restoration.py.

    `no_in_advance`: whose private limit ("mentor", "mentee", "both") answers a proposal, at `no_due_at`; both are
    forgotten once it is closed. Only its owner is ever shown anything of it.

    Only the audit trail tells declined from lapsed: no row says who declined or did not answer.
    `last_met_on` and `next_on` are copied down by check-ins as they are logged.
    """

    __tablename__ = "pair"
    __table_args__ = (
        CheckConstraint("state in ('proposed', 'active', 'paused', 'ended', 'declined', 'lapsed', 'withdrawn')",
                        name="state"),
        CheckConstraint("cadence_weeks between 1 and 12", name="cadence"),
        CheckConstraint("score between 0 and 1000", name="score"),
        CheckConstraint("mentor_id <> mentee_id", name="two"),
        CheckConstraint("no_in_advance in ('mentor', 'mentee', 'both')", name="no_in_advance"),
        CheckConstraint("closed_because in ('left', 'withdrawn')", name="closed_because"),
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
    resumed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_because: Mapped[str | None]
    restore_asked_at: Mapped[datetime | None]
    mentor_restores_at: Mapped[datetime | None]
    mentee_restores_at: Mapped[datetime | None]
    paused_until: Mapped[date | None]
    has_own_break: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_held: Mapped[bool] = mapped_column(default=False, server_default=false())
    held_for: Mapped[str] = mapped_column(default="", server_default=text("''"))
    cadence_weeks: Mapped[int | None]
    may_return: Mapped[bool] = mapped_column(default=False, server_default=false())
    last_met_on: Mapped[date | None]
    next_on: Mapped[date | None]
    no_in_advance: Mapped[str | None]
    no_due_at: Mapped[datetime | None] = mapped_column(index=True)

    programme: Mapped[Programme] = relationship()
    mentor: Mapped[Enrolment] = relationship(foreign_keys=[mentor_id])
    mentee: Mapped[Enrolment] = relationship(foreign_keys=[mentee_id])

    @property
    def person_ids(self) -> frozenset[str]:
        """Person ids of the two."""
        return frozenset((self.mentor.person_id, self.mentee.person_id))

    @property
    def mentee_person_id(self) -> str:
        """Person id of the mentee, whose goals and wishes these are."""
        return self.mentee.person_id

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == PROPOSED

    @property
    def is_meeting(self) -> bool:
        """Whether both accepted and neither ended it; a pause is part of it."""
        return self.state in (ACTIVE, PAUSED)

    @property
    def is_paused(self) -> bool:
        """Whether it is taking a break."""
        return self.state == PAUSED

    @property
    def is_ended(self) -> bool:
        """Whether it met for a while and is over."""
        return self.state == ENDED

    @property
    def is_withdrawn(self) -> bool:
        """Whether a coordinator took it back."""
        return self.state == WITHDRAWN

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether a coordinator can take it back: it waits for an answer, or the two have not met yet."""
        return self.is_proposed or (self.is_meeting and self.last_met_on is None)

    @property
    def hold_causes(self) -> tuple[str, ...]:
        """Why the programme holds it: what breaks.py calls its causes, the earliest first."""
        return tuple(self.held_for.split())

    @property
    def may_be_brought_back(self) -> bool:
        """Whether it rests for no other cause than that one of the two has left, and may still come back."""
        return self.is_held and self.held_for == "leaving" and not self.has_own_break

    def end_breaks(self) -> None:
        """Forget every break, the programme's and their own."""
        self.paused_until, self.has_own_break, self.is_held, self.held_for = None, False, False, ""

    def side_of(self, person_id: str) -> Enrolment:
        """The enrolment of one of the two; LookupError for anyone else."""
        for side in (self.mentor, self.mentee):
            if side.person_id == person_id:
                return side
        raise LookupError("This person is not one of the pair.")

    def other_of(self, person_id: str) -> Enrolment:
        """The enrolment of a person's partner in the pair; LookupError for anyone outside it."""
        return self.mentee if self.side_of(person_id) is self.mentor else self.mentor

    def is_refused_by(self, person_id: str) -> bool:
        """Whether a private limit of one of the two says no in advance, for its owner: never for anyone else's eyes."""
        return self.no_in_advance in (self.side_of(person_id).role, BOTH)

    def has_answered(self, person_id: str) -> bool:
        """Whether one of the two has accepted."""
        accepted_at = self.mentor_accepted_at if self.side_of(person_id) is self.mentor else self.mentee_accepted_at
        return accepted_at is not None


class BelongsToPair:
    """A row of a pair's: access to it is asked of the two and of the programme of that pair."""

    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)

    @declared_attr
    @classmethod
    def pair(cls) -> Mapped[Pair]:
        """The pair it belongs to."""
        return relationship()

    @property
    def person_ids(self) -> frozenset[str]:
        """Person ids of the pair it belongs to."""
        return self.pair.person_ids

    @property
    def programme_id(self) -> str:
        """Id of the programme of its pair."""
        return self.pair.programme_id


class EndingReason(Model):
    """Why a pair ended, where one of the two chose to say. For coordinators; it keeps no author and no time."""

    __tablename__ = "ending_reason"

    id: Mapped[int] = mapped_column(primary_key=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
