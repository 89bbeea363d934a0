"""Making a programme: its kind, what it says about itself, the check, opening, closing."""

from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, idempotency, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.programmes import criteria, queries, rules, services
from mentormatch.programmes.forms import ProgrammeForm
from mentormatch.programmes.kinds import KINDS, KindDefaults
from mentormatch.programmes.models import Programme
from mentormatch.programmes.views.blueprint import bp


def kind_named(kind: str) -> KindDefaults | None:
    """A kind by its name in addresses."""
    return KINDS.get(kind)


@bp.get("/programmes/new")
@requires(Permission.CREATE_PROGRAMME)
def choose_kind() -> ResponseReturnValue:
    """The three kinds."""
    return page("programmes/kinds.html", kinds=KINDS.values())


@bp.route("/programmes/new/<slug:kind>", methods=["GET", "POST"])
@requires(Permission.CREATE_PROGRAMME, on=kind_named)
def new(kind: KindDefaults) -> ResponseReturnValue:
    """A new programme, filled from its kind."""
    form = ProgrammeForm.for_(services.defaults(kind.slug, viewer.today()))
    return handle(
        form,
        lambda: _created_once(form, kind.slug),
        done=lambda programme: go("programmes.check", slug=programme.slug,
                                  message=_("Saved. Only its coordinators can see it for now.")),
    ) or page("programmes/new.html", form=form, kind=kind)


@bp.route("/programmes/<slug:slug>/edit", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_slug)
def edit(programme: Programme) -> ResponseReturnValue:
    """Change what a programme says about itself."""
    form = ProgrammeForm.for_(programme)
    return handle(
        form,
        lambda: services.change(programme, form.details(), by=current_user, now=clock.now()),
        done=lambda _result: go("programmes.show" if programme.is_published else "programmes.check",
                                slug=programme.slug, message=_("Saved.")),
    ) or page("programmes/edit.html", form=form, programme=programme)


@bp.get("/programmes/<slug:slug>/check")
@requires(Permission.RUN_PROGRAMME, on=queries.by_slug)
def check(programme: Programme) -> ResponseReturnValue:
    """Everything about a draft, before it is opened."""
    return page("programmes/check.html", programme=programme, topics=queries.offered_topics(programme.id),
                weighed=criteria.weighed(programme), musts=criteria.musts(programme),
                never=rules.in_words(programme))


@bp.post("/programmes/<slug:slug>/open")
@requires(Permission.RUN_PROGRAMME, on=queries.by_slug)
def open_enrolment(programme: Programme) -> ResponseReturnValue:
    """Let people enrol."""
    with transaction():
        services.open_enrolment(programme, by=current_user, now=clock.now())
    flash(_("%(name)s is open. Everyone can see it and sign up.", name=programme.name), "success")
    return go("programmes.show", slug=programme.slug)


@bp.post("/programmes/<slug:slug>/close")
@requires(Permission.RUN_PROGRAMME, on=queries.by_slug)
def close(programme: Programme) -> ResponseReturnValue:
    """End enrolling and matching."""
    with transaction():
        services.close(programme, by=current_user, now=clock.now())
    flash(_("%(name)s is closed. You can reopen it from its page.", name=programme.name), "success")
    return go("programmes.show", slug=programme.slug)


@bp.post("/programmes/<slug:slug>/reopen")
@requires(Permission.RUN_PROGRAMME, on=queries.by_slug)
def reopen(programme: Programme) -> ResponseReturnValue:
    """Take a closing back."""
    with transaction():
        services.reopen(programme, by=current_user, now=clock.now())
    flash(_("%(name)s is open again.", name=programme.name), "success")
    return go("programmes.show", slug=programme.slug)


def _created_once(form: ProgrammeForm, kind: str) -> Any:
    earlier = idempotency.earlier_result(form.idempotency_key.data, by_id=current_user.id)
    if earlier is not None:
        return queries.by_id(earlier)
    programme = services.create(kind, form.details(), by=current_user, now=clock.now())
    idempotency.remember(form.idempotency_key.data, by_id=current_user.id, result_id=programme.id, now=clock.now())
    return programme
