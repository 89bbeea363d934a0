"""Seeing programmes: the list, and a programme's own page. They show who takes part, so they stand up here."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.base import viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.pages import page
from mentormatch.enrolments import queries
from mentormatch.programmes import criteria, rules
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.programmes.views.blueprint import bp


@bp.get("/programmes")
@requires(Permission.USE_OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    """The programmes somebody may see."""
    today = viewer.today()
    return page("programmes/index.html", listing=queries.listing(current_user, today), kind_of=programmes.kind_of)


@bp.get("/programmes/<slug:slug>")
@requires(Permission.SEE_PROGRAMME, on=programmes.by_slug)
def show(programme: Programme) -> ResponseReturnValue:
    """What a programme is, what it asks, how it pairs, and how far one is in it."""
    today = viewer.today()
    mine = queries.in_programme(programme.id, current_user.id)
    return page("programmes/show.html", programme=programme, kind=programmes.kind_of(programme), mine=mine,
                roles=queries.open_roles(programme, mine, today), role_of=programmes.role_of,
                enrols=programme.enrols_on(today), is_overrun=programme.is_overrun_on(today),
                counts=queries.counts(programme.id), weighed=criteria.weighed(programme),
                musts=criteria.musts(programme), never=rules.in_words(programme))
