"""What an auditor has to check: the programmes, and each one's rounds with the drafts that were computed."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from mentormatch.base.db import db
from mentormatch.people.models import Person
from mentormatch.programmes.models import Auditor, Programme
from mentormatch.rounds.models import Round
from mentormatch.rounds.reading import queries as rounds
from mentormatch.rounds.reading.queries import DraftRow


@dataclass(frozen=True)
class AuditedRound:
    """A round with its drafts in figures, newest first."""

    round: Round
    drafts: list[DraftRow]


def audited_by(person_id: str) -> list[Programme]:
    """The programmes somebody audits, newest first."""
    return list(db.session.scalars(
        select(Programme).join(Auditor, Auditor.programme_id == Programme.id).where(Auditor.person_id == person_id)
        .options(selectinload(Programme.auditors)).order_by(Programme.starts_on.desc(), Programme.name)))


def audited_rounds(programme: Programme) -> list[AuditedRound]:
    """Every round of a programme, newest first."""
    return [AuditedRound(round_, rounds.drafts(round_)) for round_ in rounds.of_programme(programme)]


def person(programme: Programme, person_id: str) -> Person | None:
    """One of a programme's auditors."""
    return next((auditor for auditor in programme.auditors if auditor.id == person_id), None)
