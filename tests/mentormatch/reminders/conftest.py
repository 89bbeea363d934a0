"""A pair that meets and has agreed on how, so that nothing is due but what a test makes due."""

from datetime import timedelta

import pytest

from mentormatch.agreements.models import ACCEPTED, Agreement
from mentormatch.pairs.models import Pair
from tests.support import make

STARTED = make.NOW - timedelta(days=20)


@pytest.fixture
def pair(app) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for three weeks; they met a week ago and meet every four."""
    programme = make.programme(make.person("Cora Lindt"), cadence_weeks=4)
    pair = make.working_pair(programme, days=20, zone="Europe/Berlin",
                             last_met_on=(make.NOW - timedelta(days=7)).date())
    make.saved(Agreement(pair_id=pair.id, version=1, state=ACCEPTED, proposed_by_id=pair.mentor.person_id,
                         proposed_at=STARTED, accepted_at=STARTED, cadence_weeks=4))
    return pair
