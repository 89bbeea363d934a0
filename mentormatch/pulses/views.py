"""Pages of pulses: whether the two fit, the short scale now and then, and the reader's own answers over time."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.pairs import queries as pairs
from mentormatch.pairs import services as pairing
from mentormatch.pairs.forms import CloseForm
from mentormatch.pairs.models import Pair
from mentormatch.pulses import chart, forms, queries, services
from mentormatch.pulses.models import NOT_GOOD, Pulse
from mentormatch.pulses.scale import AREAS

bp = Blueprint("pulses", __name__)


@bp.route("/pairs/<id:pair_id>/fit-check", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def fit_check(pair: Pair) -> ResponseReturnValue:
    """How it fits, asked once after the first meetings; the answer can be changed."""
    services.check_fit(pair)
    form = forms.FitForm.for_(queries.fit_check(pair.id, current_user.id))
    return handle(
        form,
        lambda: services.say_fit(pair, form.answer.data or "", by=current_user, now=clock.now(),
                                 may_tell=form.may_tell.data),
        done=lambda fit: (
            go("pulses.rematch", pair_id=pair.id) if fit.answer == NOT_GOOD else
            go("pairs.show", pair_id=pair.id, message=_("Thank you. Only you can see this."))),
    ) or page("pulses/fit_check.html", form=form, pair=pair, other=pair.other_of(current_user.id).person)


@bp.route("/pairs/<id:pair_id>/rematch", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def rematch(pair: Pair) -> ResponseReturnValue:
    """End the pair kindly and be proposed to someone else in the next round; or carry on with it."""
    services.check_fit(pair)
    form, is_hers = CloseForm(), not pair.side_of(current_user.id).is_mentor
    return handle(
        form,
        lambda: pairing.end(pair, by=current_user, now=clock.now()),
        done=lambda _result: go("pairs.index", message=_after_rematch(is_hers)),
    ) or page("pulses/rematch.html", form=form, pair=pair, other=pair.other_of(current_user.id).person,
              is_hers=is_hers)


@bp.route("/pulses/<id:pulse_id>", methods=["GET", "POST"])
@requires(Permission.ANSWER_PULSE, on=queries.by_id)
def pulse(pulse: Pulse) -> ResponseReturnValue:
    """The eight sentences."""
    if not queries.is_open(pulse, clock.now()):
        return go("pulses.own", pair_id=pulse.pair_id)
    form = forms.PulseForm.for_(pulse)
    return handle(
        form,
        lambda: services.answer(pulse, form.answers(), by=current_user, now=clock.now(),
                                may_tell=form.may_tell.data),
        done=lambda _result: go(
            "pulses.own", pair_id=pulse.pair_id,
            message=_("Thank you. These answers are yours. No one else can see them.")),
    ) or page("pulses/pulse.html", form=form, pulse=pulse, pair=pulse.pair)


@bp.post("/pulses/<id:pulse_id>/skip")
@requires(Permission.ANSWER_PULSE, on=queries.by_id)
def skip(pulse: Pulse) -> ResponseReturnValue:
    """Not this time."""
    with transaction():
        services.skip(pulse, by=current_user, now=clock.now())
    return go("pairs.show", pair_id=pulse.pair_id, message=_("Skipped. That's fine, and no one is told."))


@bp.get("/pairs/<id:pair_id>/pulses")
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def own(pair: Pair) -> ResponseReturnValue:
    """The reader's own answers over time."""
    points = chart.points_for(queries.own(pair.id, current_user.id))
    return page("pulses/own.html", pair=pair, other=pair.other_of(current_user.id).person, points=points,
                line=chart.line(points), areas=AREAS, mean_words=chart.mean_words,
                width=chart.WIDTH, height=chart.HEIGHT,
                fit=queries.fit_check(pair.id, current_user.id),
                asked=queries.open_in_pair(pair.id, current_user.id, clock.now()))


def _after_rematch(is_mentee: bool) -> str:
    if is_mentee:
        return _("Your match has ended, without a reason. You'll be among the first to be matched in the next round.")
    return _("Your match has ended, without a reason. You'll have room for someone new in the next matching round.")
