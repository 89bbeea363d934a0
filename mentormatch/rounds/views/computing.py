"""Pages of computing: asking for a draft with settings of its own, trying others out, keeping, cancelling."""

from flask import Response, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds import tasks
from mentormatch.rounds.decisions import waivers
from mentormatch.rounds.drafts import sealing, what_if
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.forms import SettingsFormBase, VersionForm, WaivableForm, settings_form
from mentormatch.rounds.input import pool
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import COMPUTING, Draft, Round
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, draft_page, own_ids, part, rounds_page, unless_sealed, zone


@bp.route("/programmes/<slug:slug>/rounds/<int:number>/drafts/new", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def new_draft(round_: Round) -> ResponseReturnValue:
    """A draft with settings of its own."""
    usual = DraftSettings.of_programme(round_.programme)
    form = settings_form(usual)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                created = drafts.request_draft(round_, form.settings(usual), by=current_user, now=clock.now(),
                                              idempotency_key=form.idempotency_key.data)
            return go("rounds.draft", draft_id=created.id)
    return rounds_page("drafts/new", round_.programme, round=round_, form=form,
                       claims=waivers.first_in_line(round_.programme, own=own_ids(round_.programme)))


@bp.route("/drafts/<id:draft_id>/try", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def try_settings(draft: Draft) -> ResponseReturnValue:
    """What would change under other settings, as they are moved; they can be kept as a new draft."""
    sealing.check_trial(draft)
    before = DraftSettings.from_json(draft.settings)
    form = settings_form(before)
    is_fine = form.validate_on_submit()
    if is_fine and request.form.get("then") == "keep":
        with form.refusals():
            return _keep_as_draft(draft, form.settings(before), form)
    if request.headers.get("HX-Request"):
        return part("drafts/_what_if", draft=draft, role_words=programmes.words(draft.programme),
                    **_what_if(draft, form, before, is_fine))
    claims = waivers.first_in_line(draft.programme, own=own_ids(draft.programme))
    return draft_page("drafts/try", draft, form=form, claims=claims, **_what_if(draft, form, before, is_fine))


@bp.post("/drafts/<id:draft_id>/recompute")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def recompute(draft: Draft) -> ResponseReturnValue:
    """Compute a draft again from the people as they are now."""
    with transaction():
        drafts.recompute(draft, by=current_user, now=clock.now(), seen_version=VersionForm().seen_version)
    at_once(draft)
    return go("rounds.draft", draft_id=draft.id)


@bp.post("/drafts/<id:draft_id>/cancel")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def cancel(draft: Draft) -> ResponseReturnValue:
    """Stop a computation."""
    with transaction():
        drafts.cancel(draft, by=current_user, now=clock.now())
    flash(_("Cancelled. Nothing was lost: you can calculate it again."), "info")
    return go("rounds.draft", draft_id=draft.id)


@bp.get("/drafts/<id:draft_id>/progress")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def progress(draft: Draft) -> ResponseReturnValue:
    """How far a computation has come, polled by the open page of a draft, which loads again once that is done."""
    if draft.state != COMPUTING:
        return Response(status=204, headers={"HX-Refresh": "true"})
    return part("drafts/_progress", draft=draft, now=clock.now())


@bp.get("/drafts/<id:draft_id>/version")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def version(draft: Draft) -> ResponseReturnValue:
    """Nothing, or that someone else has changed the draft, polled by an open page of it."""
    if request.args.get("seen", type=int) == draft.version:
        return Response(status=204)
    return part("drafts/_changed_notice", draft=draft, name=drafts.changed_by(draft))


@bp.route("/programmes/<slug:slug>/rounds/waivable-rules", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def waivable_rules(programme: Programme) -> ResponseReturnValue:
    """Which hard rules a coordinator may set aside for a single pair, with a reason."""
    form = WaivableForm(data={"rules": programme.waivable_rules})
    if form.validate_on_submit():
        with transaction():
            waivers.allow(programme, form.rules.data, by=current_user, now=clock.now())
        flash(_("Saved. You'll be asked for a reason each time a rule is set aside."), "success")
        return go("rounds.index", slug=programme.slug)
    return rounds_page("decisions/waivable_rules", programme, form=form)


def at_once(draft: Draft) -> None:
    """Compute a draft while the coordinator waits, where that takes a moment; a worker does the large ones."""
    if pool.counts(draft.programme).mentees <= what_if.AT_ONCE:
        tasks.compute(draft.id)


def _keep_as_draft(draft: Draft, settings: DraftSettings, form: SettingsFormBase) -> ResponseReturnValue:
    with transaction():
        created = drafts.request_draft(draft.round, settings, by=current_user, now=clock.now(),
                                      idempotency_key=form.idempotency_key.data, like=draft)
    at_once(created)
    return go("rounds.draft", draft_id=created.id)


def _what_if(draft: Draft, form: SettingsFormBase, before: DraftSettings, is_fine: bool) -> dict[str, object]:
    """What the part of the page needs that says what would change."""
    snapshot = what_if.snapshot(draft.programme, now=clock.now(), zone=zone())
    settings = form.settings(before) if is_fine else before
    effect = (what_if.compare(draft, snapshot, settings, own=own_ids(draft.programme))
              if snapshot.is_small and not form.errors else None)
    return {"what_if": effect, "size": snapshot.problem.size, "is_wrong": bool(form.errors)}
