"""A sponsor and a protégée who meet and want for nothing, the coordinator's browser, and the mails they get."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mentormatch.agreements.models import ACCEPTED, Agreement
from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.checkins.models import CheckIn
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs.models import ACTIVE, Pair
from tests.support import make


@pytest.fixture
def pair(app) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for two months; Cora Lindt runs the programme."""
    programme = make.programme(make.person("Cora Lindt"))
    jonas = make.enrolment(make.person("Jonas Feld", grade=8), programme, MENTOR)
    ines = make.enrolment(make.person("Ines Okafor"), programme)
    pair = make.pair(jonas, ines, state=ACTIVE, started_at=make.NOW - timedelta(days=60))
    make.saved(Agreement(pair_id=pair.id, version=1, state=ACCEPTED, proposed_by_id=ines.person_id,
                         proposed_at=make.NOW, accepted_at=make.NOW, cadence_weeks=4))
    meeting(pair, 7)
    return pair


def meeting(pair: Pair, days_ago: int, minutes: int = 45, **values) -> CheckIn:
    """A check-in of a pair, logged by her."""
    missed = {"missed_by": "neither"} if minutes == 0 else {}
    return make.saved(CheckIn(
        pair_id=pair.id, author_id=pair.mentee.person_id, happened_on=make.NOW.date() - timedelta(days=days_ago),
        minutes=minutes, format="video", created_at=make.NOW - timedelta(days=days_ago), **(missed | values)))


@pytest.fixture
def cora(pair, signed_in):
    """The coordinator's browser."""
    return signed_in(pair.programme.coordinators[0])


@pytest.fixture
def mails(app) -> Callable[[], list[OutboxMail]]:
    """A function that gives the mails in the outbox, oldest first."""
    def read() -> list[OutboxMail]:
        db.session.rollback()
        return list(db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id)))
    return read
