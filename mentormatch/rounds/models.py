"""Tables of rounds: the round, its drafts with their settings and proofs, the pairs and left-outs of a draft."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.enrolments.models import Enrolment
from mentormatch.programmes.models import Programme

OPEN, PUBLISHED, DISCARDED = "open", "published", "discarded"
COMPUTING, READY, FAILED = "computing", "ready", "failed"


class Round(WithId, Model):
    """One matching of one programme: open → published or discarded. One open round a programme."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("state in ('open', 'published', 'discarded')", name="state"),
        Index("uq_round_open", "programme_id", unique=True,
              sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
    )

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default=OPEN)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship()
    drafts: Mapped[list["Draft"]] = relationship(
        back_populates="round", order_by="Draft.created_at, Draft.name")

    @property
    def is_open(self) -> bool:
        """Whether drafts can be computed and one of them published."""
        return self.state == OPEN

    @property
    def newest_ready(self) -> "Draft | None":
        """The draft with a result that was asked for last."""
        return next((draft for draft in reversed(self.drafts) if draft.state == READY), None)

    @property
    def published_draft(self) -> "Draft | None":
        """The draft that was published."""
        return next((draft for draft in self.drafts if draft.published_at), None)


class Draft(WithId, Model):
    """One computed result: computing → ready or failed.

    `input` (compressed JSON) and `result` are the two files that `python -m matching verify` reads; both can be
    large and are read only when asked for. `settings` are kept for ever as they were asked for.
    """

    __tablename__ = "draft"
    __table_args__ = (CheckConstraint("state in ('computing', 'ready', 'failed')", name="state"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=COMPUTING, index=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON, deferred=True)
    input: Mapped[bytes | None] = mapped_column(deferred=True)
    problem: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    computed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship(back_populates="drafts")
    pairs: Mapped[list["DraftPair"]] = relationship(back_populates="draft", cascade="all, delete-orphan")
    left_out: Mapped[list["DraftLeftOut"]] = relationship(back_populates="draft", cascade="all, delete-orphan")

    @property
    def is_publishable(self) -> bool:
        """Whether it is computed and its round is open; the pairs are checked when it is published."""
        return self.state == READY and self.round.is_open

    @property
    def programme(self) -> Programme:
        """The programme whose round this draft belongs to."""
        return self.round.programme


class DraftPair(WithId, Model):
    """A pair in a draft with its score (0..1000) and the parts that make it up."""

    __tablename__ = "draft_pair"
    __table_args__ = (UniqueConstraint("draft_id", "mentee_id"),)

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    mentor_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    mentee_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    score: Mapped[int]
    parts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    draft: Mapped[Draft] = relationship(back_populates="pairs")
    mentor: Mapped[Enrolment] = relationship(foreign_keys=[mentor_id])
    mentee: Mapped[Enrolment] = relationship(foreign_keys=[mentee_id])

    @property
    def programme(self) -> Programme:
        """The programme whose round this is part of."""
        return self.draft.programme


class DraftLeftOut(WithId, Model):
    """A mentee whom a draft does not place, with the computed reason as code and numbers."""

    __tablename__ = "draft_left_out"
    __table_args__ = (UniqueConstraint("draft_id", "mentee_id"),)

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    reason: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    draft: Mapped[Draft] = relationship(back_populates="left_out")
    mentee: Mapped[Enrolment] = relationship()
