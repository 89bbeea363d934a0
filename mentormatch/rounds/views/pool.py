"""The pool of a programme before any draft: who is ready, what a round could do now, whom to ask for more."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.enrolments import coordinator_actions
from mentormatch.enrolments import queries as enrolments
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds.input import pool as pools
from mentormatch.rounds.outlook import forecast, supply
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views import sentences
from mentormatch.rounds.views.blueprint import bp, own_ids, rounds_page, zone


@bp.get("/programmes/<slug:slug>/pool")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def pool(programme: Programme) -> ResponseReturnValue:
    now = clock.now()
    members = pools.for_programme(programme, now)
    return rounds_page(
        "pool/show", programme, pool=pools.counts(programme), counts=enrolments.counts(programme.id),
        sentences=sentences,
        open_round=queries.open_round(programme), topics=supply.topics(members),
        outlook=forecast.outlook(programme, members, now.date(), zone(), own=own_ids(programme)),
        due=enrolments.reminders_due(programme.id, now),
        can_remind=programme.enrols_on(now.date()))


@bp.post("/programmes/<slug:slug>/pool/remind")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def remind_unfinished(programme: Programme) -> ResponseReturnValue:
    """Mail those who have not finished enrolling, each at most once a week."""
    with transaction():
        number = coordinator_actions.remind_unfinished(programme, by=current_user, now=clock.now())
    flash(ngettext("We've emailed one person a reminder.", "We've emailed %(num)d people a "
                                                      "reminder.", number) if number else
          _("No reminders sent: everyone who hasn't finished had one in the last seven days."), "success")
    return go("rounds.pool", slug=programme.slug)
