"""What rounds show on the page of a pair: to its coordinators, the way to take it back."""

from datetime import date

from mentormatch.base.access import Permission, may
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import PagePart
from mentormatch.people.models import Person


def take_back(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """A quiet link, as long as the two have not met."""
    if not pair.can_be_withdrawn or reader.id in pair.person_ids or not may(Permission.RUN_PROGRAMME, pair, reader):
        return None
    return PagePart("quiet", "rounds/publishing/_take_back_link.html", pair)
