"""A sponsor and a protégé who meet, and her next sponsor."""

from dataclasses import dataclass

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
    with make.together():
        pair = make.working_pair(days=2, zone="Europe/Berlin")
        make.saved(EnrolmentTopic(enrolment_id=pair.mentee_id, topic_id=pair.programme.topics[0].id, level=3,
                                  sentence="About pay."))
        noor = make.enrolment(make.person("Noor Haddad", grade=8), pair.programme, MENTOR)
    return Meeting(pair, pair.mentee.person, pair.mentor.person, pair.programme.coordinators[0], noor)
