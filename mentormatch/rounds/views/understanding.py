"""Pages that explain a draft: one pair, who is left out and why, the certificate, its fairness, its picture."""

from flask.typing import ResponseReturnValue

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.rounds import labels
from mentormatch.rounds.drafts import chart, explanation, fairness, result_files
from mentormatch.rounds.models import Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.reading import queries
from mentormatch.rounds.reading.placements import placements_in
from mentormatch.rounds.views import sentences
from mentormatch.rounds.views.blueprint import bp, draft_page, own_ids, rounds_page, table_query, unless_sealed, zone


@bp.get("/drafts/<id:draft_id>/pairs/<id:pair_id>")
@requires(Permission.EXPLAIN_PLACEMENT, on=queries.draft_pair)
def draft_pair(pair: DraftPair) -> ResponseReturnValue:
    return rounds_page("drafts/pair", pair.programme, pair=pair, draft=pair.draft, sentences=sentences,
                       answers=explanation.of_pair(pair, own=own_ids(pair.programme)))


@bp.get("/drafts/<id:draft_id>/left-out")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def left_out(draft: Draft) -> ResponseReturnValue:
    own = own_ids(draft.programme)
    return draft_page("drafts/left_out", draft, table=queries.left_out_table(draft, table_query(), own=own),
                      reasons=labels.left_out_reasons(queries.left_out_codes(draft, own=own)))


@bp.get("/drafts/<id:draft_id>/left-out/<id:mentee_id>")
@requires(Permission.EXPLAIN_PLACEMENT, on=queries.draft_left_out)
def left_out_one(left: DraftLeftOut) -> ResponseReturnValue:
    own = own_ids(left.programme)
    return rounds_page("drafts/left_out_person", left.programme, left=left, draft=left.draft, sentences=sentences,
                       competition=explanation.competition(left, own=own),
                       changes=explanation.changes_for(left, now=clock.now(), zone=zone(), own=own))


@bp.get("/drafts/<id:draft_id>/left-out/<id:mentee_id>/changes")
@requires(Permission.EXPLAIN_PLACEMENT, on=queries.draft_left_out)
def smallest_changes(left: DraftLeftOut) -> ResponseReturnValue:
    """The piece of a page that says what would place someone."""
    return rounds_page("drafts/_placing_changes", left.programme, left=left, sentences=sentences,
                       changes=explanation.changes_for(left, now=clock.now(), zone=zone(),
                                                       own=own_ids(left.programme)))


@bp.get("/drafts/<id:draft_id>/certificate")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def certificate(draft: Draft) -> ResponseReturnValue:
    """Everything is checked again each time this is looked at, unless that takes too long to wait."""
    checks = result_files.recheck(draft)
    return draft_page("drafts/certificate", draft, checks=checks, asked=labels.settings(draft), checked_at=clock.now(),
                      bounds=sentences.bounds(checks), is_rechecked=result_files.is_rechecked(draft))


@bp.get("/drafts/<id:draft_id>/fairness")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def draft_fairness(draft: Draft) -> ResponseReturnValue:
    report = fairness.report(draft, own=own_ids(draft.programme))
    return draft_page("drafts/fairness", draft, report=report, sentences=sentences)


@bp.get("/drafts/<id:draft_id>/picture")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def draft_picture(draft: Draft) -> ResponseReturnValue:
    return draft_page("drafts/chart", draft, picture=chart.draw(placements_in(draft)), sentences=sentences)
