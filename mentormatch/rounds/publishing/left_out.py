"""Who is told that a round has no pair for them: those left out who still wait for one, as the mail says they do."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from mentormatch.base.db import db
from mentormatch.enrolments.models import READY, Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.people.models import ACTIVE, Person
from mentormatch.rounds.models import Draft, DraftLeftOut


def waiting(draft: Draft) -> list[DraftLeftOut]:
    """Whom a draft leaves out and who is ready, at work and without a pair by now; by name."""
    return list(db.session.scalars(
        _waiting(draft).options(contains_eager(DraftLeftOut.mentee).contains_eager(Enrolment.person))
        .order_by(Person.name, DraftLeftOut.id)))


def count(draft: Draft) -> int:
    """How many these are."""
    return db.session.scalar(_waiting(draft).with_only_columns(func.count())) or 0


def _waiting(draft: Draft) -> Select[DraftLeftOut]:
    return (select(DraftLeftOut).join(DraftLeftOut.mentee).join(Enrolment.person)
            .where(DraftLeftOut.draft_id == draft.id, Enrolment.state == READY, Person.status == ACTIVE,
                   DraftLeftOut.mentee_id.not_in(pairs.live_mentees(draft.round.programme_id))))
