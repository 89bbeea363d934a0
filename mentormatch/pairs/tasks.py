"""What the worker does for pairs: reminds, lets proposals lapse, ends breaks, and ends pairs that a person has left.

Each pair is looked at again inside a transaction of its own, so two workers never email the same thing twice.
"""

from datetime import datetime

from mentormatch.base import tasks
from mentormatch.enrolments import membership
from mentormatch.pairs import advance_no, breaks, endings, queries, services


def lapse_due(now: datetime) -> None:
    """Close the proposals that were not answered within 14 days."""
    tasks.one_by_one(queries.ids_to_lapse(now), queries.by_id, services.lapse, now=now)


def decline_in_advance(now: datetime) -> None:
    """Close the proposals to which somebody's private limit says no, each at its own time."""
    tasks.one_by_one(advance_no.ids_due(now), queries.by_id, services.decline_in_advance, now=now)


def remind_due(now: datetime) -> None:
    """Remind of proposals on day 3 and on day 7, those who have not answered."""
    tasks.one_by_one(queries.ids_to_remind(now), queries.by_id, services.remind, now=now)


def resume_due(now: datetime) -> None:
    """Go on with the pairs whose break ends today."""
    tasks.one_by_one(queries.ids_to_resume(now), queries.by_id, breaks.resume_if_due, now=now)


def part_those_gone(now: datetime) -> None:
    """Rest the pairs of people who left the company or withdrew, and end them when the grace is over.

    Pairs of those who came back in time go on as they were.
    """
    tasks.one_by_one(queries.ids_to_part(now, membership.grace()), queries.by_id, endings.part_if_gone, now=now)
    tasks.one_by_one(queries.ids_to_rest(), queries.by_id, endings.rest_if_gone, now=now)
    tasks.one_by_one(queries.ids_to_bring_back(), queries.by_id, endings.bring_back, now=now)
