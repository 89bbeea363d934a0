"""A pair that meets, its coordinator, an administrator, and somebody who could be named for concerns."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme
from tests.support import make


@dataclass(frozen=True)
class Around:
    """Ines (hers) and Jonas (his), Cora who coordinates, Ada who administers, and Wanda, whom people trust."""

    pair: Pair
    her: Person
    him: Person
    coordinator: Person
    administrator: Person
    wanda: Person

    @property
    def programme(self) -> Programme:
        """The programme of the pair."""
        return self.pair.programme


@pytest.fixture
def two(app) -> Around:
    """The people, and a pair that began two months ago."""
    coordinator, administrator = make.person("Cora Lindt"), make.administrator()
    programme = make.programme(coordinator)
    him, her = make.person("Jonas Feld", grade=8), make.person("Ines Okafor")
    pair = make.pair(make.enrolment(him, programme, MENTOR), make.enrolment(her, programme), state=ACTIVE,
                     started_at=make.NOW - timedelta(days=60))
    return Around(pair, her, him, coordinator, administrator, make.person("Wanda Trust"))


@pytest.fixture
def mails(app):
    """A function that gives every mail, oldest first."""
    def read() -> list[OutboxMail]:
        db.session.rollback()
        return list(db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id)))
    return read
