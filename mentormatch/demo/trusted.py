"""The people the programmes of the demo company name for concerns."""

from collections.abc import Iterable
from datetime import datetime

from mentormatch.concerns import contacts
from mentormatch.demo.specs import DemoSpec
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme

MAX_NAMED = 2


def name_contacts(programme: Programme, people: Iterable[Person], spec: DemoSpec, now: datetime) -> None:
    """Name the most senior of those who take part in another programme alone, and run nothing."""
    programmes = (spec.sponsorship, spec.mentorship)
    enrolled = {entry.slug: {profile.email for profile in entry.enrolments} for entry in programmes}
    participants = enrolled.pop(programme.slug, set())
    elsewhere = set().union(*enrolled.values()) - participants
    outside = [person for person in people if person.can_sign_in and person.email in elsewhere
               and not person.is_administrator and person not in programme.coordinators]
    for person in sorted(outside, key=lambda person: (-(person.grade or 0), person.email))[:MAX_NAMED]:
        contacts.name_contact(programme, person, by=programme.coordinators[0], now=now)
