"""What the worker does for health: it says that it is alive."""

import socket
from datetime import datetime

from mentormatch.base.db import db, transaction
from mentormatch.health.models import WorkerBeat


def beat(now: datetime) -> None:
    """Note that this machine's worker is alive."""
    machine = socket.gethostname()
    with transaction():
        row = db.session.get(WorkerBeat, machine) or WorkerBeat(machine=machine)
        row.seen_at = now
        db.session.add(row)
