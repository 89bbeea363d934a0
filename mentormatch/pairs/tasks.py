"""What the worker does for pairs: reminds, lets proposals lapse, ends breaks, and pairs that somebody has left.

Each pair is looked at again inside a transaction of its own, so two workers never mail the same thing twice.
"""

from datetime import datetime

from mentormatch.base import tasks
from mentormatch.base.db import transaction
from mentormatch.pairs import breaks, endings, queries, services


@tasks.sweep
def lapse_due(now: datetime) -> None:
    """Close the proposals that were not answered within 14 days."""
    for pair_id in queries.ids_to_lapse(now):
        with transaction():
            pair = queries.by_id(pair_id)
            if pair is not None:
                services.lapse(pair, now=now)


@tasks.sweep
def remind_due(now: datetime) -> None:
    """Remind of proposals on day 3 and on day 7, those who have not answered."""
    for pair_id in queries.ids_to_remind(now):
        with transaction():
            pair = queries.by_id(pair_id)
            if pair is not None:
                services.remind(pair, now=now)


@tasks.sweep
def resume_due(now: datetime) -> None:
    """Go on with the pairs whose break ends today."""
    for pair_id in queries.ids_to_resume(now):
        with transaction():
            pair = queries.by_id(pair_id)
            if pair is not None:
                breaks.resume_if_due(pair, now=now)


@tasks.sweep
def part_those_gone(now: datetime) -> None:
    """End the pairs of people who left the company or withdrew, and tell who stays."""
    for pair_id in queries.ids_with_somebody_gone():
        with transaction():
            pair = queries.by_id(pair_id)
            if pair is not None:
                endings.part_if_gone(pair, now=now)
