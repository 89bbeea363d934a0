"""Pages that explain a draft: one pair, who is left out and why, the certificate, its fairness, its picture."""

from flask.typing import ResponseReturnValue

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.people import self_descriptions
from mentormatch.rounds import labels as words
from mentormatch.rounds.drafts import chart as picture
from mentormatch.rounds.drafts import explanation as explaining
from mentormatch.rounds.drafts import fairness, result_files
from mentormatch.rounds.models import Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.reading import placements as outcomes
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views import sentences as telling
from mentormatch.rounds.views.blueprint import asked, bp, draft_page, file_name, rounds_page, zone


@bp.get("/drafts/<id:draft_id>/pairs/<id:pair_id>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft_pair)
def draft_pair(pair: DraftPair) -> ResponseReturnValue:
    return rounds_page("drafts/pair", pair.programme, pair=pair, draft=pair.draft, telling=telling,
                       answers=explaining.of_pair(pair))


@bp.get("/drafts/<id:draft_id>/left-out")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def left_out(of: Draft) -> ResponseReturnValue:
    return draft_page("drafts/left_out", of, table=queries.left_out_table(of, asked()),
                      reasons=words.left_out_reasons(queries.left_out_codes(of)))


@bp.get("/drafts/<id:draft_id>/left-out/<id:mentee_id>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft_left_out)
def left_out_one(left: DraftLeftOut) -> ResponseReturnValue:
    return rounds_page("drafts/left_out_person", left.programme, left=left, draft=left.draft, telling=telling,
                       competition=explaining.competition(left),
                       changes=explaining.changes_for(left, now=clock.now(), zone=zone()))


@bp.get("/drafts/<id:draft_id>/left-out/<id:mentee_id>/changes")
@requires(Permission.RUN_PROGRAMME, on=queries.draft_left_out)
def smallest_changes(left: DraftLeftOut) -> ResponseReturnValue:
    """The piece of a page that says what would place somebody."""
    return rounds_page("drafts/_placing_changes", left.programme, left=left, telling=telling,
                       changes=explaining.changes_for(left, now=clock.now(), zone=zone()))


@bp.get("/drafts/<id:draft_id>/certificate")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def certificate(of: Draft) -> ResponseReturnValue:
    """Everything is checked again each time this is looked at, unless that takes too long to wait."""
    checks = result_files.recheck(of)
    return draft_page("drafts/certificate", of, checks=checks, asked=words.settings(of), checked_at=clock.now(),
                      bounds=telling.bounds(checks), is_rechecked=result_files.is_rechecked(of),
                      command=f"python -m matching verify {file_name(of, 'input')} {file_name(of, 'result')}")


@bp.get("/drafts/<id:draft_id>/fairness")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def draft_fairness(of: Draft) -> ResponseReturnValue:
    return draft_page("drafts/fairness", of, report=fairness.of(of), telling=telling,
                      group_names=self_descriptions.GROUPS)


@bp.get("/drafts/<id:draft_id>/picture")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def draft_picture(of: Draft) -> ResponseReturnValue:
    return draft_page("drafts/chart", of, picture=picture.of(outcomes.of(of)), telling=telling)
