"""Tables of programmes: the programme with its criteria and rules, its topics, its coordinators."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, exists, true
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.people.models import Person

DRAFT, OPEN, CLOSED = "draft", "open", "closed"
MENTORSHIP, SPONSORSHIP, BUDDY = "mentorship", "sponsorship", "buddy"
TO_ALL, AIMED = "all", "aimed"
LOTS_NONE, LOTS_NORMAL, LOTS_STRONG = "none", "normal", "strong"  # each includes those before it


class Programme(WithId, Model):
    """A programme: draft (coordinators alone see it) → open → closed.

    `waivable_rules`: names of hard rules that a coordinator may waive for a single pair, with a reason.
    `look_days`: how long mentees see their proposed mentor before a draft is published; 0 where they are not asked.
    `looks_sealed`: coordinators don't see who goes with whom until that time is over.
    `lots`: how many couples are set aside by lot; `lot_key_id` names the key they are drawn with since the first draft.
    """

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("kind in ('mentorship', 'sponsorship', 'buddy')", name="kind"),
        CheckConstraint("state in ('draft', 'open', 'closed')", name="state"),
        CheckConstraint("audience in ('all', 'aimed')", name="audience"),
        CheckConstraint("cadence_weeks between 1 and 12", name="cadence"),
        CheckConstraint("default_places between 1 and 5", name="places"),
        CheckConstraint("enrol_until <= ends_on and starts_on <= ends_on", name="dates"),
        CheckConstraint("look_days between 0 and 14", name="look_days"),
        CheckConstraint("lots in ('none', 'normal', 'strong')", name="lots"),
    )

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=DRAFT, index=True)
    audience: Mapped[str] = mapped_column(default=TO_ALL)
    audience_who: Mapped[str] = mapped_column(default="")
    audience_basis: Mapped[str] = mapped_column(default="")
    audience_review_on: Mapped[date | None]
    enrol_until: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    allows_both_roles: Mapped[bool] = mapped_column(default=False)
    needs_charter: Mapped[bool] = mapped_column(default=True)
    cadence_weeks: Mapped[int] = mapped_column(default=4)
    default_places: Mapped[int] = mapped_column(default=1)
    criteria: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    waivable_rules: Mapped[list[str]] = mapped_column(JSON, default=list)
    look_days: Mapped[int] = mapped_column(default=0, server_default="0")
    looks_sealed: Mapped[bool] = mapped_column(default=True, server_default=true())
    lots: Mapped[str] = mapped_column(default=LOTS_NORMAL, server_default=LOTS_NORMAL)
    lot_key_id: Mapped[str | None]
    created_at: Mapped[datetime]

    action_kinds: Mapped[list["ActionKind"]] = relationship(
        order_by="ActionKind.position", back_populates="programme")
    topics: Mapped[list["Topic"]] = relationship(order_by="Topic.position", back_populates="programme")
    coordinators: Mapped[list[Person]] = relationship(secondary="coordinator", order_by=Person.name)
    auditors: Mapped[list[Person]] = relationship(secondary="auditor", order_by=Person.name)

    @property
    def coordinator_ids(self) -> frozenset[str]:
        """Person ids of those who run it."""
        return frozenset(person.id for person in self.coordinators)

    @property
    def auditor_ids(self) -> frozenset[str]:
        """Person ids of those who check its rounds."""
        return frozenset(person.id for person in self.auditors)

    @property
    def offered_action_kinds(self) -> list["ActionKind"]:
        """The kinds of sponsor action people can choose, in their order."""
        return [kind for kind in self.action_kinds if kind.is_offered]

    @property
    def is_published(self) -> bool:
        """Whether employees see it."""
        return self.state != DRAFT

    def enrols_on(self, day: date) -> bool:
        """Whether one may enrol on a day: it is open, and the last day to enrol has not passed."""
        return self.state == OPEN and day <= self.enrol_until

    def is_overrun_on(self, day: date) -> bool:
        """Whether its last day has passed on a day, and nobody has closed it."""
        return self.state == OPEN and day > self.ends_on


class Coordinator(Model):
    """Who runs which programme."""

    __tablename__ = "coordinator"

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


class Auditor(Model):
    """Who checks the rounds of which programme: never one of its coordinators, and never in its pool."""

    __tablename__ = "auditor"

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


# Known of a person from below the features: who runs a programme may create another.
Person.runs_programmes = column_property(exists().where(Coordinator.person_id == Person.id), deferred=True)
Person.audits_programmes = column_property(exists().where(Auditor.person_id == Person.id), deferred=True)


class Topic(WithId, Model):
    """An entry of a programme's vocabulary; merged ones point at what they became and are offered no more."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    group: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"))
    retired_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(back_populates="topics")

    @property
    def is_offered(self) -> bool:
        """Whether people can choose it."""
        return self.retired_at is None and self.merged_into_id is None


class ActionKind(WithId, Model):
    """A kind of sponsor action of a programme's vocabulary; retired ones stay with the actions that have them.

    `name` is how the one who did it reads it, `for_her` how the one it was for does.
    """

    __tablename__ = "action_kind"
    __table_args__ = (UniqueConstraint("programme_id", "slug"),)

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    slug: Mapped[str]
    name: Mapped[str]
    for_her: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    retired_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(back_populates="action_kinds")

    @property
    def is_offered(self) -> bool:
        """Whether it can be chosen."""
        return self.retired_at is None
