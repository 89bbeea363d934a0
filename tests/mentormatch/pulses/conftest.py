"""A sponsor and a protégée who meet and have met, and their browsers."""

from datetime import timedelta

import pytest

from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs.models import ACTIVE, Pair
from tests.support import make


@pytest.fixture
def pair(app) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for forty days; Cora Lindt runs the programme."""
    programme = make.programme(make.person("Cora Lindt"))
    jonas = make.enrolment(make.person("Jonas Feld", grade=8), programme, MENTOR)
    ines = make.enrolment(make.person("Ines Okafor"), programme)
    return make.pair(jonas, ines, state=ACTIVE, started_at=make.NOW - timedelta(days=40),
                     last_met_on=make.NOW.date() - timedelta(days=20))


@pytest.fixture
def her(pair, signed_in):
    """The protégée's browser."""
    return signed_in(pair.mentee.person)


@pytest.fixture
def him(pair, signed_in):
    """The sponsor's browser."""
    return signed_in(pair.mentor.person)


@pytest.fixture
def cora(pair, signed_in):
    """The coordinator's browser."""
    return signed_in(pair.programme.coordinators[0])
