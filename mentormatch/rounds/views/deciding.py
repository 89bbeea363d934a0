"""Pages of deciding: choosing people, looking at what a decision would change, taking it, undoing it."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import release, transaction
from mentormatch.base.pages import go
from mentormatch.rounds import labels
from mentormatch.rounds.decisions import candidates, looks
from mentormatch.rounds.decisions import services as deciding
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.drafts import what_if
from mentormatch.rounds.forms import DecisionForm, VersionForm
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import comparison, queries
from mentormatch.rounds.views.blueprint import bp, draft_page, own_ids, unless_sealed, zone
from mentormatch.rounds.views.computing import at_once

DEED = "<any(lock, forbid, place, swap, move):deed>"


@bp.get("/drafts/<id:draft_id>/decisions")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def decisions(draft: Draft) -> ResponseReturnValue:
    """Every decision about a draft, with its way back."""
    entries = deciding.listing(draft, reader=current_user)
    return draft_page("decisions/index", draft, entries=entries, deeds=labels.DEEDS)


@bp.get(f"/drafts/<id:draft_id>/decide/{DEED}")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def decide(draft: Draft, deed: str) -> ResponseReturnValue:
    """Choose who is meant, one person after the other; then see what the decision would change."""
    drafts.check_changeable(draft, draft.version)
    wanted = _request(deed)
    missing = deciding.missing(wanted)
    if missing:
        side, role, is_paired = missing
        choices = candidates.choices(draft, role, request.args.get("words", ""), is_paired=is_paired,
                                     own=own_ids(draft.programme))
        return draft_page("decisions/choose", draft, decision=wanted, side=side, role=role, choices=choices,
                          chosen=comparison.names_of(filter(None, (wanted.mentee, wanted.mentor))))
    return _preview_page(draft, wanted, DecisionForm())


@bp.post(f"/drafts/<id:draft_id>/decide/{DEED}")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def record(draft: Draft, deed: str) -> ResponseReturnValue:
    """Take the decision that was looked at."""
    form, wanted = DecisionForm(), _request(deed)
    if form.validate_on_submit():
        if deciding.was_taken(form.idempotency_key.data, by=current_user):
            return go("rounds.decisions", draft_id=draft.id)
        snapshot = what_if.snapshot(draft.programme, now=clock.now(), zone=zone(), fresh=True)
        with form.refusals():
            preview = deciding.preview(draft, wanted, snapshot, by=current_user)
            release()
            with transaction():
                deciding.record(draft, preview, reason=form.reason.data or "", version=form.seen_version,
                                by=current_user,
                              now=clock.now(), idempotency_key=form.idempotency_key.data)
            at_once(draft)
            flash(_("%(done)s. You can undo this.", done=labels.DONE[deed]), "success")
            return go("rounds.decisions", draft_id=draft.id)
    return _preview_page(draft, wanted, form)


@bp.post("/drafts/<id:draft_id>/undo")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def undo(draft: Draft) -> ResponseReturnValue:
    """Undo one decision, or the last one."""
    with transaction():
        deciding.undo(draft, request.form.get("decision"), version=VersionForm().seen_version, by=current_user,
                      now=clock.now())
    at_once(draft)
    flash(_("Undone. You can redo it."), "success")
    return go("rounds.decisions", draft_id=draft.id)


@bp.post("/drafts/<id:draft_id>/redo")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def redo(draft: Draft) -> ResponseReturnValue:
    """Let one undone decision hold again, or the one undone last."""
    with transaction():
        deciding.redo(draft, request.form.get("decision"), version=VersionForm().seen_version, by=current_user,
                      now=clock.now())
    at_once(draft)
    flash(_("Restored."), "success")
    return go("rounds.decisions", draft_id=draft.id)


def _request(kind: str) -> deciding.DecisionRequest:
    values = request.values
    return deciding.DecisionRequest(kind, values.get("mentee", ""), values.get("mentor", ""), values.get("other", ""))


def _preview_page(draft: Draft, wanted: deciding.DecisionRequest, form: DecisionForm) -> ResponseReturnValue:
    snapshot = what_if.snapshot(draft.programme, now=clock.now(), zone=zone())
    preview = deciding.preview(draft, wanted, snapshot, by=current_user)
    strangers = comparison.names_of(filter(None, (wanted.mentee, wanted.mentor, wanted.other)))
    form.looking_at(draft)
    looks.note(draft, current_user)
    return draft_page("decisions/preview", draft, form=form, decision=wanted, preview=preview,
                      what_if=preview.what_if, size=snapshot.problem.size, names=snapshot.names | strangers)
