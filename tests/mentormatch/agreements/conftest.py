"""A sponsor and a protégé who meet, in a programme with kinds of action."""

from dataclasses import dataclass

import pytest

from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.pairs.models import Pair
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
    pair = make.working_pair(days=2, zone="Europe/Berlin", his_formats=("video", "office"),
                             her_formats=("walking", "video"))
    return Meeting(pair, pair.mentee.person, pair.mentor.person, pair.programme.coordinators[0])


@pytest.fixture
def mails(app):
    """A function that gives the kind and the address of every mail, oldest first."""
    def read() -> list[tuple[str, str]]:
        db.session.rollback()
        return [(row.kind, row.to_email) for row in db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id))]
    return read
