"""What check-ins show on the page of a pair: the next meeting, and the story of those that were."""

from dataclasses import dataclass
from datetime import date

from mentormatch.base.access import Permission, may
from mentormatch.checkins import queries
from mentormatch.pairs import services as pairs
from mentormatch.pairs.cadence import Due
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import Part
from mentormatch.people.models import Person


@dataclass(frozen=True)
class NextMeeting:
    """When the two are due, and with whom; `due` is None during a break."""

    pair: Pair
    due: Due | None
    other: Person


@dataclass(frozen=True)
class Story:
    """The check-ins as one of the two sees them."""

    pair: Pair
    told: list[queries.Told]
    other: Person


def next_meeting(pair: Pair, reader: Person, today: date) -> Part | None:
    """For the two: what is due, and the way to log it."""
    if not may(Permission.BE_IN_PAIR, pair, reader):
        return None
    shown = NextMeeting(pair, pairs.next_due(pair, today), pair.other_of(reader.id).person)
    return Part("next", "checkins/_next.html", shown)


def story(pair: Pair, reader: Person, today: date) -> Part | None:
    """For the two all they wrote and the reader's own notes; for a coordinator that they met, and how long."""
    if may(Permission.BE_IN_PAIR, pair, reader):
        told = queries.story(pair.id, reader.id)
        return Part("story", "checkins/_story.html", Story(pair, told, pair.other_of(reader.id).person))
    return Part("story", "checkins/_meetings.html", queries.meetings(pair.id))
