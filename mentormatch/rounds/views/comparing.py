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
from mentormatch.rounds.reading import comparison as comparing
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, draft_page, rounds_page
from mentormatch.rounds.views.computing import at_once


@bp.get("/programmes/<slug:slug>/rounds/<int:number>/compare")
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def compare(of: Round) -> ResponseReturnValue:
    """Two or three drafts side by side, person by person."""
    asked = request.args
    shown = comparing.side_by_side(of, ",".join(asked.getlist("drafts")), kind=asked.get("kind", ""),
                                   page=asked.get("page", 1, type=int))
    return rounds_page("drafts/compare", of.programme, round=of, shown=shown, drafts=queries.drafts(of))


@bp.post("/drafts/<id:draft_id>/copy")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def copy(of: Draft) -> ResponseReturnValue:
    """Another draft with the same settings and decisions."""
    with transaction():
        made = drafts.copy(of, by=current_user, now=clock.now(), idempotency_key=EmptyForm().idempotency_key.data)
    at_once(made)
    flash(_("Copied with its settings and decisions."), "success")
    return go("rounds.draft", draft_id=made.id)


@bp.route("/drafts/<id:draft_id>/name", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def rename(of: Draft) -> ResponseReturnValue:
    """Give a draft a name of its own."""
    form = NameForm(data={"name": of.name})
    if form.validate_on_submit():
        with transaction():
            drafts.rename(of, form.name.data, by=current_user, now=clock.now())
        return go("rounds.draft", draft_id=of.id)
    return draft_page("drafts/rename", of, form=form)


@bp.post("/drafts/<id:draft_id>/discard")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def discard_draft(of: Draft) -> ResponseReturnValue:
    """Put a draft aside."""
    with transaction():
        drafts.discard(of, by=current_user, now=clock.now())
    flash(_("%(draft)s is discarded. You can take it back below.", draft=of.name), "info")
    return go("rounds.show", slug=of.programme.slug, number=of.round.number)


@bp.post("/drafts/<id:draft_id>/restore")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def restore_draft(of: Draft) -> ResponseReturnValue:
    """Bring a discarded draft back."""
    with transaction():
        drafts.take_back(of, by=current_user, now=clock.now())
    flash(_("%(draft)s is back as it was.", draft=of.name), "success")
    return go("rounds.draft", draft_id=of.id)
