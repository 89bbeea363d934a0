"""The blueprint of rounds, and what its pages share: the frame of a round's and of a draft's page."""

from typing import Any

from flask import Blueprint, Response, current_app, request

from mentormatch.base import clock
from mentormatch.base.pages import page
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds import labels as words
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.forms import DraftForm
from mentormatch.rounds.input import pool
from mentormatch.rounds.models import Draft, Round
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.reading import flags, queries

bp = Blueprint("rounds", __name__)


def rounds_page(template: str, programme: Programme, **values: Any) -> Response:
    """A page of this feature, with what the two sides of the programme are called."""
    return page(f"rounds/{template}.html", programme=programme, round_words=words, flags=flags,
                role_words=programmes.words(programme), **values)


def round_page(of: Round, form: DraftForm) -> Response:
    return rounds_page("show", of.programme, round=of, form=form, pool=pool.counts(of.programme),
                       drafts=queries.drafts(of), outcome=queries.outcome(of),
                       table=queries.published_table(of, asked()),
                       can_take_back=publishing.can_be_taken_back(of, clock.now()))


def draft_page(template: str, of: Draft, **values: Any) -> Response:
    return rounds_page(template, of.programme, draft=of, figures=queries.figures(of), **values)


def part(template: str, **values: Any) -> Response:
    """A piece of a page, for one that is open: without the frame, and without what the frame needs."""
    return Response(current_app.jinja_env.get_template(f"rounds/{template}.html").render(round_words=words, **values))


def asked() -> queries.Asked:
    """What the address asks a table for."""
    said = request.args
    return queries.Asked(said.get("words", ""), said.get("sort", ""), said.get("direction", ""),
                         said.get("page", 1, type=int), said.get("flag", ""))


def file_name(of: Draft, file: str) -> str:
    place = [one.id for one in of.round.drafts].index(of.id) + 1
    packed = ".gz" if file == "input" and not result_files.is_rechecked(of) else ""
    return f"{of.programme.slug}-round-{of.round.number}-draft-{place}-{file}.json{packed}"


def zone() -> str:
    return current_app.config["SETTINGS"].time_zone
