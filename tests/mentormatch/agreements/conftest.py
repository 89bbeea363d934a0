"""A sponsor and a protégée who meet, in a programme with kinds of action."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.models import Person
from tests.support import make


@dataclass(frozen=True)
class Meeting:
    """Ines (hers) and Jonas (his) with Cora, who coordinates."""

    pair: Pair
    her: Person
    him: Person
    coordinator: Person


@pytest.fixture
def two(app) -> Meeting:
    """A pair that began two days ago; both meet by video, she likes walks and he the office."""
    coordinator = make.person("Cora Lindt")
    programme = make.programme(coordinator)
    him = make.person("Jonas Feld", grade=8, time_zone="Europe/Berlin")
    her = make.person("Ines Okafor")
    pair = make.pair(make.enrolment(him, programme, MENTOR, formats=["video", "office"]),
                     make.enrolment(her, programme, formats=["walking", "video"]),
                     state=ACTIVE, started_at=make.NOW - timedelta(days=2))
    return Meeting(pair, her, him, coordinator)


@pytest.fixture
def mails(app):
    """A function that gives the kind and the address of every mail, oldest first."""
    def read() -> list[tuple[str, str]]:
        db.session.rollback()
        return [(row.kind, row.to_email) for row in db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id))]
    return read
