"""Pages of pairs: mine, one pair, and what the two can do with it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.enrolments import membership
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import breaks, endings, leaving, queries, restoration, services, tasks
from mentormatch.pairs import page as pair_page
from mentormatch.pairs.forms import BreakForm, CloseForm, ReasonForm
from mentormatch.pairs.models import Pair
from mentormatch.people.zones import zone_of

__all__ = ["bp", "tasks"]  # tasks is imported so that the worker knows its sweeps
bp = Blueprint("pairs", __name__)


@bp.get("/pairs")
@requires(Permission.USE_OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    return page("pairs/index.html", listed=pair_page.list_for(current_user, viewer.today()),
                refused=pair_page.refused_for(current_user),
                in_line=pair_page.in_line(current_user))


@bp.get("/pairs/<id:pair_id>")
@requires(Permission.SEE_PAIR, on=queries.by_id)
def show(pair: Pair) -> ResponseReturnValue:
    return page("pairs/show.html", shown=pair_page.for_reader(pair, current_user, viewer.today(), clock.now()))


@bp.post("/pairs/<id:pair_id>/accept")
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def accept(pair: Pair) -> ResponseReturnValue:
    with transaction():
        services.accept(pair, by=current_user, now=clock.now())
    return go("pairs.show", pair_id=pair.id, message=_("You've accepted."))


@bp.route("/pairs/<id:pair_id>/decline", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def decline(pair: Pair) -> ResponseReturnValue:
    form = CloseForm()
    return handle(
        form,
        lambda: services.decline(pair, by=current_user, now=clock.now()),
        done=lambda _result: go(
            "pairs.index", message=_("Done. There's no record of who declined. You can be matched in the next round.")),
    ) or page("pairs/decline.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user))


@bp.route("/pairs/<id:pair_id>/pause", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def pause(pair: Pair) -> ResponseReturnValue:
    services.check_is_meeting(pair)
    form = BreakForm.for_(pair)
    return handle(
        form,
        lambda: breaks.pause(pair, by=current_user, now=clock.now(), until=form.until.data),
        done=lambda _result: go(
            "pairs.show", pair_id=pair.id, message=_("You're taking a break. Nothing is due until it's over.")),
    ) or page("pairs/pause.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user),
              today=viewer.today())


@bp.post("/pairs/<id:pair_id>/resume")
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def resume(pair: Pair) -> ResponseReturnValue:
    with transaction():
        breaks.resume(pair, by=current_user, now=clock.now())
    return go("pairs.show", pair_id=pair.id, message=_("The break is over. Good to have you both back."))


@bp.route("/pairs/<id:pair_id>/rest", methods=["GET", "POST"])
@requires(Permission.HELP_PAIR, on=queries.by_id)
def rest(pair: Pair) -> ResponseReturnValue:
    """A coordinator puts a pair on a break; the two hear that the programme did."""
    services.check_is_meeting(pair)
    form = CloseForm()
    return handle(
        form,
        lambda: breaks.hold(pair, breaks.COORDINATORS, now=clock.now()),
        done=lambda _result: go("pairs.show", pair_id=pair.id, message=_("They're on a break.")),
    ) or page("pairs/rest.html", form=form, pair=pair)


@bp.post("/pairs/<id:pair_id>/rest/end")
@requires(Permission.HELP_PAIR, on=queries.by_id)
def end_rest(pair: Pair) -> ResponseReturnValue:
    """Let a pair go on that coordinators put on a break."""
    with transaction():
        breaks.release(pair, breaks.COORDINATORS, now=clock.now())
    return go("pairs.show", pair_id=pair.id,
              message=_("Your break for them is over. If they've taken one of their own, it goes on."))


@bp.route("/pairs/<id:pair_id>/restore", methods=["GET", "POST"])
@requires(Permission.HELP_PAIR, on=queries.by_id)
def ask_to_restore(pair: Pair) -> ResponseReturnValue:
    """A coordinator asks both whether they'd like to go on."""
    form, now = CloseForm(), clock.now()
    if request.method == "GET":
        restoration.check(pair)
    return handle(
        form,
        lambda: restoration.ask(pair, by=current_user, now=now),
        done=lambda _result: go("pairs.show", pair_id=pair.id, message=_("We've asked them both.")),
    ) or page("pairs/restore.html", form=form, pair=pair, until=now + restoration.OPEN_FOR)


@bp.post("/pairs/<id:pair_id>/restore/agree")
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def agree_to_restore(pair: Pair) -> ResponseReturnValue:
    """One of the two would like to go on."""
    with transaction():
        is_restored = restoration.agree(pair, by=current_user, now=clock.now())
    return go("pairs.show", pair_id=pair.id, message=_("Your match goes on. Good to have you both back.") if is_restored
              else _("Saved. We'll email you if you both say yes. No one is told until then."))


@bp.route("/pairs/<id:pair_id>/end", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def end(pair: Pair) -> ResponseReturnValue:
    form = CloseForm()
    return handle(
        form,
        lambda: services.end(pair, by=current_user, now=clock.now()),
        done=lambda _result: go(
            "pairs.show", pair_id=pair.id,
            message=_("Your match has ended. You can still read what you wrote on its page.")),
    ) or page("pairs/end.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user))


@bp.route("/enrolments/<id:enrolment_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=enrolments.by_id)
def leave_programme(enrolment: Enrolment) -> ResponseReturnValue:
    """Leave a programme, with a look at what ends by it."""
    form, now = CloseForm(), clock.now()
    until = (now + membership.grace()).astimezone(zone_of(current_user)).date()
    return handle(
        form,
        lambda: membership.withdraw(enrolment, now=now),
        done=lambda _result: go(
            "enrolments.show", enrolment_id=enrolment.id,
            message=_("You've left. We've kept your answers in case you come back.")),
    ) or page("pairs/leave_programme.html", form=form, enrolment=enrolment, until=until,
              pairs=leaving.of_enrolment(enrolment))


@bp.route("/pairs/<id:pair_id>/ending-reason", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def ending_reason(pair: Pair) -> ResponseReturnValue:
    endings.check_is_over(pair)
    form = ReasonForm()
    return handle(
        form,
        lambda: endings.give_reason(pair, form.text.data or "", by=current_user),
        done=lambda _result: go(
            "pairs.show", pair_id=pair.id, message=_("Thank you. The coordinators can read it, without your name.")),
    ) or page("pairs/ending_reason.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user))
