"""Inviting people: one, those who were selected, or everyone a search finds."""

from typing import Any

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.admin import queries, services
from mentormatch.admin.forms import PeopleFilter
from mentormatch.admin.services import Invitations
from mentormatch.admin.views.blueprint import bp
from mentormatch.base import clock, idempotency
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.forms import Form
from mentormatch.base.pages import go, page
from mentormatch.people import queries as everyone
from mentormatch.people.models import Person

MAX_AT_ONCE = 50


@bp.get("/admin/invitations")
@requires(Permission.ADMINISTER)
def confirm_invitations() -> ResponseReturnValue:
    """How many emails would go out; shown before many do."""
    criteria = PeopleFilter(request.args)
    people = queries.without_account(criteria.words.data or "", criteria.status.data or None)
    recently = sum(services.was_invited_recently(person, clock.now()) for person in people)
    return page("admin/confirm_invitations.html", form=Form(), filter=criteria, count=len(people) - recently,
                recently=recently)


@bp.post("/admin/invitations")
@requires(Permission.ADMINISTER)
def invite() -> ResponseReturnValue:
    """Invite those selected, or everyone the search finds; for many, ask first."""
    form, criteria = Form(), PeopleFilter(request.form)
    back: dict[str, Any] = {"words": criteria.words.data or None, "status": criteria.status.data or None}
    selected = request.form.getlist("person")
    if not form.validate_on_submit():
        return go("admin.people", **back)
    if request.form.get("who") == "all":
        waiting = len(queries.without_account(criteria.words.data or "", criteria.status.data or None))
        if waiting > MAX_AT_ONCE and "confirmed" not in request.form:
            return go("admin.confirm_invitations", **back)
        _report(_invite_once(form, lambda now: services.invite_all(
            criteria.words.data or "", criteria.status.data or None, by=current_user, now=now)))
    elif selected:
        _report(_invite_once(form, lambda now: services.invite(selected, by=current_user, now=now)))
    else:
        flash(_("No one was selected. Tick the people to invite first."), "warning")
    return go("admin.people", **back, account=criteria.account.data or None)


@bp.post("/admin/people/<id:person_id>/invite")
@requires(Permission.ADMINISTER, on=everyone.by_id)
def invite_person(person: Person) -> ResponseReturnValue:
    """Invite one person, again if need be."""
    with transaction():
        counts = services.invite([person.id], by=current_user, now=clock.now())
    _report(counts)
    return go("admin.person", person_id=person.id)


def _invite_once(form: Form, invite: Any) -> Invitations | None:
    """Send the invitations of a form; None when that very form was sent before."""
    now = clock.now()
    with transaction():
        if idempotency.earlier_result(form.idempotency_key.data, by_id=current_user.id) is not None:
            return None
        counts: Invitations = invite(now)
        idempotency.remember(form.idempotency_key.data, by_id=current_user.id, result_id=str(counts.invited), now=now)
        return counts


def _report(counts: Invitations | None) -> None:
    if counts is None:
        flash(_("These invitations are already on their way."), "info")
        return
    sentences = [_("No one was invited.")]
    if counts.invited:
        sentences = [ngettext("One person has been invited.", "%(num)d people have been invited.", counts.invited)]
    if counts.recently:
        sentences.append(ngettext("One was skipped because they were invited within the last day.",
                                  "%(num)d were skipped because they were invited within the last day.",
                                  counts.recently))
    if counts.unneeded:
        sentences.append(ngettext("One has an account or has left, so doesn't need an invitation.",
                                  "%(num)d have an account or have left, so don't need an invitation.",
                                  counts.unneeded))
    flash(" ".join(sentences), "success" if counts.invited else "info")
