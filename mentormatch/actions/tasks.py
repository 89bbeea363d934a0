"""What the worker does for actions: lets those lapse that she did not confirm within 60 days."""

from datetime import datetime

from mentormatch.actions import queries, services
from mentormatch.base import tasks
from mentormatch.base.db import transaction


@tasks.sweep
def lapse_due(now: datetime) -> None:
    """Close what was not confirmed in time; each one is looked at again in a transaction of its own."""
    for action_id in queries.ids_to_lapse(now):
        with transaction():
            action = queries.by_id(action_id)
            if action is not None:
                services.lapse(action, now=now)
