"""A sponsor and a protégée who meet, and her next sponsor."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from mentormatch.base.db import transaction
from mentormatch.enrolments.models import MENTOR, Enrolment, EnrolmentTopic
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.models import Person
from tests.support import make


@dataclass(frozen=True)
class Meeting:
    """Ines (hers) and Jonas (his) with Cora, who coordinates; Noor is somebody she could be paired with later."""

    pair: Pair
    her: Person
    him: Person
    coordinator: Person
    noor: Enrolment

    def next_pair(self) -> Pair:
        """Ends the pair and begins one with Noor."""
        with transaction():
            pairs.end(self.pair, by=self.her, now=make.NOW)
        return make.pair(self.noor, self.pair.mentee, state=ACTIVE, started_at=make.NOW)


@pytest.fixture
def two(app) -> Meeting:
    """A pair that began two days ago; negotiation matters most to her."""
    coordinator = make.person("Cora Lindt")
    programme = make.programme(coordinator)
    him = make.person("Jonas Feld", grade=8, time_zone="Europe/Berlin")
    her = make.person("Ines Okafor")
    hers = make.enrolment(her, programme)
    make.saved(EnrolmentTopic(enrolment_id=hers.id, topic_id=programme.topics[0].id, level=3, sentence="About pay."))
    pair = make.pair(make.enrolment(him, programme, MENTOR), hers, state=ACTIVE,
                     started_at=make.NOW - timedelta(days=2))
    noor = make.enrolment(make.person("Noor Haddad", grade=8), programme, MENTOR)
    return Meeting(pair, her, him, coordinator, noor)
