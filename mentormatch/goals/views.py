"""Pages of goals and next steps."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.goals import forms, queries, services
from mentormatch.goals.models import Goal, NextStep
from mentormatch.pairs import page as pair_page
from mentormatch.pairs import queries as pairs
from mentormatch.pairs import services as pairing
from mentormatch.pairs.models import Pair

bp = Blueprint("goals", __name__)
CLOSINGS = {"reach": services.reach, "drop": services.drop, "reopen": services.reopen}


@bp.route("/pairs/<id:pair_id>/goals/new", methods=["GET", "POST"])
@requires(Permission.SPEAK_AS_MENTEE, on=pairs.by_id)
def new(pair: Pair) -> ResponseReturnValue:
    pairing.check_is_meeting(pair)
    topics = queries.topics(pair)
    chosen = next((topic for topic in topics if topic.topic_id == request.args.get("topic")), None)
    form = forms.GoalForm.for_(chosen)
    return handle(
        form,
        lambda: services.add(pair, form.words(), by=current_user, now=clock.now(),
                             idempotency_key=form.idempotency_key.data, is_another=form.is_another),
        done=lambda _result: _to(pair.id, message=_("Goal added.")),
    ) or page("goals/new.html", form=form, pair=pair, topics=topics, chosen=chosen,
              other=pair_page.other_side(pair, current_user), today=viewer.today())


@bp.route("/goals/<id:goal_id>", methods=["GET", "POST"])
@requires(Permission.SPEAK_AS_MENTEE, on=queries.by_id)
def edit(goal: Goal) -> ResponseReturnValue:
    form = forms.ChangeGoalForm.for_(goal)
    return handle(
        form,
        lambda: services.change(goal, form.words(), progress=form.progress.data or 0, by=current_user,
                                version=form.version.data or 0, now=clock.now()),
        done=lambda _result: _to(goal.pair_id, message=_("Saved.")),
    ) or page("goals/edit.html", form=form, goal=goal, pair=goal.pair,
              other=pair_page.other_side(goal.pair, current_user))


@bp.post("/goals/<id:goal_id>/<any(reach, drop, reopen):deed>")
@requires(Permission.SPEAK_AS_MENTEE, on=queries.by_id)
def close(goal: Goal, deed: str) -> ResponseReturnValue:
    with transaction():
        CLOSINGS[deed](goal, by=current_user, now=clock.now())
    messages = {"reach": _("Goal achieved. Well done!"), "drop": _("Dropped. Letting go counts too."),
                "reopen": _("Reopened.")}
    return _to(goal.pair_id, message=messages[deed])


@bp.route("/pairs/<id:pair_id>/goals/take-along", methods=["GET", "POST"])
@requires(Permission.SPEAK_AS_MENTEE, on=pairs.by_id)
def take_along(pair: Pair) -> ResponseReturnValue:
    pairing.check_is_meeting(pair)
    form = forms.CarryOverForm.for_(pair)
    return handle(
        form,
        lambda: services.take_along(pair, goal_ids=form.goals.data or (), step_ids=form.steps.data or (),
                                    by=current_user, now=clock.now()),
        done=lambda _result: _to(pair.id, message=_("Done. You've brought them with you.")),
    ) or page("goals/take_along.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user))


@bp.route("/pairs/<id:pair_id>/steps/new", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def new_step(pair: Pair) -> ResponseReturnValue:
    pairing.check_is_meeting(pair)
    form = forms.StepForm.for_(pair, current_user, goal_id=request.args.get("goal", forms.NO_GOAL),
                               today=viewer.today())
    return handle(
        form,
        lambda: services.add_step(pair, form.words(), by=current_user, now=clock.now(),
                                  idempotency_key=form.idempotency_key.data),
        done=lambda _result: _to(pair.id, message=_("Added.")),
    ) or page("goals/new_step.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user),
              today=viewer.today())


@bp.post("/next-steps/<id:step_id>/<any(done, drop, undo):deed>")
@requires(Permission.BE_IN_PAIR, on=queries.step_by_id)
def close_step(step: NextStep, deed: str) -> ResponseReturnValue:
    with transaction():
        if deed == "done":
            services.tick(step, by=current_user, now=clock.now())
        elif deed == "drop":
            services.drop_step(step, by=current_user, now=clock.now())
        else:
            services.undo_step(step, by=current_user)
    messages = {"done": _("Done."), "drop": _("Dropped."), "undo": _("Reopened.")}
    return _to(step.pair_id, message=messages[deed])


def _to(pair_id: str, *, message: str = "") -> ResponseReturnValue:
    return go("pairs.show", pair_id=pair_id, _anchor="goals", message=message)
