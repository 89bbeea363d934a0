"""Pages that explain a draft: one pair, who is left out and why, the certificate."""

from flask.typing import ResponseReturnValue

from mentormatch.base.access import Permission, requires
from mentormatch.rounds import queries, services, words
from mentormatch.rounds.models import Draft, DraftPair
from mentormatch.rounds.views.blueprint import asked, bp, draft_page, file_name, rounds_page


@bp.get("/drafts/<id:draft_id>/left-out")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def left_out(of: Draft) -> ResponseReturnValue:
    return draft_page("left_out", of, table=queries.left_out_table(of, asked()),
                       reasons=words.left_out_reasons(queries.left_out_codes(of)))


@bp.get("/drafts/<id:draft_id>/pairs/<id:pair_id>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft_pair)
def draft_pair(pair: DraftPair) -> ResponseReturnValue:
    return rounds_page("draft_pair", pair.draft.programme, pair=pair, draft=pair.draft)


@bp.get("/drafts/<id:draft_id>/certificate")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def certificate(of: Draft) -> ResponseReturnValue:
    return draft_page("certificate", of, checks=services.recheck(of), asked=words.settings(of),
                       command=f"python -m matching verify {file_name(of, 'input')} {file_name(of, 'result')}")
