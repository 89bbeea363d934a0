"""The blueprint of rounds, and what its pages share: the frame of a round's and of a draft's page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.pages import page
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds import labels
from mentormatch.rounds.drafts import result_files, sealing
from mentormatch.rounds.forms import DraftForm
from mentormatch.rounds.input import pool
from mentormatch.rounds.models import Draft, Round
from mentormatch.rounds.publishing import group_figures
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.reading import flags, own_rows, queries

bp = Blueprint("rounds", __name__)


def unless_sealed(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Refuse a view of a draft while coordinators see counts of it only; under `requires`. Raises DraftIsSealed.

    Of someone in such a draft there is no page at all: `queries.draft_pair` and `draft_left_out` don't find them.
    """
    @wraps(view)
    def checked(draft: Draft, **values: Any) -> ResponseReturnValue:
        sealing.check_open(draft)
        return view(draft, **values)
    return checked


def rounds_page(template: str, programme: Programme, **values: Any) -> Response:
    """A page of this feature, with what the two sides of the programme are called."""
    return page(f"rounds/{template}.html", programme=programme, labels=labels, flags=flags,
                role_words=programmes.words(programme), **values)


def round_page(round_: Round, form: DraftForm) -> Response:
    return rounds_page("show", round_.programme, round=round_, form=form, pool=pool.counts(round_.programme),
                       drafts=queries.drafts(round_), outcome=queries.outcome(round_),
                       table=queries.published_table(round_, table_query()),
                       way_back=publishing.way_back(round_, clock.now()),
                       figures=group_figures.published_figures(round_, clock.now()))


def draft_page(template: str, draft: Draft, **values: Any) -> Response:
    return rounds_page(template, draft.programme, draft=draft, figures=queries.figures(draft),
                       takes_part=bool(own_ids(draft.programme)), **values)


def own_ids(programme: Programme) -> frozenset[str]:
    """The reader's own enrolments, whose rows aren't shown to them here."""
    return own_rows.enrolment_ids(programme, current_user)


def part(template: str, **values: Any) -> Response:
    """A piece of a page, for one that is open: without the frame, and without what the frame needs."""
    return Response(current_app.jinja_env.get_template(f"rounds/{template}.html").render(labels=labels, **values))


def table_query() -> queries.TableQuery:
    """What the address asks a table for."""
    arguments = request.args
    return queries.TableQuery(arguments.get("words", ""), arguments.get("sort", ""), arguments.get("direction", ""),
                         arguments.get("page", 1, type=int), arguments.get("flag", ""))


def file_name(draft: Draft, file: str) -> str:
    return f"{result_files.file_stem(draft)}-pairs.{file}"


def zone() -> str:
    return current_app.config["SETTINGS"].time_zone
