"""What the worker does for check-ins: takes back meetings of pairs that no longer meet, forgets dead links."""

from datetime import datetime

from mentormatch.base import tasks
from mentormatch.base.db import transaction
from mentormatch.checkins import agenda, log_links, meetings


def drop_meetings(now: datetime) -> None:
    """Cancel what is planned for a pair that has ended, or for the time of its break."""
    tasks.one_by_one(agenda.ids_to_drop(now), agenda.by_id, meetings.drop, now=now)


def forget_links(now: datetime) -> None:
    """Forget links to log a meeting that have been dead for long."""
    with transaction():
        log_links.forget_old(now)
