"""Pages of keeping drafts: side by side, copied, renamed, discarded and taken back."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.forms import EmptyForm, NameForm
from mentormatch.rounds.models import Draft, Round
from mentormatch.rounds.reading import comparison, queries
from mentormatch.rounds.views.blueprint import bp, draft_page, own_ids, rounds_page
from mentormatch.rounds.views.computing import at_once


@bp.get("/programmes/<slug:slug>/rounds/<int:number>/compare")
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def compare(round_: Round) -> ResponseReturnValue:
    """Two or three drafts side by side, person by person."""
    arguments = request.args
    shown = comparison.side_by_side(round_, ",".join(arguments.getlist("drafts")), kind=arguments.get("kind", ""),
                                   page=arguments.get("page", 1, type=int), own=own_ids(round_.programme))
    return rounds_page("drafts/compare", round_.programme, round=round_, shown=shown, drafts=queries.drafts(round_))


@bp.post("/drafts/<id:draft_id>/copy")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def copy(draft: Draft) -> ResponseReturnValue:
    """Another draft with the same settings and decisions."""
    with transaction():
        created = drafts.copy(draft, by=current_user, now=clock.now(), idempotency_key=EmptyForm().idempotency_key.data)
    at_once(created)
    flash(_("Copied with its settings and decisions."), "success")
    return go("rounds.draft", draft_id=created.id)


@bp.route("/drafts/<id:draft_id>/name", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def rename(draft: Draft) -> ResponseReturnValue:
    """Give a draft a name of its own."""
    form = NameForm(data={"name": draft.name})
    if form.validate_on_submit():
        with transaction():
            drafts.rename(draft, form.name.data, by=current_user, now=clock.now())
        return go("rounds.draft", draft_id=draft.id)
    return draft_page("drafts/rename", draft, form=form)


@bp.post("/drafts/<id:draft_id>/discard")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def discard_draft(draft: Draft) -> ResponseReturnValue:
    """Put a draft aside."""
    with transaction():
        drafts.discard(draft, by=current_user, now=clock.now())
    flash(_("%(draft)s has been discarded. You can restore it below.", draft=draft.name), "info")
    return go("rounds.show", slug=draft.programme.slug, number=draft.round.number)


@bp.post("/drafts/<id:draft_id>/restore")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def restore_draft(draft: Draft) -> ResponseReturnValue:
    """Bring a discarded draft back."""
    with transaction():
        drafts.take_back(draft, by=current_user, now=clock.now())
    flash(_("%(draft)s has been restored.", draft=draft.name), "success")
    return go("rounds.draft", draft_id=draft.id)
