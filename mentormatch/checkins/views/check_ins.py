"""Pages of check-ins: log one, change it, answer the partner's, settle which counts, keep private notes."""

from flask.typing import ResponseReturnValue
from flask_babel import get_timezone
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.checkins import agenda, forms, next_steps, private_notes, queries, services
from mentormatch.checkins.models import CheckIn
from mentormatch.checkins.views.blueprint import bp
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair


@bp.route("/pairs/<id:pair_id>/check-ins/new", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def new(pair: Pair) -> ResponseReturnValue:
    services.check_open(pair)
    planned = agenda.planned_about(pair.id, viewer.today(), get_timezone(), clock.now())
    form = forms.LogForm.for_(pair, current_user, planned=planned, today=viewer.today(), zone=get_timezone())
    return handle(
        form,
        lambda: services.log(pair, form.account(), by=current_user, zone=get_timezone(), now=clock.now(),
                             private=form.private(), steps=form.steps(), next_on=form.next_on.data,
                             idempotency_key=form.idempotency_key.data, is_another=form.is_another),
        done=lambda _result: go("pairs.show", pair_id=pair.id, message=_("Thanks, that's logged.")),
    ) or page("checkins/new.html", form=form, pair=pair, other=pair.other_of(current_user.id).person,
              theirs=next_steps.open_steps(pair, current_user.id)[1], today=viewer.today())


@bp.route("/check-ins/<id:check_in_id>/edit", methods=["GET", "POST"])
@requires(Permission.CHANGE_CHECK_IN, on=queries.by_id)
def edit(check_in: CheckIn) -> ResponseReturnValue:
    services.check_unanswered(check_in)
    form = forms.AmendForm.for_(check_in, current_user)
    return handle(
        form,
        lambda: services.amend(check_in, form.account(), by=current_user, zone=get_timezone(), now=clock.now(),
                               next_on=form.next_on.data),
        done=lambda _result: go("pairs.show", pair_id=check_in.pair_id, message=_("Changes saved.")),
    ) or page("checkins/edit.html", form=form, check_in=check_in, today=viewer.today())


@bp.route("/check-ins/<id:check_in_id>/answer", methods=["GET", "POST"])
@requires(Permission.ANSWER_CHECK_IN, on=queries.by_id)
def answer(check_in: CheckIn) -> ResponseReturnValue:
    form = forms.CheckInAnswerForm.for_(check_in, current_user)
    return handle(
        form,
        lambda: services.correct(check_in, form.account(), by=current_user, version=form.version.data or 0,
                                 zone=get_timezone(), now=clock.now()),
        done=lambda _result: go(
            "pairs.show", pair_id=check_in.pair_id,
            message=_("We've added your version next to %(name)s's.", name=check_in.author.first_name)),
    ) or page("checkins/answer.html", form=form, check_in=check_in, today=viewer.today())


@bp.post("/check-ins/<id:check_in_id>/confirm")
@requires(Permission.ANSWER_CHECK_IN, on=queries.by_id)
def confirm(check_in: CheckIn) -> ResponseReturnValue:
    form = forms.ConfirmCheckInForm()
    with transaction():
        services.confirm(check_in, by=current_user, version=form.version.data or 0, now=clock.now())
    return go("pairs.show", pair_id=check_in.pair_id, message=_("Confirmed, thank you."))


@bp.post("/check-ins/<id:check_in_id>/settle")
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def settle(check_in: CheckIn) -> ResponseReturnValue:
    form = forms.SettleForm()
    with transaction():
        services.settle(check_in, by=current_user, seen_fingerprint=form.fingerprint.data or "", now=clock.now())
    return go(
        "pairs.show", pair_id=check_in.pair_id,
        message=_("You've agreed which version counts. You can still see both."))


@bp.route("/check-ins/<id:check_in_id>/note", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def note(check_in: CheckIn) -> ResponseReturnValue:
    form = forms.PrivateEntryForm.for_(check_in, current_user)
    return handle(
        form,
        lambda: private_notes.save(check_in, form.private(), by=current_user, now=clock.now()),
        done=lambda _result: go("pairs.show", pair_id=check_in.pair_id, message=_("Saved. Only you can see it.")),
    ) or page("checkins/note.html", form=form, check_in=check_in)
