"""Who is placed with whom in a draft, as plain rows: what fairness and the picture of a draft are made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment
from mentormatch.people.models import Person
from mentormatch.rounds.models import Draft, DraftLeftOut, DraftPair


@dataclass(frozen=True)
class Side:
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

    mentee: Side
    mentor: Side | None = None
    score: int | None = None
    pair_id: str | None = None

    @property
    def is_placed(self) -> bool:
        """Whether the draft gives her a mentor."""
        return self.mentor is not None


def of(draft: Draft) -> list[Placement]:
    """Everybody who takes part as mentee, by name; two statements."""
    mentee, mentor, hers, his = aliased(Person), aliased(Person), aliased(Enrolment), aliased(Enrolment)
    paired = db.session.execute(
        select(DraftPair.id, DraftPair.score, hers.id, *_facts(mentee), his.id, *_facts(mentor))
        .join(hers, DraftPair.mentee_id == hers.id).join(mentee, hers.person_id == mentee.id)
        .join(his, DraftPair.mentor_id == his.id).join(mentor, his.person_id == mentor.id)
        .where(DraftPair.draft_id == draft.id)).all()
    missing = db.session.execute(
        select(hers.id, *_facts(mentee)).select_from(DraftLeftOut).join(hers, DraftLeftOut.mentee_id == hers.id)
        .join(mentee, hers.person_id == mentee.id).where(DraftLeftOut.draft_id == draft.id)).all()
    found = [Placement(_side(row[2:8]), _side(row[8:14]), row[1], row[0]) for row in paired]
    found += [Placement(_side(row)) for row in missing]
    return sorted(found, key=lambda one: (one.mentee.name.casefold(), one.mentee.enrolment_id))


def sides(enrolment_ids: set[str]) -> dict[str, Side]:
    """Enrolment id -> who that is; one statement."""
    if not enrolment_ids:
        return {}
    found = db.session.execute(select(Enrolment.id, *_facts(Person)).join(Enrolment.person)
                               .where(Enrolment.id.in_(enrolment_ids))).all()
    return {row[0]: _side(row) for row in found}


def _facts(person: type[Person]) -> tuple[Any, ...]:
    return person.id, person.name, person.department, person.site, person.grade


def _side(values: Sequence[Any]) -> Side:
    return Side(*values)
