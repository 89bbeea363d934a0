"""The table of agreements: how a pair meets and what the mentee welcomes, with every version stored."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import BelongsToPair
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme

PROPOSED, ACCEPTED, REPLACED, TAKEN_BACK = "proposed", "accepted", "replaced", "taken-back"


class Agreement(WithId, BelongsToPair, Model):
    """One version: proposed → accepted → replaced by a later one; or taken back.

    `wants`, `welcome` and `ask_first` (slugs of the programme's action kinds) are for the mentee to decide: a version
    the mentor proposes carries them over, and a change to them alone is accepted at once. `formats` are ways of meeting
    that suit both. Of a pair's versions at most one is proposed and one accepted.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("pair_id", "version"),
        CheckConstraint("state in ('proposed', 'accepted', 'replaced', 'taken-back')", name="state"),
        CheckConstraint("cadence_weeks between 1 and 12", name="cadence"),
        CheckConstraint("confidentiality in ('everything', 'all-but', 'nothing-personal')", name="confidentiality"),
        Index("uq_agreement_proposed", "pair_id", unique=True,
              sqlite_where=text("state = 'proposed'"), postgresql_where=text("state = 'proposed'")),
        Index("uq_agreement_accepted", "pair_id", unique=True,
              sqlite_where=text("state = 'accepted'"), postgresql_where=text("state = 'accepted'")),
    )

    version: Mapped[int]
    state: Mapped[str] = mapped_column(default=PROPOSED, index=True)
    proposed_by_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    proposed_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    cadence_weeks: Mapped[int]
    formats: Mapped[list[str]] = mapped_column(JSON, default=list)
    place: Mapped[str] = mapped_column(default="")
    confidentiality: Mapped[str] = mapped_column(default="everything")
    confidentiality_words: Mapped[str] = mapped_column(default="")
    wants: Mapped[str] = mapped_column(default="")
    welcome: Mapped[list[str]] = mapped_column(JSON, default=list)
    ask_first: Mapped[list[str]] = mapped_column(JSON, default=list)

    proposed_by: Mapped[Person] = relationship()

    @property
    def mentee_person_id(self) -> str:
        """Whose wishes it holds."""
        return self.pair.mentee.person_id

    @property
    def programme(self) -> Programme:
        """The programme of its pair."""
        return self.pair.programme

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for the partner's answer."""
        return self.state == PROPOSED

    @property
    def is_accepted(self) -> bool:
        """Whether it is the one that holds."""
        return self.state == ACCEPTED
