"""How often someone looks at what a placement by hand would do: very many looks are an audit row.

Looking changes nothing, so it's counted by a worker. No look says who keeps two people apart; a hundred a day say that
someone would like to know.
"""

from mentormatch.base import audit, clock, tasks
from mentormatch.base.db import db, transaction
from mentormatch.base.throttle import SharedStorage
from mentormatch.people.models import Person
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import queries

MANY = 100
DAY_SECONDS = 24 * 60 * 60
WORK = "placement_look"


def note(draft: Draft, reader: Person) -> None:
    """Have a look counted."""
    tasks.push(WORK, f"{draft.id} {reader.id}")


def count(look: str) -> None:
    """Count a look ("draft's id person's id"); the MANY-th of a programme within a day is written down, once."""
    draft_id, person_id = look.split()
    draft, person = queries.draft(draft_id), db.session.get(Person, person_id)
    if draft is None or person is None:
        return
    number = SharedStorage().incr(f"placements {draft.round.programme_id} {person_id}", DAY_SECONDS)
    if number == MANY:
        with transaction():
            audit.record("draft.placements_looked_at", by=person, on=draft.round, now=clock.now(), draft=draft_id,
                         count=number)
