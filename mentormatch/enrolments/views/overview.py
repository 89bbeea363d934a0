"""Who is in a programme: the coordinator's overview, and the reminder to the unfinished.

What people wrote, and their boundaries, are not shown here.
"""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.forms import tidy_line
from mentormatch.base.pages import go, page
from mentormatch.enrolments import coordinator_actions, queries, steps
from mentormatch.enrolments.views.blueprint import bp, state_words
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme


@bp.get("/programmes/<slug:slug>/enrolments")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def overview(programme: Programme) -> ResponseReturnValue:
    """Who is ready, who is not yet; filtered, searched and sorted on the server."""
    filters = {name: tidy_line(request.args.get(name, ""))[:80] for name in ("role", "state", "words", "sort")}
    direction = "desc" if request.args.get("direction") == "desc" else "asc"
    enrolments = queries.search(programme.id, **filters, direction=direction,
                                page=min(request.args.get("page", 1, type=int), 10_000))
    return page("enrolments/overview.html", programme=programme, enrolments=enrolments, filters=filters,
                direction=direction, counts=queries.counts(programme.id),
                due=queries.reminders_due(programme.id, clock.now()), states=state_words(), missing=steps.missing)


@bp.post("/programmes/<slug:slug>/enrolments/remind")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def remind(programme: Programme) -> ResponseReturnValue:
    """Mail those who have not finished."""
    with transaction():
        number = coordinator_actions.remind_unfinished(programme, by=current_user, now=clock.now())
    flash(ngettext("We've reminded one person by "
                   "email.", "We've reminded %(num)d people by email.", number) if number else
          _("No one was reminded. Everyone unfinished has had a reminder in the last seven days."), "success")
    return go("enrolments.overview", slug=programme.slug)
