"""What the worker does for reminders: it looks every ten minutes, for a reminder can wait that long."""

from datetime import datetime

from mentormatch.reminders import services

EVERY_MINUTES = 10


def remind_due(now: datetime) -> None:
    """Write the reminders that are due."""
    if now.minute % EVERY_MINUTES == 0:
        services.run(now)
