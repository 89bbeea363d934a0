"""Work of publishing outside requests: rounds whose set time has come are published."""

from datetime import datetime

import structlog
from flask import current_app

from mentormatch.base.db import release, transaction
from mentormatch.base.errors import DomainError
from mentormatch.rounds.publishing import services as publishing

log = structlog.get_logger()


def sweep_planned(now: datetime) -> None:
    """Publish rounds whose set time has come; coordinators hear when that was refused, and why."""
    waiting = publishing.due_rounds(now)
    release()
    for round_id in waiting:
        try:
            with transaction():
                publishing.publish_planned(round_id, now=now, zone=current_app.config["SETTINGS"].time_zone)
        except DomainError as refusal:
            log.info("round.publish_refused", round=round_id, refusal=type(refusal).__name__)
            with transaction():
                publishing.refuse_planned(round_id, refusal, now=now)
