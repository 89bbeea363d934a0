"""Joining a programme: choosing a role, the task list, the check, and pausing or leaving."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.enrolments import membership, queries, services, steps
from mentormatch.enrolments.charter import CHARTER
from mentormatch.enrolments.forms import RoleForm
from mentormatch.enrolments.models import Enrolment
from mentormatch.enrolments.views.blueprint import bp
from mentormatch.enrolments.views.labels import profile_rows
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme


@bp.route("/programmes/<slug:slug>/enrol", methods=["GET", "POST"])
@requires(Permission.SEE_PROGRAMME, on=programmes.by_slug)
def enrol(programme: Programme) -> ResponseReturnValue:
    """Choose a role; what it asks stands beside it."""
    mine = queries.in_programme(programme.id, current_user.id)
    roles = queries.open_roles(programme, mine, viewer.today())
    form = RoleForm.for_(programme, roles, role=request.args.get("role"))
    return handle(
        form,
        lambda: services.start(current_user, programme, role=form.role.data, now=clock.now()),
        done=lambda enrolment: go("enrolments.show", enrolment_id=enrolment.id),
    ) or page("enrolments/enrol.html", form=form, programme=programme, roles=roles, mine=mine,
              role_of=programmes.role_of)


@bp.get("/enrolments/<id:enrolment_id>")
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def show(enrolment: Enrolment) -> ResponseReturnValue:
    """The task list of an enrolment."""
    return page("enrolments/show.html", enrolment=enrolment, steps=steps.all_steps(enrolment),
                missing=steps.missing(enrolment), grace_until=membership.grace_until(enrolment, clock.now()))


@bp.get("/enrolments/<id:enrolment_id>/check")
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def check(enrolment: Enrolment) -> ResponseReturnValue:
    """All answers at a glance, each with a link that changes it."""
    return page("enrolments/check.html", enrolment=enrolment, rows=profile_rows(enrolment),
                missing=steps.missing(enrolment), charter=CHARTER)


@bp.post("/enrolments/<id:enrolment_id>/finish")
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def finish(enrolment: Enrolment) -> ResponseReturnValue:
    """Say that one is ready."""
    with transaction():
        services.finish(enrolment, now=clock.now())
    flash(_("You're in!"), "success")
    return go("enrolments.show", enrolment_id=enrolment.id)


@bp.post("/enrolments/<id:enrolment_id>/pause")
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def pause(enrolment: Enrolment) -> ResponseReturnValue:
    """Keep out of rounds for a while."""
    with transaction():
        membership.pause(enrolment, now=clock.now())
    flash(_("You've paused. Resume whenever you like."), "success")
    return go("enrolments.show", enrolment_id=enrolment.id)


@bp.post("/enrolments/<id:enrolment_id>/resume")
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def resume(enrolment: Enrolment) -> ResponseReturnValue:
    """End a pause."""
    with transaction():
        membership.resume(enrolment, now=clock.now())
    flash(_("Welcome back."), "success")
    return go("enrolments.show", enrolment_id=enrolment.id)


@bp.post("/enrolments/<id:enrolment_id>/return")
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def come_back(enrolment: Enrolment) -> ResponseReturnValue:
    """Take a withdrawn enrolment up again: within the grace with everything there was, later with its answers alone."""
    now = clock.now()
    is_as_before = membership.is_in_grace(enrolment, now)
    with transaction():
        if is_as_before:
            membership.take_back_withdrawal(enrolment, now=now)
        else:
            services.start(current_user, enrolment.programme, role=enrolment.role, now=now)
    flash(_("Welcome back. Everything is as you left it.") if is_as_before else
          _("Welcome back. Your answers are still here. Check them, then tell us you're ready."), "success")
    return go("enrolments.show", enrolment_id=enrolment.id)
