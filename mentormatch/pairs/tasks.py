"""What the worker does for pairs: reminds, and lets proposals lapse that nobody answered.

Each pair is looked at again inside a transaction of its own, so two workers never mail the same thing twice.
"""

from datetime import datetime

from mentormatch.base import tasks
from mentormatch.base.db import transaction
from mentormatch.pairs import queries, services


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
