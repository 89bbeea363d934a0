"""What is done about auditors: appointed and removed, each an act of power that everyone concerned hears of.

They are appointed for one programme, as a works council or a data protection officer looks at one programme: whoever
audits one may take part in another.
"""

from datetime import datetime

from flask_babel import gettext as _

from mentormatch.auditors import letters, queries
from mentormatch.base import audit
from mentormatch.base.errors import DomainError
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import WITHDRAWN
from mentormatch.people import powers
from mentormatch.people import queries as people
from mentormatch.people.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme


class CannotAudit(DomainError):
    """Somebody who can't sign in, who runs or has run the programme, takes part in it, or would appoint themselves."""


def appoint(programme: Programme, person_id: str, *, by: Person, now: datetime) -> Person:
    """Let someone check a programme's rounds; who does already stays. Raises CannotAudit."""
    person = people.by_id(person_id)
    if person is None or not person.can_sign_in:
        raise CannotAudit(_("This person can't sign in, so couldn't check anything. Invite them first, or choose "
                            "someone else."))
    if person.id in programme.auditor_ids:
        return person
    _check_independent(programme, person, by)
    programme.auditors.append(person)
    audit.record("programme.auditor_appointed", by=by, on=programme, now=now, person_id=person.id)
    powers.announce(letters.appointed(programme, person, by), concerned=[person, *programme.coordinators], now=now)
    return person


def dismiss(programme: Programme, person_id: str, *, by: Person, now: datetime) -> None:
    """Take an auditor away; appointing again undoes it."""
    person = queries.person(programme, person_id)
    if person is None:
        return
    programme.auditors.remove(person)
    audit.record("programme.auditor_dismissed", by=by, on=programme, now=now, person_id=person.id)
    powers.announce(letters.dismissed(programme, person, by), concerned=[person, *programme.coordinators], now=now)


def _check_independent(programme: Programme, person: Person, by: Person) -> None:
    if person.id == by.id:
        raise CannotAudit(_("You can't appoint yourself as an auditor. Ask another administrator."))
    if person.id in programme.coordinator_ids:
        raise CannotAudit(_("%(name)s runs this programme, so can't check it as well. Choose someone else.",
                            name=person.name))
    if programmes.has_run(programme, person.id):
        raise CannotAudit(_("%(name)s has run this programme, so knows who scored what and could put names to the "
                            "files. Choose someone else.", name=person.name))
    own_enrolments = enrolments.in_programme(programme.id, person.id)
    if any(enrolment.state != WITHDRAWN for enrolment in own_enrolments):
        raise CannotAudit(_("%(name)s has signed up for this programme, so can't check it as well. Choose someone "
                            "else.", name=person.name))
