"""Tables of rounds: the round, its drafts with their settings and proofs, the pairs and left-outs of a draft."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false, func, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.enrolments.models import Enrolment
from mentormatch.programmes.models import Programme

OPEN, PUBLISHED, DISCARDED = "open", "published", "discarded"
COMPUTING, READY, FAILED, CANCELLED = "computing", "ready", "failed", "cancelled"


class Round(WithId, Model):
    """One matching of one programme: open → published or discarded. One open round a programme.

    `plan` is how it is to be published: draft id, texts of the mails per role, whether mails go out. `publish_at`
    set: a worker publishes it then. `group_figures`: see publishing/group_figures.py; none until it is published.
    """

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
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    group_figures: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    programme: Mapped[Programme] = relationship()
    drafts: Mapped[list["Draft"]] = relationship(
        back_populates="round", order_by="Draft.created_at, Draft.name")

    @property
    def is_open(self) -> bool:
        """Whether drafts can be computed and one of them published."""
        return self.state == OPEN

    @property
    def newest_ready(self) -> "Draft | None":
        """The draft with a result that was asked for last, of those that were not discarded."""
        return next((draft for draft in reversed(self.drafts) if draft.state == READY and not draft.discarded_at), None)

    @property
    def published_draft(self) -> "Draft | None":
        """The draft that was published."""
        return next((draft for draft in self.drafts if draft.published_at), None)


class Draft(WithId, Model):
    """One computed result: computing → ready, failed or cancelled.

    `input` (compressed JSON; empty where too many pairs were possible) and `result` are the two files that `python -m
    matching verify` reads; both can be large and are read only when asked for, and so is the size of the first in
    bytes. `settings` are kept for ever as they were asked for.
    `version` grows with every change, so that two coordinators never overwrite each other; `phase` and `share`
    (0..100) say how far a computation has come.
    `is_sealed`: people hadn't had their first look when it was computed, so coordinators never see who goes with whom;
    two such drafts, or one and the draft after the look, would show who had said "rather not".
    """

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("state in ('computing', 'ready', 'failed', 'cancelled')", name="state"),
        CheckConstraint("share between 0 and 100", name="share"),
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=COMPUTING, index=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON, deferred=True)
    input: Mapped[bytes | None] = mapped_column(deferred=True)
    input_size: Mapped[int | None] = column_property(func.length(input), deferred=True)
    problem: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    phase: Mapped[str] = mapped_column(default="", server_default=text("''"))
    share: Mapped[int] = mapped_column(default=0, server_default="0")
    copied_from_id: Mapped[str | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"))
    created_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    changed_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
    computed_at: Mapped[datetime | None]
    is_sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    published_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship(back_populates="drafts")
    pairs: Mapped[list["DraftPair"]] = relationship(back_populates="draft", cascade="all, delete-orphan")
    left_out: Mapped[list["DraftLeftOut"]] = relationship(back_populates="draft", cascade="all, delete-orphan")

    @property
    def is_publishable(self) -> bool:
        """Whether it is computed and its round is open; the pairs are checked when it is published."""
        return self.state == READY and self.is_changeable

    @property
    def is_changeable(self) -> bool:
        """Whether decisions about it can still be taken: its round is open, and it was not discarded."""
        return self.round.is_open and self.discarded_at is None

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

    @property
    def person_ids(self) -> frozenset[str]:
        """Person ids of the two."""
        return frozenset((self.mentor.person_id, self.mentee.person_id))


class DraftLeftOut(WithId, Model):
    """A mentee whom a draft does not place, with the computed reason as code and numbers."""

    __tablename__ = "draft_left_out"
    __table_args__ = (UniqueConstraint("draft_id", "mentee_id"),)

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    reason: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    draft: Mapped[Draft] = relationship(back_populates="left_out")
    mentee: Mapped[Enrolment] = relationship()

    @property
    def programme(self) -> Programme:
        """The programme whose round this is part of."""
        return self.draft.programme

    @property
    def person_ids(self) -> frozenset[str]:
        """The person id of the one left out."""
        return frozenset((self.mentee.person_id,))


class Decision(WithId, Model):
    """What a coordinator decided about a draft: its place in the order, what it locks, forbids and waives.

    `kind` is the deed as it was chosen; `locks`, `forbids` and `waives` are lists of [mentee's, mentor's enrolment
    id] that the matching is given ([…, rule's name] for what is waived). Undone ones stay, and can be redone.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("kind in ('lock', 'forbid', 'place', 'swap', 'move')", name="kind"),
        UniqueConstraint("draft_id", "position"),
    )

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    locks: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    forbids: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    waives: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class FirstLook(WithId, Model):
    """A mentee is shown her proposed mentor before a draft is published. What she said is nowhere in this row.

    "Rather not" is kept as a boundary of hers and as nothing else, so that no page can tell it from silence. It counts
    from `over_at` on: when the time is over for everyone, and the draft is computed anew. She sees
    it from `asked_at` on. `is_sealed`: coordinators could see no draft of these people before.
    """

    __tablename__ = "first_look"
    __table_args__ = (UniqueConstraint("draft_id", "mentee_id"),)

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    mentor_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    over_at: Mapped[datetime | None]
    is_sealed: Mapped[bool] = mapped_column(default=False, server_default=false())

    draft: Mapped[Draft] = relationship()
    mentee: Mapped[Enrolment] = relationship(foreign_keys=[mentee_id])
    mentor: Mapped[Enrolment] = relationship(foreign_keys=[mentor_id])
