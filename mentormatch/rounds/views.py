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
from mentormatch.rounds import pool, queries, services, words
from mentormatch.rounds.forms import DraftForm, EmptyForm
from mentormatch.rounds.models import COMPUTING, Draft, DraftPair, Round
from mentormatch.rounds.settings import DraftSettings

bp = Blueprint("rounds", __name__)


@bp.get("/programmes/<slug:slug>/rounds")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def index(programme: Programme) -> ResponseReturnValue:
    return _page("index", programme, rounds=queries.of_programme(programme), pool=pool.counts(programme),
                 proposed=queries.proposed_by_round(programme))


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
    return _round_page(of, DraftForm())


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
    return _round_page(of, form)


@bp.get("/drafts/<id:draft_id>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def draft(of: Draft) -> ResponseReturnValue:
    return _draft_page("draft", of, table=queries.pair_table(of, _asked()),
                       progress=words.progress(of, clock.now()))


@bp.get("/drafts/<id:draft_id>/progress")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def progress(of: Draft) -> ResponseReturnValue:
    """Asked again and again by the page of a draft that is being computed: nothing, then to load itself anew."""
    return Response(status=204, headers={} if of.state == COMPUTING else {"HX-Refresh": "true"})


@bp.get("/drafts/<id:draft_id>/left-out")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def left_out(of: Draft) -> ResponseReturnValue:
    return _draft_page("left_out", of, table=queries.left_out_table(of, _asked()),
                       reasons=words.left_out_reasons(queries.left_out_codes(of)))


@bp.get("/drafts/<id:draft_id>/pairs/<id:pair_id>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft_pair)
def draft_pair(pair: DraftPair) -> ResponseReturnValue:
    return _page("draft_pair", pair.draft.programme, pair=pair, draft=pair.draft)


@bp.get("/drafts/<id:draft_id>/certificate")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def certificate(of: Draft) -> ResponseReturnValue:
    return _draft_page("certificate", of, checks=services.recheck(of), asked=words.settings(of),
                       command=f"python -m matching verify {_file_name(of, 'input')} {_file_name(of, 'result')}")


@bp.get("/drafts/<id:draft_id>/<any(input, result):file>.json")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def download(of: Draft, file: str) -> ResponseReturnValue:
    return Response(services.file_of(of, file), mimetype="application/json",
                    headers={"Content-Disposition": f'attachment; filename="{_file_name(of, file)}"'})


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
    elif request.method == "GET":
        services.check_publishable(of)
    return _draft_page("publish", of, form=form)


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


def _page(template: str, programme: Programme, **values: Any) -> Response:
    """A page of this feature, with what the two sides of the programme are called."""
    return page(f"rounds/{template}.html", programme=programme, round_words=words,
                role_words=programmes.words(programme), **values)


def _round_page(of: Round, form: DraftForm) -> Response:
    return _page("show", of.programme, round=of, form=form, pool=pool.counts(of.programme),
                 drafts=queries.drafts(of), outcome=queries.outcome(of), table=queries.published_table(of, _asked()))


def _draft_page(template: str, of: Draft, **values: Any) -> Response:
    return _page(template, of.programme, draft=of, figures=queries.figures(of), **values)


def _asked() -> queries.Asked:
    """What the address asks a table for."""
    said = request.args
    return queries.Asked(said.get("words", ""), said.get("sort", ""), said.get("direction", ""),
                         said.get("page", 1, type=int))


def _file_name(of: Draft, file: str) -> str:
    place = [one.id for one in of.round.drafts].index(of.id) + 1
    return f"{of.programme.slug}-round-{of.round.number}-draft-{place}-{file}.json"


def _zone() -> str:
    return current_app.config["SETTINGS"].time_zone
