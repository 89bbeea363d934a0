"""Who runs a programme of the demo company, and who checks it."""

from collections.abc import Sequence
from datetime import datetime

from mentormatch.auditors import services as auditors
from mentormatch.people.models import Person
from mentormatch.programmes import services as programmes
from mentormatch.programmes.models import Programme


def appoint(
    programme: Programme, coordinators: Sequence[Person], auditor: Person, *, by: Person, now: datetime,
) -> None:
    """Appoint further coordinators, as the first one would, and an auditor, as an administrator would."""
    for coordinator in coordinators[1:]:
        programmes.appoint(programme, coordinator.id, by=coordinators[0], now=now)
    auditors.appoint(programme, auditor.id, by=by, now=now)
