"""What concerns show on the page of a pair: the quiet way to a person who listens, for the two alone."""

from datetime import date

from mentormatch.base.access import Permission, may
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import PagePart
from mentormatch.people.models import Person


def quiet(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """The link at the foot of the page. Whether anything was raised is not shown there."""
    return PagePart("quiet", "concerns/_quiet.html", pair) if may(Permission.BE_IN_PAIR, pair, reader) else None
