"""Setting a programme up: its criteria, its hard rules, its coordinators."""

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.people.views.password_again import Question, ask_and_do
from mentormatch.programmes import criteria as criteria_of
from mentormatch.programmes import queries, services
from mentormatch.programmes import rules as rules_of
from mentormatch.programmes.catalogue import SHOWN
from mentormatch.programmes.forms import CriteriaForm, LotsForm, RulesForm, SearchForm
from mentormatch.programmes.models import Programme
from mentormatch.programmes.views.blueprint import bp


@bp.route("/programmes/<slug:slug>/criteria", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_slug)
def criteria(programme: Programme) -> ResponseReturnValue:
    """What makes a good pair."""
    before = criteria_of.for_programme(programme)
    form = CriteriaForm.for_(before)
    return handle(
        form,
        lambda: services.set_criteria(programme, form.chosen(before), by=current_user, now=clock.now()),
        done=lambda _result: go("programmes.criteria", slug=programme.slug,
                                message=_("Saved. The next draft will use these criteria.")),
    ) or page("programmes/criteria.html", form=form, programme=programme, specs=SHOWN)


@bp.route("/programmes/<slug:slug>/rules", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_slug)
def rules(programme: Programme) -> ResponseReturnValue:
    """What forbids a pair."""
    before = rules_of.for_programme(programme)
    form = RulesForm.for_(before)
    return handle(
        form,
        lambda: services.set_rules(programme, form.chosen(before), by=current_user, now=clock.now()),
        done=lambda _result: go("programmes.rules", slug=programme.slug,
                                message=_("Saved. The next draft will follow these rules.")),
    ) or page("programmes/rules.html", form=form, programme=programme, switches=rules_of.SWITCHES)


@bp.route("/programmes/<slug:slug>/lots", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_slug)
def lots(programme: Programme) -> ResponseReturnValue:
    """How many couples are set aside by lot."""
    form = LotsForm.for_(programme)
    return handle(
        form,
        lambda: services.set_lots(programme, form.lots.data, by=current_user, now=clock.now()),
        done=lambda _result: go("programmes.rules", slug=programme.slug,
                                message=_("Saved. The next draft will follow these rules.")),
    ) or page("programmes/lots.html", form=form, programme=programme)


@bp.get("/programmes/<slug:slug>/coordinators")
@requires(Permission.APPOINT_COORDINATORS, on=queries.by_slug)
def coordinators(programme: Programme) -> ResponseReturnValue:
    """Who runs a programme, and who could."""
    form = SearchForm(request.args, meta={"csrf": False})
    colleagues = queries.colleagues(form.words.data or "", but=programme.coordinator_ids)
    return page("programmes/coordinators.html", programme=programme, form=form, colleagues=colleagues)


@bp.post("/programmes/<slug:slug>/coordinators/<id:person_id>/appoint")
@requires(Permission.APPOINT_COORDINATORS, on=queries.by_slug)
def appoint(programme: Programme, person_id: str) -> ResponseReturnValue:
    """Let someone run a programme; whoever appoints themselves is asked for their password first."""
    if person_id == current_user.id:
        return go("programmes.appoint_oneself", slug=programme.slug)
    with transaction():
        person = services.appoint(programme, person_id, by=current_user, now=clock.now())
    flash(_("%(name)s now runs this programme.", name=person.name), "success")
    return go("programmes.coordinators", slug=programme.slug)


@bp.route("/programmes/<slug:slug>/coordinators/yourself", methods=["GET", "POST"])
@requires(Permission.APPOINT_COORDINATORS, on=queries.by_slug)
def appoint_oneself(programme: Programme) -> ResponseReturnValue:
    """Make oneself a coordinator: an act of power."""
    question = Question(
        _("Appoint yourself as a coordinator of %(name)s?", name=programme.name),
        _("You'll see who has signed up, and can run the rounds. Its coordinators will hear about it too."),
        _("Appoint myself"), url_for("programmes.coordinators", slug=programme.slug))
    return ask_and_do(
        question,
        lambda: services.appoint(programme, current_user.id, by=current_user, now=clock.now()),
        done=lambda _person: go("programmes.coordinators", slug=programme.slug,
                                message=_("You now run this programme.")))


@bp.post("/programmes/<slug:slug>/coordinators/<id:person_id>/dismiss")
@requires(Permission.APPOINT_COORDINATORS, on=queries.by_slug)
def dismiss(programme: Programme, person_id: str) -> ResponseReturnValue:
    """Take a coordinator away."""
    with transaction():
        services.dismiss(programme, person_id, by=current_user, now=clock.now())
    flash(_("Done. To undo this, appoint the same person again."), "success")
    return go("programmes.coordinators", slug=programme.slug)
