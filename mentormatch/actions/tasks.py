"""What the worker does for actions: those the mentee has not confirmed within 60 days lapse."""

from datetime import datetime

from mentormatch.actions import queries, services
from mentormatch.base import tasks


def lapse_due(now: datetime) -> None:
    """Close what was not confirmed in time."""
    tasks.one_by_one(queries.ids_to_lapse(now), queries.by_id, services.lapse, now=now)
