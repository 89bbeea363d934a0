"""Pages of sponsor actions: reporting one, the mentee's answer, what came of it; for coordinators what counts."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import get_timezone
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.actions import forms, parts, queries, services
from mentormatch.actions import kinds as kind_services
from mentormatch.actions.labels import OUTCOMES
from mentormatch.actions.models import Action, ActionOutcome
from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import ActionKind, Programme

bp = Blueprint("actions", __name__)


@bp.app_template_global("outcome_words")
def outcome_words(outcome: ActionOutcome) -> str:
    """What came of an action, in words."""
    return str(OUTCOMES[outcome.kind])


@bp.route("/pairs/<id:pair_id>/actions/new", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def new(pair: Pair) -> ResponseReturnValue:
    services.check_open(pair)
    is_hers = not pair.side_of(current_user.id).is_mentor
    form = forms.DeedForm.for_(pair, for_her=is_hers, today=viewer.today())
    if form.validate_on_submit() and not form.goes_back:
        if services.asks_first(pair, form.deed().kind, by=current_user) and not form.has_asked:
            return page("actions/ask_first.html", form=form, pair=pair, deed=form.deed())
        with form.refusals():
            with transaction():
                services.log(pair, form.deed(), by=current_user, zone=get_timezone(), now=clock.now(),
                             asked_her=form.has_asked, idempotency_key=form.idempotency_key.data,
                             is_another=form.is_another)
            flash(_("Logged, and it counts.") if is_hers else
                  _("Reported. It counts once %(name)s confirms it.", name=pair.mentee.person.first_name), "success")
            return go("pairs.show", pair_id=pair.id)
    return page("actions/new.html", form=form, pair=pair, is_hers=is_hers,
                other=pair.other_of(current_user.id).person, today=viewer.today())


@bp.route("/actions/<id:action_id>/edit", methods=["GET", "POST"])
@requires(Permission.CHANGE_ACTION, on=queries.by_id)
def edit(action: Action) -> ResponseReturnValue:
    services.check_changeable(action)
    form = forms.DeedForm.for_(action.pair, for_her=action.is_her_own, today=viewer.today(), action=action)
    return handle(
        form,
        lambda: services.amend(action, form.deed(), by=current_user, version=form.version.data or 0,
                               zone=get_timezone(), now=clock.now()),
        done=lambda _result: go("pairs.show", pair_id=action.pair_id, message=_("Changes saved.")),
    ) or page("actions/edit.html", form=form, action=action, today=viewer.today())


@bp.post("/actions/<id:action_id>/take-back")
@requires(Permission.CHANGE_ACTION, on=queries.by_id)
def take_back(action: Action) -> ResponseReturnValue:
    pair_id = action.pair_id
    with transaction():
        services.take_back(action, by=current_user, now=clock.now())
    return go("pairs.show", pair_id=pair_id, message=_("Withdrawn. It's gone, as if it had never been reported."))


@bp.route("/actions/<id:action_id>/answer", methods=["GET", "POST"])
@requires(Permission.ANSWER_ACTION, on=queries.by_id)
def answer(action: Action) -> ResponseReturnValue:
    form = forms.ActionAnswerForm.for_(action, queries.own_comment(action.id))
    return handle(
        form,
        lambda: services.answer(action, form.answer.data or "", by=current_user, version=form.version.data or 0,
                                now=clock.now(), text=form.text.data or "", may_tell=form.may_tell.data),
        done=lambda _result: _answered(action),
    ) or page("actions/answer.html", form=form, action=action, view=parts.view_for(action, current_user))


@bp.post("/actions/<id:action_id>/confirm")
@requires(Permission.ANSWER_ACTION, on=queries.by_id)
def confirm(action: Action) -> ResponseReturnValue:
    form = forms.ConfirmActionForm()
    with transaction():
        services.confirm(action, by=current_user, version=form.version.data or 0, now=clock.now())
    return _answered(action)


@bp.route("/actions/<id:action_id>/outcomes/new", methods=["GET", "POST"])
@requires(Permission.ANSWER_ACTION, on=queries.by_id)
def outcome(action: Action) -> ResponseReturnValue:
    form = forms.OutcomeForm.for_(OUTCOMES)
    return handle(
        form,
        lambda: services.add_outcome(action, form.kind.data or "", form.text.data or "", by=current_user,
                                     now=clock.now(), idempotency_key=form.idempotency_key.data),
        done=lambda _result: go(
            "pairs.show", pair_id=action.pair_id, message=_("Saved. If more comes of it, you can add it any time.")),
    ) or page("actions/outcome.html", form=form, action=action)


@bp.get("/programmes/<slug:slug>/actions")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def overview(programme: Programme) -> ResponseReturnValue:
    """For coordinators: what counts by kind, and what mentees chose to let them know."""
    return page("actions/overview.html", programme=programme, counts=queries.confirmed_by_kind(programme.id),
                total=queries.confirmed_count(programme_id=programme.id),
                comments=queries.shared_comments(programme.id, current_user))


def _answered(action: Action) -> ResponseReturnValue:
    if action.is_confirmed:
        flash(_("Confirmed, thank you."), "success")
        return go("actions.outcome", action_id=action.id)
    return go("pairs.show", pair_id=action.pair_id, message=_("Thanks for being honest. It won't be counted."))


@bp.get("/programmes/<slug:slug>/action-kinds")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def kinds(programme: Programme) -> ResponseReturnValue:
    """The kinds people choose from, and those no longer offered."""
    gone = [comment for comment in programme.action_kinds if not comment.is_offered]
    return page("actions/kinds.html", programme=programme, gone=gone,
                counts=queries.confirmed_by_kind(programme.id))


@bp.route("/programmes/<slug:slug>/action-kinds/new", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def new_kind(programme: Programme) -> ResponseReturnValue:
    """One more kind."""
    form = forms.KindForm()
    return handle(
        form,
        lambda: kind_services.add(programme, form.name.data or "", for_her=form.for_her.data or "",
                                  description=form.description.data or "", by=current_user, now=clock.now()),
        done=lambda _result: go(
            "actions.kinds", slug=programme.slug, message=_("People can now choose “%(name)s”.", name=form.name.data)),
    ) or page("actions/kind.html", form=form, programme=programme, kind=None)


@bp.route("/action-kinds/<id:kind_id>", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.kind)
def kind(kind: ActionKind) -> ResponseReturnValue:
    """Say a kind in other words."""
    form = forms.KindForm(obj=kind)
    return handle(
        form,
        lambda: kind_services.rename(kind, form.name.data or "", for_her=form.for_her.data or "",
                                     description=form.description.data or "", by=current_user, now=clock.now()),
        done=lambda _result: go(
            "actions.kinds", slug=kind.programme.slug,
            message=_("Saved. Earlier actions of this kind now show the new name.")),
    ) or page("actions/kind.html", form=form, programme=kind.programme, kind=kind)


@bp.post("/action-kinds/<id:kind_id>/retire")
@requires(Permission.RUN_PROGRAMME, on=queries.kind)
def retire_kind(kind: ActionKind) -> ResponseReturnValue:
    """Offer a kind no more."""
    with transaction():
        kind_services.retire(kind, by=current_user, now=clock.now())
    flash(_("“%(name)s” is no longer offered. You can bring it back at the bottom of this page.", name=kind.name),
          "success")
    return go("actions.kinds", slug=kind.programme.slug)


@bp.post("/action-kinds/<id:kind_id>/restore")
@requires(Permission.RUN_PROGRAMME, on=queries.kind)
def restore_kind(kind: ActionKind) -> ResponseReturnValue:
    """Offer a kind again."""
    with transaction():
        kind_services.restore(kind, by=current_user, now=clock.now())
    return go(
        "actions.kinds", slug=kind.programme.slug,
        message=_("People can choose “%(name)s” again.", name=kind.name))


@bp.post("/action-kinds/<id:kind_id>/move-up")
@requires(Permission.RUN_PROGRAMME, on=queries.kind)
def move_kind_up(kind: ActionKind) -> ResponseReturnValue:
    """One place up."""
    with transaction():
        kind_services.move(kind, -1, by=current_user, now=clock.now())
    return go("actions.kinds", slug=kind.programme.slug)


@bp.post("/action-kinds/<id:kind_id>/move-down")
@requires(Permission.RUN_PROGRAMME, on=queries.kind)
def move_kind_down(kind: ActionKind) -> ResponseReturnValue:
    """One place down."""
    with transaction():
        kind_services.move(kind, 1, by=current_user, now=clock.now())
    return go("actions.kinds", slug=kind.programme.slug)
