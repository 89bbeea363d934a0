"""A pair that meets, and the mails its two get."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs.models import ACTIVE, Pair
from tests.support import make

STARTED = make.NOW - timedelta(days=60)


@pytest.fixture
def pair(app) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for two months; Cora Lindt runs the programme."""
    programme = make.programme(make.person("Cora Lindt"))
    jonas = make.person("Jonas Feld", grade=8, time_zone="Europe/Berlin")
    ines = make.person("Ines Okafor", time_zone="Europe/Lisbon")
    return make.pair(make.enrolment(jonas, programme, MENTOR, formats=["video", "walking"]),
                     make.enrolment(ines, programme, formats=["walking", "office"]),
                     state=ACTIVE, started_at=STARTED)


@pytest.fixture
def mails(app) -> Callable[[], list[OutboxMail]]:
    """A function that gives the mails in the outbox, oldest first."""
    def read() -> list[OutboxMail]:
        db.session.rollback()
        return list(db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id)))
    return read
