"""The page behind a mailed link: one meeting logged in half a minute, without signing in. Looking changes nothing."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentormatch.base import clock, security_log
from mentormatch.base.access import public
from mentormatch.base.pages import go, handle, page
from mentormatch.checkins import forms, log_links
from mentormatch.checkins.models import LogLink
from mentormatch.checkins.views.blueprint import bp, tries_per_network
from mentormatch.people.zones import zone_of


@bp.route("/log/<token:token>", methods=["GET", "POST"])
@public
@tries_per_network
def log_by_link(token: str) -> ResponseReturnValue:
    link, now = log_links.by_token(token), clock.now()
    if link is None or not log_links.is_alive(link, now):
        return _dead(link)
    pair = link.meeting.pair
    form = forms.MailedLogForm.for_(link)
    return handle(
        form,
        lambda: log_links.use(token, form.minutes.data or 0, form.side(), rating=form.rating(), now=now),
        done=lambda _result: go("checkins.thanks"),
    ) or page("checkins/log_by_link.html", form=form, name=pair.other_of(link.person_id).person.first_name,
              day=link.meeting.starts_at.astimezone(zone_of(link.person)).date())


@bp.get("/log/thanks")
@public
def thanks() -> ResponseReturnValue:
    return page("checkins/thanks.html")


def _dead(link: LogLink | None) -> ResponseReturnValue:
    is_answered = link is not None and log_links.is_answered(link)
    reason = "unknown" if link is None else "used" if is_answered else "expired"
    security_log.write("link.refused", kind="log_meeting", reason=reason)
    return page("checkins/dead_link.html", status=410, is_answered=is_answered,
                heading=_("This meeting has been logged") if is_answered else _("This link no longer works"))
