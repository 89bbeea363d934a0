"""Choosing people for a decision: those of the programme, by name; nothing here says who suits whom."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from mentormatch.base.db import db
from mentormatch.enrolments.models import MENTOR, READY, Enrolment
from mentormatch.people.models import ACTIVE, Person
from mentormatch.rounds.models import Draft, DraftPair
from mentormatch.rounds.reading.search import searched

MAX_CHOICES = 20


@dataclass(frozen=True)
class Choice:
    """Somebody who can be chosen for a decision; `held` are the pairs of the draft."""

    id: str
    name: str
    department: str
    held: int
    places: int


def choices(draft: Draft, role: str, words: str, *, is_paired: bool = False, own: Collection[str] = ()) -> list[Choice]:
    """People of a role who take part, by name or department, MAX_CHOICES at most; only those with a pair if asked.

    `own` enrolments aren't among them: no one decides about themselves.
    """
    column = DraftPair.mentor_id if role == MENTOR else DraftPair.mentee_id
    held = (select(func.count()).where(DraftPair.draft_id == draft.id, column == Enrolment.id)
            .correlate(Enrolment).scalar_subquery())
    query = (select(Enrolment.id, Person.name, Person.department, held, Enrolment.places).join(Enrolment.person)
             .where(Enrolment.programme_id == draft.round.programme_id, Enrolment.role == role,
                    Enrolment.state == READY, Person.status == ACTIVE, Enrolment.id.not_in(own)))
    if is_paired:
        query = query.where(held > 0)
    query = searched(query, words, (Person.name, Person.department))
    rows = db.session.execute(query.order_by(func.lower(Person.name), Enrolment.id).limit(MAX_CHOICES))
    return [Choice(*row) for row in rows]
