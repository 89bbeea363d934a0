"""What the worker does for pulses: asks for those that are due, each pair in a transaction of its own."""

from datetime import datetime

from mentormatch.base import tasks
from mentormatch.pairs import queries as pairs
from mentormatch.pulses import queries, services


def ask_due(now: datetime) -> None:
    """Ask on day 30, every 60 days from then, and at the end; no one twice for the same occasion."""
    tasks.one_by_one(queries.pairs_to_ask(now), pairs.by_id, services.ask, now=now)
