"""Work on uploaded rosters outside of requests: reading a file and comparing it with everyone takes many seconds."""

from datetime import datetime

import structlog
from flask_babel import gettext as _

from mentormatch.base import clock
from mentormatch.base.db import many_rows, release, transaction
from mentormatch.people.roster import services, stored_plan
from mentormatch.people.roster.columns import UnreadableRoster
from mentormatch.people.roster.plan import plan_import

log = structlog.get_logger()


def check(upload_id: str) -> None:
    """Read an uploaded file and keep what importing it would do, or what is wrong with it; again if asked again."""
    content = services.content_to_check(upload_id)
    if content is None:
        return
    plan, problem = None, ""
    try:
        with many_rows():
            plan = stored_plan.packed(plan_import(services.read(content)))
    except UnreadableRoster as refusal:
        problem = str(refusal)
    except Exception:  # or a file that breaks us would be read again every minute
        log.exception("roster.check.failed", upload=upload_id)
        problem = _("Something went wrong while we checked this file. Ask the person who runs your server to look "
                    "at the worker's log.")
    release()
    with transaction():
        services.keep_check(upload_id, plan=plan, problem=problem, now=clock.now())


def check_waiting(_now: datetime) -> None:
    """Check what a crash or a lost wake-up left behind."""
    for upload_id in services.ids_to_check():
        check(upload_id)
