"""Pages of a draft: asking for one, and its pairs."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.rounds import labels
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.forms import DraftForm
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import READY, Draft, Round
from mentormatch.rounds.reading import flags, queries
from mentormatch.rounds.views.blueprint import bp, draft_page, own_ids, round_page, table_query


@bp.post("/programmes/<slug:slug>/rounds/<int:number>/drafts")
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def request_draft(round_: Round) -> ResponseReturnValue:
    form = DraftForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                settings = DraftSettings.of_programme(round_.programme, objective=form.objective.data)
                draft = drafts.request_draft(round_, settings, by=current_user, now=clock.now(),
                                               idempotency_key=form.idempotency_key.data)
            return go("rounds.draft", draft_id=draft.id)
    return round_page(round_, form)


@bp.get("/drafts/<id:draft_id>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def draft(draft: Draft) -> ResponseReturnValue:
    """The pairs of a draft, or counts of it where people have their first look before coordinators."""
    if draft.is_sealed and draft.state == READY:
        return draft_page("drafts/sealed", draft, look=first_looks.of_draft(draft), weak=flags.count(draft, "low"),
                          reasons=labels.left_out_reasons(queries.left_out_codes(draft)),
                          stays_closed=not first_looks.seals(draft.round))
    table = queries.pair_table(draft, table_query(), own=own_ids(draft.programme))
    return draft_page("drafts/show", draft, table=table, now=clock.now())
