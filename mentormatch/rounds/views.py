"""Pages of rounds: the rounds of a programme, the workbench of one, a draft with its pairs and proof."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, page
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds import queries, services, words
from mentormatch.rounds.forms import DraftForm, EmptyForm
from mentormatch.rounds.models import Draft, DraftPair, Round
from mentormatch.rounds.settings import OBJECTIVES, DraftSettings

bp = Blueprint("rounds", __name__)


def _zone() -> str:
    return current_app.config["SETTINGS"].time_zone


def _page(template: str, programme: Programme, **values: Any) -> Response:
    """A page of this feature, with what the two sides of the programme are called."""
    return page(f"rounds/{template}.html", programme=programme, round_words=words,
                role_words=programmes.words(programme), **values)


@bp.get("/programmes/<slug:slug>/rounds")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def index(programme: Programme) -> ResponseReturnValue:
    return _page("index", programme, rounds=queries.of_programme(programme),
                pool=queries.pool_counts(programme))


@bp.post("/programmes/<slug:slug>/rounds")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def open_round(programme: Programme) -> ResponseReturnValue:
    with transaction():
        opened = services.open_round(programme, by=current_user, now=clock.now())
    flash(_("Round %(number)d is open.", number=opened.number), "success")
    return go("rounds.show", slug=programme.slug, number=opened.number)


@bp.get("/programmes/<slug:slug>/rounds/<int:number>")
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def show(of: Round) -> ResponseReturnValue:
    return _page("show", of.programme, round=of, form=DraftForm(), objectives=OBJECTIVES,
                pool=queries.pool_counts(of.programme), drafts=queries.drafts(of), pairs=queries.published_pairs(of))


@bp.post("/programmes/<slug:slug>/rounds/<int:number>/drafts")
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def request_draft(of: Round) -> ResponseReturnValue:
    form = DraftForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                settings = DraftSettings.of_programme(of.programme, objective=form.objective.data)
                draft = services.request_draft(of, settings, by=current_user, now=clock.now(), once=form.once.data)
            return go("rounds.draft", draft_id=draft.id)
    return _page("show", of.programme, round=of, form=form, objectives=OBJECTIVES,
                pool=queries.pool_counts(of.programme), drafts=queries.drafts(of))


@bp.get("/drafts/<id:draft_id>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def draft(of: Draft) -> ResponseReturnValue:
    table = queries.pair_table(
        of, words=request.args.get("words", ""), sort=request.args.get("sort", ""),
        direction=request.args.get("direction", ""), page=request.args.get("page", 1, type=int))
    return _page("draft", of.programme, draft=of, table=table,
                figures=queries.figures(of), settings=DraftSettings.from_json(of.settings))


@bp.get("/drafts/<id:draft_id>/left-out")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def left_out(of: Draft) -> ResponseReturnValue:
    return _page("left_out", of.programme, draft=of, left_out=queries.left_out(of),
                figures=queries.figures(of))


@bp.get("/drafts/<id:draft_id>/pairs/<id:pair_id>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft_pair)
def draft_pair(pair: DraftPair) -> ResponseReturnValue:
    return _page("draft_pair", pair.draft.programme, pair=pair, draft=pair.draft)


@bp.get("/drafts/<id:draft_id>/certificate")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def certificate(of: Draft) -> ResponseReturnValue:
    return _page("certificate", of.programme, draft=of, checks=services.recheck(of),
                figures=queries.figures(of), settings=DraftSettings.from_json(of.settings))


@bp.get("/drafts/<id:draft_id>/<any(input, result):file>.json")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def download(of: Draft, file: str) -> ResponseReturnValue:
    name = f"{of.programme.slug}-round-{of.round.number}-{file}.json"
    return Response(services.file_of(of, file), mimetype="application/json",
                    headers={"Content-Disposition": f'attachment; filename="{name}"'})


@bp.route("/drafts/<id:draft_id>/publish", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def publish(of: Draft) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                published = services.publish(of, by=current_user, now=clock.now(), zone=_zone())
            flash(_("Round %(number)d is published. Both sides of every pair have a mail on its way.",
                    number=published.number), "success")
            return go("rounds.show", slug=of.programme.slug, number=published.number)
    return _page("publish", of.programme, form=form, draft=of, figures=queries.figures(of))


@bp.route("/programmes/<slug:slug>/rounds/<int:number>/discard", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def discard(of: Round) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.discard(of, by=current_user, now=clock.now())
            flash(_("Round %(number)d is discarded. Nobody was told anything.", number=of.number), "info")
            return go("rounds.index", slug=of.programme.slug)
    return _page("discard", of.programme, form=form, round=of)
