"""A pair that meets, its coordinator, an administrator, and somebody who could be named for concerns."""

from dataclasses import dataclass

import pytest

from mentormatch.pairs.models import Pair
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
    with make.together():
        pair = make.working_pair(days=60)
        return Around(pair, pair.mentee.person, pair.mentor.person, pair.programme.coordinators[0],
                      make.administrator(), make.person("Wanda Trust"))
