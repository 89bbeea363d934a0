"""How people of the demo company describe themselves: most say something, some prefer not to, no one has to."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time

from mentormatch.demo.names import POOLS
from mentormatch.demo.picks import chance, stream, weighted
from mentormatch.demo.specs import EnrolmentSpec
from mentormatch.people import self_descriptions
from mentormatch.people.models import Person

WOMEN = frozenset(name for pool in POOLS.values() for name in pool.women)
SAYS_SOMETHING, MAY_BE_COUNTED = 80, 90
OTHER = (("", 6.0), ("non-binary", 3.0), ("own-words", 1.0))
USUAL = 90.0


def describe(enrolments: Iterable[EnrolmentSpec], people: Mapping[str, Person], seed: int) -> None:
    """Let those who enrolled say who they are, on the day they did; those who enrolled twice say it once."""
    first = {spec.person.email: spec for spec in sorted(enrolments, key=lambda spec: spec.enrolled_on, reverse=True)}
    for email in sorted(first):
        rng = stream(seed, "description", email)
        usual = "woman" if first[email].person.given in WOMEN else "man"
        gender = weighted(rng, ((usual, USUAL), *OTHER))
        if chance(rng, SAYS_SOMETHING):
            now = datetime.combine(first[email].enrolled_on, time(12), UTC)
            self_descriptions.save(people[email], gender=gender, own_words="agender" if gender == "own-words" else "",
                                   may_count=bool(gender) and chance(rng, MAY_BE_COUNTED), now=now)
