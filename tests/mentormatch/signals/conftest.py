"""A sponsor and a protégé who meet and want for nothing."""

from datetime import timedelta

import pytest

from mentormatch.agreements.models import ACCEPTED, Agreement
from mentormatch.checkins.models import CheckIn
from mentormatch.pairs.models import Pair
from tests.support import make


@pytest.fixture
def pair(app) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for two months; Cora Lindt runs the programme."""
    pair = make.working_pair(days=60)
    make.saved(Agreement(pair_id=pair.id, version=1, state=ACCEPTED, proposed_by_id=pair.mentee.person_id,
                         proposed_at=make.NOW, accepted_at=make.NOW, cadence_weeks=4))
    meeting(pair, 7)
    return pair


def meeting(pair: Pair, days_ago: int, minutes: int = 45, **values) -> CheckIn:
    """A check-in of a pair, logged by her."""
    missed = {"missed_by": "neither"} if minutes == 0 else {}
    return make.saved(CheckIn(
        pair_id=pair.id, author_id=pair.mentee.person_id, happened_on=make.NOW.date() - timedelta(days=days_ago),
        minutes=minutes, format="video", created_at=make.NOW - timedelta(days=days_ago), **(missed | values)))
