"""People I must not be paired with: a page for its owner alone.

The search is posted, not put into the address, so that no log, history or bookmark keeps a name.
"""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, page
from mentormatch.enrolments import queries, services, steps
from mentormatch.enrolments.forms import BoundaryForm
from mentormatch.enrolments.models import Enrolment
from mentormatch.enrolments.views.blueprint import bp
from mentormatch.enrolments.views.labels import boundary_candidates
from mentormatch.programmes import lots


@bp.route("/enrolments/<id:enrolment_id>/boundaries", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def boundaries(enrolment: Enrolment) -> ResponseReturnValue:
    """The list, and a search for whom to add; searching writes nothing."""
    form = BoundaryForm()
    listed = queries.boundary_people(enrolment.id)
    words = (form.words.data or "") if form.validate_on_submit() else ""
    colleagues = boundary_candidates(enrolment, listed, words)
    return page("enrolments/boundaries.html", form=form, enrolment=enrolment, listed=listed,
                words_typed=words, colleagues=colleagues, odds=lots.odds_of_limit(enrolment.programme.lots),
                following=steps.after(steps.BOUNDARIES, enrolment) or "check")


@bp.post("/enrolments/<id:enrolment_id>/boundaries/<id:person_id>/add")
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def add_boundary(enrolment: Enrolment, person_id: str) -> ResponseReturnValue:
    """Never pair me with this person."""
    with transaction():
        services.add_boundary(enrolment, person_id, now=clock.now())
    flash(_("Saved. You won't be matched with this person, and no one is told."), "success")
    return go("enrolments.boundaries", enrolment_id=enrolment.id)


@bp.post("/enrolments/<id:enrolment_id>/boundaries/<id:person_id>/remove")
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def remove_boundary(enrolment: Enrolment, person_id: str) -> ResponseReturnValue:
    """Take a person off the list."""
    with transaction():
        services.remove_boundary(enrolment, person_id)
    flash(_("Removed from your list."), "success")
    return go("enrolments.boundaries", enrolment_id=enrolment.id)
