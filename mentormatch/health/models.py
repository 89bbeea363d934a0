"""The table of health: when the worker of each machine last swept."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base.db import Model


class WorkerBeat(Model):
    """When the worker of a machine last swept."""

    __tablename__ = "worker_beat"

    machine: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
