"""Pages of planned meetings: plan, move or cancel one, and take it home as a file for any calendar."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.downloads import attachment
from mentormatch.base.pages import go, handle, page
from mentormatch.checkins import agenda, invites, meetings, planning_forms
from mentormatch.checkins.models import Meeting
from mentormatch.checkins.views.blueprint import bp
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair
from mentormatch.people.zones import zone_of


@bp.route("/pairs/<id:pair_id>/meetings/new", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def plan(pair: Pair) -> ResponseReturnValue:
    meetings.check_open(pair)
    form = planning_forms.PlanForm.for_(pair)
    return handle(
        form,
        lambda: meetings.plan(pair, form.plan(zone_of(current_user)), by=current_user, now=clock.now(),
                              idempotency_key=form.idempotency_key.data, is_another=form.is_another),
        done=lambda _result: go("pairs.show", pair_id=pair.id, message=_("Done. We've sent you both an invitation.")),
    ) or page("checkins/plan.html", form=form, pair=pair, other=pair.other_of(current_user.id).person,
              today=viewer.today())


@bp.route("/meetings/<id:meeting_id>/edit", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=agenda.by_id)
def move(meeting: Meeting) -> ResponseReturnValue:
    meetings.check_stands(meeting)
    form = planning_forms.MoveForm.for_(meeting, zone_of(current_user))
    return handle(
        form,
        lambda: meetings.move(meeting, form.plan(zone_of(current_user)), by=current_user,
                              sequence=form.sequence.data or 0, now=clock.now()),
        done=lambda _result: go(
            "pairs.show", pair_id=meeting.pair_id,
            message=_("Saved. If the time or place is new, we'll email you both an updated invitation.")),
    ) or page("checkins/move.html", form=form, meeting=meeting, today=viewer.today(),
              other=meeting.pair.other_of(current_user.id).person)


@bp.post("/meetings/<id:meeting_id>/cancel")
@requires(Permission.BE_IN_PAIR, on=agenda.by_id)
def cancel(meeting: Meeting) -> ResponseReturnValue:
    form = planning_forms.CancelForm()
    with transaction():
        meetings.cancel(meeting, by=current_user, sequence=form.sequence.data, now=clock.now())
    return go("pairs.show", pair_id=meeting.pair_id, message=_("Cancelled. We'll email you both."))


@bp.get("/meetings/<id:meeting_id>/invite.ics")
@requires(Permission.BE_IN_PAIR, on=agenda.by_id)
def invite(meeting: Meeting) -> ResponseReturnValue:
    return attachment(invites.written(meeting, invites.PUBLISH, now=clock.now()), "meeting.ics", "text/calendar")
