"""A sponsor and a protégé who meet and have met."""

from datetime import timedelta

import pytest

from mentormatch.pairs.models import Pair
from tests.support import make


@pytest.fixture
def pair(app) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for forty days; Cora Lindt runs the programme."""
    return make.working_pair(days=40, last_met_on=make.NOW.date() - timedelta(days=20))
