"""Work of rounds outside requests: computing a draft, and finding those a crash left behind."""

from datetime import datetime

import structlog
from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from mentormatch.base import clock, tasks
from mentormatch.base.db import db, release, transaction
from mentormatch.rounds import matcher, pool, services
from mentormatch.rounds.models import COMPUTING, Draft
from mentormatch.rounds.settings import DraftSettings

log = structlog.get_logger()


@tasks.work("draft")
def compute(draft_id: str) -> None:
    """Compute one draft if nobody else does: read, solve with nothing held open, write in one transaction."""
    with transaction():
        is_ours = services.claim(draft_id, now=clock.now())
    if not is_ours:
        return
    try:
        solution = _solution(draft_id)
    except Exception:  # whatever stopped it: the coordinator hears it now, the details stay in the log
        release()
        log.exception("draft.failed", draft=draft_id)
        with transaction():
            services.fail(draft_id, _("The computation stopped at a defect. Nothing was changed, and trying again "
                                      "may help. If it stops again, your administrator finds the details in the "
                                      "log under “draft.failed”."), now=clock.now())
        return
    with transaction():
        services.store(draft_id, solution, now=clock.now())


def _solution(draft_id: str) -> matcher.Solution:
    draft = db.session.get_one(Draft, draft_id)
    asked = matcher.question(pool.of(draft.programme), DraftSettings.from_json(draft.settings), clock.now().date(),
                             current_app.config["SETTINGS"].time_zone)
    release()
    return matcher.solve(asked)


@tasks.sweep
def sweep_drafts(now: datetime) -> None:
    """Compute drafts nobody computes: their wake-up was lost, or their worker died."""
    waiting = list(db.session.scalars(select(Draft.id).where(Draft.state == COMPUTING).order_by(Draft.created_at)))
    release()
    for draft_id in waiting:
        compute(draft_id)
