"""What the worker does for pulses: asks for those that are due, each pair in a transaction of its own."""

from datetime import datetime

from mentormatch.base import tasks
from mentormatch.base.db import transaction
from mentormatch.pairs import queries as pairs
from mentormatch.pulses import queries, services


@tasks.sweep
def ask_due(now: datetime) -> None:
    """Ask on day 30, every 60 days from then, and at the end; nobody twice for the same occasion."""
    for pair_id in queries.pairs_to_ask(now):
        with transaction():
            pair = pairs.by_id(pair_id)
            if pair is not None:
                services.ask(pair, now=now)
