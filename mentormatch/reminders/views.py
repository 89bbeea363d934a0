"""Pages of how a person wants to be reminded: signed in, and by the link of a mail."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, security_log
from mentormatch.base.access import Permission, public, requires
from mentormatch.base.pages import go, handle, page
from mentormatch.base.throttle import limiter
from mentormatch.reminders import kinds, links, queries, services
from mentormatch.reminders.forms import PreferenceForm, SwitchForm

bp = Blueprint("reminders", __name__)
tries_per_network = limiter.shared_limit("120 per 15 minutes", scope="reminders-off", methods=["POST"])


@bp.route("/account/reminders", methods=["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def preferences() -> ResponseReturnValue:
    form = PreferenceForm.for_(queries.preference_of(current_user.id))
    return handle(
        form,
        lambda: services.choose(current_user, form.preference(), now=clock.now()),
        done=lambda _result: go("reminders.preferences", message=_("Saved.")),
    ) or page("reminders/preferences.html", form=form, notes={kind.slug: kind.description for kind in kinds.KINDS})


@bp.route("/reminders/<id:person_id>/<token:token>", methods=["GET", "POST"])
@public
@tries_per_network
def off(person_id: str, token: str) -> ResponseReturnValue:
    person = queries.person(person_id)
    if person is None or not links.is_genuine(person_id, token):
        security_log.write("link.refused", kind="reminders", reason="not_genuine")
        return page("reminders/dead_link.html", status=410)
    form, first = SwitchForm(), request.args.get("kind")
    return handle(
        form,
        lambda: services.switch(person, form.kind.data or None, on=form.on.data == "yes", now=clock.now()),
        done=lambda _result: go("reminders.off", person_id=person_id, token=token, kind=first,
                                message=_("Done. It takes effect now.")),
    ) or page("reminders/off.html", form=form, first=kinds.BY_SLUG.get(first or ""), kinds=kinds.KINDS,
              chosen=queries.preference_of(person_id))
