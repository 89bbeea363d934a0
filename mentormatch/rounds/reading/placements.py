"""Who is placed with whom in a draft, as plain rows: what fairness and the picture of a draft are made from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment
from mentormatch.people.models import Person
from mentormatch.rounds.models import Draft, DraftLeftOut, DraftPair


@dataclass(frozen=True)
class PersonFacts:
    """One of two people: enrolment id and HR facts."""

    enrolment_id: str
    person_id: str
    name: str
    department: str
    site: str
    grade: int | None


@dataclass(frozen=True)
class Placement:
    """A mentee of a draft with her mentor and the score 0..1000; both None when she is left out."""

    mentee: PersonFacts
    mentor: PersonFacts | None = None
    score: int | None = None
    pair_id: str | None = None

    def concerns(self, enrolment_ids: Collection[str]) -> bool:
        """Whether one of some people is the mentee or the mentor."""
        return any(side is not None and side.enrolment_id in enrolment_ids for side in (self.mentee, self.mentor))

    @property
    def is_placed(self) -> bool:
        """Whether the draft gives her a mentor."""
        return self.mentor is not None


def placements_in(draft: Draft) -> list[Placement]:
    """Everybody who takes part as mentee, by name; two statements."""
    mentee, mentor, mentee_side, mentor_side = aliased(Person), aliased(Person), aliased(Enrolment), aliased(Enrolment)
    paired = db.session.execute(
        select(DraftPair.id, DraftPair.score, mentee_side.id, *_facts(mentee), mentor_side.id, *_facts(mentor))
        .join(mentee_side, DraftPair.mentee_id == mentee_side.id).join(mentee, mentee_side.person_id == mentee.id)
        .join(mentor_side, DraftPair.mentor_id == mentor_side.id).join(mentor, mentor_side.person_id == mentor.id)
        .where(DraftPair.draft_id == draft.id)).all()
    missing = db.session.execute(
        select(mentee_side.id, *_facts(mentee)).select_from(DraftLeftOut)
        .join(mentee_side, DraftLeftOut.mentee_id == mentee_side.id)
        .join(mentee, mentee_side.person_id == mentee.id).where(DraftLeftOut.draft_id == draft.id)).all()
    placements = [Placement(_facts_of(row[2:8]), _facts_of(row[8:14]), row[1], row[0]) for row in paired]
    placements += [Placement(_facts_of(row)) for row in missing]
    return sorted(placements, key=lambda placement: (placement.mentee.name.casefold(), placement.mentee.enrolment_id))


def person_facts(enrolment_ids: set[str]) -> dict[str, PersonFacts]:
    """Enrolment id -> who that is; one statement."""
    if not enrolment_ids:
        return {}
    rows = db.session.execute(select(Enrolment.id, *_facts(Person)).join(Enrolment.person)
                               .where(Enrolment.id.in_(enrolment_ids))).all()
    return {row[0]: _facts_of(row) for row in rows}


def _facts(person: type[Person]) -> tuple[Any, ...]:
    return person.id, person.name, person.department, person.site, person.grade


def _facts_of(values: Sequence[Any]) -> PersonFacts:
    return PersonFacts(*values)
