"""Pages of deciding: choosing people, looking at what a decision would change, taking it, undoing it."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import release, transaction
from mentormatch.base.pages import go
from mentormatch.rounds import labels as words
from mentormatch.rounds.decisions import candidates as choosing
from mentormatch.rounds.decisions import services as deciding
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.drafts import what_if as trying
from mentormatch.rounds.forms import DecisionForm, VersionForm
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import comparison as comparing
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, draft_page, zone
from mentormatch.rounds.views.computing import at_once

DEED = "<any(lock, forbid, place, swap, move):deed>"


@bp.get("/drafts/<id:draft_id>/decisions")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def decisions(of: Draft) -> ResponseReturnValue:
    """Every decision about a draft, with its way back."""
    return draft_page("decisions/index", of, decided=deciding.listing(of), deeds=words.DEEDS)


@bp.get(f"/drafts/<id:draft_id>/decide/{DEED}")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def decide(of: Draft, deed: str) -> ResponseReturnValue:
    """Choose who is meant, one person after the other; then see what the decision would change."""
    drafts.check_changeable(of, of.version)
    wanted = _wanted(deed)
    missing = deciding.missing(wanted)
    if missing:
        side, role, is_paired = missing
        found = choosing.choices(of, role, request.args.get("words", ""), is_paired=is_paired)
        return draft_page("decisions/choose", of, wanted=wanted, side=side, role=role, choices=found,
                          chosen=comparing.names_of(filter(None, (wanted.mentee, wanted.mentor))))
    return _look(of, wanted, DecisionForm())


@bp.post(f"/drafts/<id:draft_id>/decide/{DEED}")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def take(of: Draft, deed: str) -> ResponseReturnValue:
    """Take the decision that was looked at."""
    form, wanted = DecisionForm(), _wanted(deed)
    if form.validate_on_submit():
        if deciding.was_taken(form.idempotency_key.data, by=current_user):
            return go("rounds.decisions", draft_id=of.id)
        kept = trying.people(of.programme, now=clock.now(), zone=zone(), fresh=True)
        with form.refusals():
            seen = deciding.look(of, wanted, kept)
            release()
            with transaction():
                deciding.take(of, seen, reason=form.reason.data or "", version=form.seen, by=current_user,
                              now=clock.now(), idempotency_key=form.idempotency_key.data)
            at_once(of)
            flash(_("%(done)s. You can undo this.", done=words.DONE[deed]), "success")
            return go("rounds.decisions", draft_id=of.id)
    return _look(of, wanted, form)


@bp.post("/drafts/<id:draft_id>/undo")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def undo(of: Draft) -> ResponseReturnValue:
    """Undo one decision, or the last one."""
    with transaction():
        deciding.undo(of, request.form.get("decision"), version=VersionForm().seen, by=current_user, now=clock.now())
    at_once(of)
    flash(_("Undone. You can redo it."), "success")
    return go("rounds.decisions", draft_id=of.id)


@bp.post("/drafts/<id:draft_id>/redo")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def redo(of: Draft) -> ResponseReturnValue:
    """Let one undone decision hold again, or the one undone last."""
    with transaction():
        deciding.redo(of, request.form.get("decision"), version=VersionForm().seen, by=current_user, now=clock.now())
    at_once(of)
    flash(_("It holds again."), "success")
    return go("rounds.decisions", draft_id=of.id)


def _wanted(kind: str) -> deciding.Wanted:
    said = request.values
    return deciding.Wanted(kind, said.get("mentee", ""), said.get("mentor", ""), said.get("other", ""))


def _look(of: Draft, wanted: deciding.Wanted, form: DecisionForm) -> ResponseReturnValue:
    kept = trying.people(of.programme, now=clock.now(), zone=zone())
    seen = deciding.look(of, wanted, kept)
    form.looking_at(of)
    return draft_page("decisions/preview", of, form=form, wanted=wanted, seen=seen, tried=seen.tried,
                      size=kept.asked.size,
                      names=kept.names | comparing.names_of(filter(None, (wanted.mentee, wanted.mentor, wanted.other))))
