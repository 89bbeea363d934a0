"""The enrolments of a reader in a programme that they run, too.

Of their own rows coordinators see what every participant sees: nothing, until a round is published. Why someone isn't
matched with them, and what else was possible, may say who set them aside; another coordinator looks at it.
"""

from sqlalchemy import select

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme


def enrolment_ids(programme: Programme, reader: Person) -> frozenset[str]:
    """Ids of a reader's own enrolments in a programme, whatever their state; nearly always none. One statement."""
    return frozenset(db.session.scalars(
        select(Enrolment.id).where(Enrolment.programme_id == programme.id, Enrolment.person_id == reader.id)))
