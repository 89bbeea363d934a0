"""Pages of rounds: the rounds of a programme, the workbench of one, discarding it."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds import services
from mentormatch.rounds.forms import DraftForm, EmptyForm
from mentormatch.rounds.input import pool
from mentormatch.rounds.models import Round
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, round_page, rounds_page


@bp.get("/programmes/<slug:slug>/rounds")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def index(programme: Programme) -> ResponseReturnValue:
    return rounds_page("index", programme, rounds=queries.of_programme(programme), pool=pool.counts(programme),
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
def show(round_: Round) -> ResponseReturnValue:
    return round_page(round_, DraftForm())


@bp.route("/programmes/<slug:slug>/rounds/<int:number>/discard", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def discard(round_: Round) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.discard(round_, by=current_user, now=clock.now())
            flash(_("Round %(number)d has been discarded. No one was told anything.", number=round_.number), "info")
            return go("rounds.index", slug=round_.programme.slug)
    return rounds_page("discard", round_.programme, form=form, round=round_)
