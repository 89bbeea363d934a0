"""The blueprint of programmes, and what every template may ask about one."""

from typing import Any

from flask import Blueprint, current_app, url_for
from flask_babel import gettext as _

from mentormatch.base.access import Permission, may
from mentormatch.programmes import queries
from mentormatch.programmes.models import CLOSED, DRAFT, OPEN, Programme

bp = Blueprint("programmes", __name__)

STATES = {DRAFT: "neutral", OPEN: "success", CLOSED: "neutral"}


@bp.app_template_global("words")
def words(programme: Programme) -> queries.RoleWords:
    """The role words of a programme: `words(programme).singular(enrolment.role)`."""
    return queries.words(programme)


@bp.app_template_global("programme_state")
def programme_state(programme: Programme) -> tuple[str, str]:
    """A programme's state as (words, tone) for the status macro."""
    labels = {DRAFT: _("Not open yet"), OPEN: _("Open"), CLOSED: _("Closed")}
    return labels[programme.state], STATES[programme.state]


@bp.app_template_global("running_links")
def running_links(programme: Programme) -> list[dict[str, Any]]:
    """The pages with which somebody runs a programme, those that this person may open."""
    if may(Permission.RUN_PROGRAMME, programme):
        named = [
            (_("Enrolments"), "enrolments.overview", "users", _("Who's ready and who isn't yet")),
            (_("Pool"), "rounds.pool", "target", _("Who a round could match now, what's in short supply and who to "
                                                   "ask")),
            (_("Who needs help"), "signals.help_list", "life-buoy", _("Pairs that could use a word from you")),
            (_("Rounds"), "rounds.index", "shuffle", _("Create, check and publish matches")),
            (_("Topics"), "programmes.topics", "list-checks", _("What people can ask for and offer")),
            (_("Actions"), "actions.overview", "megaphone", _("What's been confirmed, and the kinds to choose from")),
            (_("Concerns"), "concerns.contacts", "life-buoy", _("Who hears when something's wrong")),
            (_("Criteria"), "programmes.criteria", "sliders-horizontal", _("What makes a good pair")),
            (_("Matching rules"), "programmes.rules", "shield-check", _("Pairs you never make")),
            (_("Name and dates"), "programmes.edit", "pencil", _("What the programme says about itself")),
            (_("Audit trail"), "admin.programme_audit", "history", _("What coordinators did, and when")),
        ]
    else:
        named = []
    if may(Permission.APPOINT_COORDINATORS, programme):
        named.append((_("Coordinators"), "programmes.coordinators", "user-check", _("Who runs it")))
    if may(Permission.APPOINT_AUDITORS, programme):
        named.append((_("Auditors"), "auditors.auditors", "badge-check", _("Who checks its rounds")))
    return [{"label": label, "url": url_for(endpoint, slug=programme.slug), "icon": icon, "text": text}
            for label, endpoint, icon, text in named if endpoint in current_app.view_functions]
