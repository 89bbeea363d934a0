"""Tables of enrolments: the enrolment with its profile, its topics, its boundaries (kept apart), the charter."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme, Topic

MENTOR, MENTEE = "mentor", "mentee"
DRAFT, READY, PAUSED, WITHDRAWN = "draft", "ready", "paused", "withdrawn"


class Enrolment(WithId, Model):
    """A person in a programme in one role: draft → ready ⇄ paused → withdrawn.

    `state_before` is what it was when it was withdrawn, to come back to within the grace.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("programme_id", "person_id", "role"),
        CheckConstraint("role in ('mentor', 'mentee')", name="role"),
        CheckConstraint("state in ('draft', 'ready', 'paused', 'withdrawn')", name="state"),
        CheckConstraint("places between 1 and 5", name="places"),
        CheckConstraint("hours_from between 0 and 23 and hours_to between 1 and 24 and hours_from < hours_to",
                        name="hours"),
        CheckConstraint("site_preference in ('', 'same', 'other')", name="site_preference"),
    )

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    state: Mapped[str] = mapped_column(default=DRAFT, index=True)
    about: Mapped[str] = mapped_column(default="")
    formats: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    hours_from: Mapped[int] = mapped_column(default=9)
    hours_to: Mapped[int] = mapped_column(default=17)
    site_preference: Mapped[str] = mapped_column(default="")
    target_area: Mapped[str] = mapped_column(default="")
    reach: Mapped[list[str]] = mapped_column(JSON, default=list)
    places: Mapped[int] = mapped_column(default=1)
    steps_done: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    state_before: Mapped[str | None]
    reminded_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship()
    person: Mapped[Person] = relationship()
    topics: Mapped[list["EnrolmentTopic"]] = relationship(
        back_populates="enrolment", cascade="all, delete-orphan", order_by="EnrolmentTopic.level.desc()")
    charter: Mapped["CharterAcceptance | None"] = relationship(back_populates="enrolment")

    @property
    def is_mentor(self) -> bool:
        """Whether this enrolment offers rather than seeks."""
        return self.role == MENTOR


@dataclass(frozen=True)
class AboutMe:
    """What people say about themselves; each field is a column of Enrolment and a field of AboutForm."""

    about: str


class EnrolmentTopic(Model):
    """A mentee's goal or a mentor's expertise. `level` 1..3: how much it matters to her, how well he knows it."""

    __tablename__ = "enrolment_topic"
    __table_args__ = (CheckConstraint("level between 1 and 3", name="level"),)

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[str] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True)
    level: Mapped[int]
    sentence: Mapped[str] = mapped_column(default="")

    enrolment: Mapped[Enrolment] = relationship(back_populates="topics")
    topic: Mapped[Topic] = relationship()


class Boundary(Model):
    """Somebody an enrolment must never be paired with. Readable by its owner and by the matcher, by nobody else.

    No relationship leads here from any other model, so that no page can come upon it by accident.
    """

    __tablename__ = "boundary"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[datetime]


class CharterAcceptance(Model):
    """That a mentor accepted the ally charter: which version, when."""

    __tablename__ = "charter_acceptance"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[str]
    accepted_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship(back_populates="charter")
