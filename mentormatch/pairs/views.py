"""Pages of pairs: mine, one pair, and what the two can do with it."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, page
from mentormatch.pairs import breaks, endings, queries, services, tasks
from mentormatch.pairs import page as pair_page
from mentormatch.pairs.forms import BreakForm, CloseForm, ReasonForm
from mentormatch.pairs.models import Pair

__all__ = ["bp", "tasks"]  # tasks is imported so that the worker knows its sweeps
bp = Blueprint("pairs", __name__)


@bp.get("/pairs")
@requires(Permission.USE_OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    return page("pairs/index.html", listed=pair_page.list_for(current_user, viewer.today()),
                in_line=pair_page.in_line(current_user))


@bp.get("/pairs/<id:pair_id>")
@requires(Permission.SEE_PAIR, on=queries.by_id)
def show(pair: Pair) -> ResponseReturnValue:
    return page("pairs/show.html", shown=pair_page.for_reader(pair, current_user, viewer.today()))


@bp.post("/pairs/<id:pair_id>/accept")
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def accept(pair: Pair) -> ResponseReturnValue:
    with transaction():
        services.accept(pair, by=current_user, now=clock.now())
    flash(_("You've accepted."), "success")
    return go("pairs.show", pair_id=pair.id)


@bp.route("/pairs/<id:pair_id>/decline", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def decline(pair: Pair) -> ResponseReturnValue:
    form = CloseForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.decline(pair, by=current_user, now=clock.now())
            flash(_("Done. There's no record of who declined. You can be matched in the next round."), "success")
            return go("pairs.index")
    return page("pairs/decline.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user))


@bp.route("/pairs/<id:pair_id>/pause", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def pause(pair: Pair) -> ResponseReturnValue:
    services.check_is_meeting(pair)
    form = BreakForm(until=pair.paused_until)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                breaks.pause(pair, by=current_user, now=clock.now(), until=form.until.data)
            flash(_("You're taking a break. Nothing is due until it's over."), "success")
            return go("pairs.show", pair_id=pair.id)
    return page("pairs/pause.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user),
                today=viewer.today())


@bp.post("/pairs/<id:pair_id>/resume")
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def resume(pair: Pair) -> ResponseReturnValue:
    with transaction():
        breaks.resume(pair, by=current_user, now=clock.now())
    flash(_("The break is over. Good to have you both back."), "success")
    return go("pairs.show", pair_id=pair.id)


@bp.route("/pairs/<id:pair_id>/end", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def end(pair: Pair) -> ResponseReturnValue:
    form = CloseForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.end(pair, by=current_user, now=clock.now())
            flash(_("Your match has ended. You can still read what you wrote on its page."), "success")
            return go("pairs.show", pair_id=pair.id)
    return page("pairs/end.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user))


@bp.route("/pairs/<id:pair_id>/ending-reason", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def ending_reason(pair: Pair) -> ResponseReturnValue:
    endings.check_is_over(pair)
    form = ReasonForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                endings.give_reason(pair, form.text.data or "", by=current_user)
            flash(_("Thank you. The coordinators can read it, without your name."), "success")
            return go("pairs.show", pair_id=pair.id)
    return page("pairs/ending_reason.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user))
