"""Who a programme names for concerns: never oneself or someone who runs it, and everyone concerned hears of it.

A new name counts for concerns that come in from then on, and taking one away too: a concern keeps its readers.
"""

from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.concerns import letters, queries
from mentormatch.concerns.models import ConcernContact
from mentormatch.people import powers
from mentormatch.people.models import LEFT, Person
from mentormatch.programmes.models import Programme


class NotNamed(DomainError):
    """A person is to be named for concerns who cannot be."""


def name_contact(programme: Programme, person: Person | None, *, by: Person, now: datetime) -> None:
    """Name a person for a programme's concerns; twice is harmless.

    An act of power: every contact and every administrator gets an email. Raises NotNamed.
    """
    if person is None or person.status == LEFT or not person.can_sign_in:
        raise NotNamed(_("Choose someone who can sign in here."), "person_id")
    if person.id == by.id:
        raise NotNamed(_("You can't name yourself. Choose someone people trust who doesn't run this programme."),
                       "person_id")
    if person.id in programme.coordinator_ids:
        raise NotNamed(_("%(name)s runs this programme, so concerns can't go to them. Choose someone from outside.",
                         name=person.name), "person_id")
    if db.session.get(ConcernContact, (programme.id, person.id)) is None:
        db.session.add(ConcernContact(programme_id=programme.id, person_id=person.id))
        db.session.flush()
        audit.record("concern_contact.named", by=by, on=programme, now=now, person_id=person.id)
        powers.announce(letters.contact_named(programme, person, by), now=now, concerned=queries.named(programme.id))


def release_contact(programme: Programme, person_id: str, *, by: Person, now: datetime) -> None:
    """Take a person off the list of a programme's contacts; twice is harmless. Everyone on it gets an email.

    What was handed to them before stays with them: its reporter was told who reads it.
    """
    row = db.session.get(ConcernContact, (programme.id, person_id))
    if row is not None:
        concerned = queries.named(programme.id)
        db.session.delete(row)
        audit.record("concern_contact.released", by=by, on=programme, now=now, person_id=person_id)
        powers.announce(letters.contact_released(programme, row.person, by), now=now, concerned=concerned)
