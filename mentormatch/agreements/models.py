"""The table of agreements: how a pair meets and what she welcomes, each version kept."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person

PROPOSED, ACCEPTED, REPLACED, TAKEN_BACK = "proposed", "accepted", "replaced", "taken-back"


class Agreement(WithId, Model):
    """One version: proposed → accepted → replaced by a later one; or taken back.

    `welcome` and `ask_first` are slugs of the programme's action kinds and hers to say: a version he proposes carries
    hers over. `formats` are ways of meeting that both are at ease with.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("pair_id", "version"),
        CheckConstraint("state in ('proposed', 'accepted', 'replaced', 'taken-back')", name="state"),
        CheckConstraint("cadence_weeks between 1 and 12", name="cadence"),
        CheckConstraint("confidentiality in ('everything', 'all-but', 'nothing-personal')", name="confidentiality"),
    )

    pair_id: Mapped[str] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
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

    pair: Mapped[Pair] = relationship()
    proposed_by: Mapped[Person] = relationship()
