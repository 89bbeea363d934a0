"""A pair that meets and has agreed on how, so that nothing is due but what a test makes due."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mentormatch.agreements.models import ACCEPTED, Agreement
from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs.models import ACTIVE, Pair
from tests.support import make

STARTED = make.NOW - timedelta(days=20)


@pytest.fixture
def pair(app) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for three weeks; they met a week ago and meet every four."""
    programme = make.programme(make.person("Cora Lindt"), cadence_weeks=4)
    jonas = make.person("Jonas Feld", grade=8, time_zone="Europe/Berlin")
    ines = make.person("Ines Okafor", time_zone="Europe/Lisbon")
    pair = make.pair(make.enrolment(jonas, programme, MENTOR), make.enrolment(ines, programme), state=ACTIVE,
                     started_at=STARTED, last_met_on=(make.NOW - timedelta(days=7)).date())
    make.saved(Agreement(pair_id=pair.id, version=1, state=ACCEPTED, proposed_by_id=jonas.id, proposed_at=STARTED,
                         accepted_at=STARTED, cadence_weeks=4))
    return pair


@pytest.fixture
def mails(app) -> Callable[[], list[OutboxMail]]:
    """A function that gives the mails in the outbox, oldest first."""
    def read() -> list[OutboxMail]:
        db.session.rollback()
        return list(db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id)))
    return read
