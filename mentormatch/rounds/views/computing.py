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
from mentormatch.rounds.decisions import waivers as waiving
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.drafts import what_if as trying
from mentormatch.rounds.forms import SettingsFormBase, VersionForm, WaivableForm, settings_form
from mentormatch.rounds.input import pool
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import COMPUTING, Draft, Round
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, draft_page, part, rounds_page, zone


@bp.route("/programmes/<slug:slug>/rounds/<int:number>/drafts/new", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def new_draft(of: Round) -> ResponseReturnValue:
    """A draft with settings of its own."""
    usual = DraftSettings.of_programme(of.programme)
    form = settings_form(usual)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                made = drafts.request_draft(of, form.settings(usual), by=current_user, now=clock.now(),
                                              idempotency_key=form.idempotency_key.data)
            return go("rounds.draft", draft_id=made.id)
    return rounds_page("drafts/new", of.programme, round=of, form=form, claims=waiving.first_claims(of.programme))


@bp.route("/drafts/<id:draft_id>/try", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def try_settings(of: Draft) -> ResponseReturnValue:
    """What would change under other settings, as they are moved; they can be kept as a new draft."""
    before = DraftSettings.from_json(of.settings)
    form = settings_form(before)
    is_fine = form.validate_on_submit()
    if is_fine and request.form.get("then") == "keep":
        with form.refusals():
            return _kept(of, form.settings(before), form)
    if request.headers.get("HX-Request"):
        return part("drafts/_what_if", draft=of, role_words=programmes.words(of.programme),
                    **_tried(of, form, before, is_fine))
    return draft_page("drafts/try", of, form=form, claims=waiving.first_claims(of.programme),
                      **_tried(of, form, before, is_fine))


@bp.post("/drafts/<id:draft_id>/recompute")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def recompute(of: Draft) -> ResponseReturnValue:
    """Compute a draft again from the people as they are now."""
    with transaction():
        drafts.recompute(of, by=current_user, now=clock.now(), seen=VersionForm().seen)
    at_once(of)
    return go("rounds.draft", draft_id=of.id)


@bp.post("/drafts/<id:draft_id>/cancel")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def cancel(of: Draft) -> ResponseReturnValue:
    """Stop a computation."""
    with transaction():
        drafts.cancel(of, by=current_user, now=clock.now())
    flash(_("Cancelled. Nothing was lost: you can compute it again."), "info")
    return go("rounds.draft", draft_id=of.id)


@bp.get("/drafts/<id:draft_id>/progress")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def progress(of: Draft) -> ResponseReturnValue:
    """Asked again and again by the page of a draft that is being computed; once it is there, the page loads anew."""
    if of.state != COMPUTING:
        return Response(status=204, headers={"HX-Refresh": "true"})
    return part("drafts/_progress", draft=of, now=clock.now())


@bp.get("/drafts/<id:draft_id>/version")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def version(of: Draft) -> ResponseReturnValue:
    """Asked now and then by an open page: nothing, or that somebody else changed the draft meanwhile."""
    if request.args.get("seen", type=int) == of.version:
        return Response(status=204)
    return part("drafts/_changed_notice", draft=of, name=drafts.changed_by(of))


@bp.route("/programmes/<slug:slug>/rounds/waivable-rules", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def waivable_rules(programme: Programme) -> ResponseReturnValue:
    """Which hard rules a coordinator may set aside for a single pair, with a reason."""
    form = WaivableForm(data={"rules": programme.waivable_rules})
    if form.validate_on_submit():
        with transaction():
            waiving.allow(programme, form.rules.data, by=current_user, now=clock.now())
        flash(_("Saved. A reason is kept with every rule that is set aside."), "success")
        return go("rounds.index", slug=programme.slug)
    return rounds_page("decisions/waivable_rules", programme, form=form)


def at_once(of: Draft) -> None:
    """Compute a draft while the coordinator waits, where that takes a moment; a worker does the large ones."""
    if pool.counts(of.programme).mentees <= trying.AT_ONCE:
        tasks.compute(of.id)


def _kept(of: Draft, settings: DraftSettings, form: SettingsFormBase) -> ResponseReturnValue:
    with transaction():
        made = drafts.request_draft(of.round, settings, by=current_user, now=clock.now(),
                                      idempotency_key=form.idempotency_key.data, like=of)
    at_once(made)
    return go("rounds.draft", draft_id=made.id)


def _tried(of: Draft, form: SettingsFormBase, before: DraftSettings, is_fine: bool) -> dict[str, object]:
    """What the part of the page needs that says what would change."""
    kept = trying.people(of.programme, now=clock.now(), zone=zone())
    asked = form.settings(before) if is_fine else before
    tried = trying.against(of, kept, asked) if kept.is_small and not form.errors else None
    return {"tried": tried, "size": kept.asked.size, "is_wrong": bool(form.errors)}
