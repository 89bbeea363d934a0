"""What pulses show on the page of a pair, to their author alone: what is asked now, and a link to their answers."""

from dataclasses import dataclass
from datetime import date

from mentormatch.base import clock
from mentormatch.base.access import Permission, may
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import PagePart
from mentormatch.people.models import Person
from mentormatch.pulses import queries
from mentormatch.pulses.models import Pulse


@dataclass(frozen=True)
class PulseRequest:
    """What a person is asked now: the fit, or a pulse."""

    pair: Pair
    other: Person
    pulse: Pulse | None


def waits(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """The fit check once the two have met, as long as it was not answered; else the pulse that is open."""
    if not may(Permission.BE_IN_PAIR, pair, reader):
        return None
    other = pair.other_of(reader.id).person
    if pair.is_meeting and pair.last_met_on is not None and queries.fit_check(pair.id, reader.id) is None:
        return PagePart("waits", "pulses/_fit.html", PulseRequest(pair, other, None))
    pulse = queries.open_in_pair(pair.id, reader.id, clock.now()) if pair.is_meeting or pair.is_ended else None
    return PagePart("waits", "pulses/_pulse.html", PulseRequest(pair, other, pulse)) if pulse else None


def quiet(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """The way to the reader's own answers."""
    if not may(Permission.BE_IN_PAIR, pair, reader) or not (pair.is_meeting or pair.is_ended):
        return None
    return PagePart("quiet", "pulses/_quiet.html", pair)
