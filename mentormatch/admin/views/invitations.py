"""Inviting people: one, those who were selected, or everybody a search finds."""

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
from mentormatch.people import queries as everybody
from mentormatch.people.models import Person

MOST_AT_ONCE = 50


@bp.get("/admin/invitations")
@requires(Permission.ADMINISTER)
def confirm_invitations() -> ResponseReturnValue:
    """How many mails would go out; shown before many do."""
    asked = PeopleFilter(request.args)
    chosen = queries.without_account(asked.words.data or "", asked.status.data or None)
    recently = sum(services.was_invited_recently(one, clock.now()) for one in chosen)
    return page("admin/confirm_invitations.html", form=Form(), filter=asked, count=len(chosen) - recently,
                recently=recently)


@bp.post("/admin/invitations")
@requires(Permission.ADMINISTER)
def invite() -> ResponseReturnValue:
    """Invite those selected, or everybody the search finds; for many, ask first."""
    form, asked = Form(), PeopleFilter(request.form)
    back = {"words": asked.words.data or None, "status": asked.status.data or None}
    selected = request.form.getlist("person")
    if not form.validate_on_submit():
        return go("admin.people", **back)
    if request.form.get("who") == "all":
        waiting = len(queries.without_account(asked.words.data or "", asked.status.data or None))
        if waiting > MOST_AT_ONCE and "confirmed" not in request.form:
            return go("admin.confirm_invitations", **back)
        _tell(_once(form, lambda now: services.invite_all(
            asked.words.data or "", asked.status.data or None, by=current_user, now=now)))
    elif selected:
        _tell(_once(form, lambda now: services.invite(selected, by=current_user, now=now)))
    else:
        flash(_("Nobody was selected. Tick the people to invite first."), "warning")
    return go("admin.people", **back, account=asked.account.data or None)


@bp.post("/admin/people/<id:person_id>/invite")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def invite_person(person: Person) -> ResponseReturnValue:
    """Invite one person, again if need be."""
    with transaction():
        done = services.invite([person.id], by=current_user, now=clock.now())
    _tell(done)
    return go("admin.person", person_id=person.id)


def _once(form: Form, invite: Any) -> Invitations | None:
    """Do the inviting of a form; None when that very form was sent before."""
    now = clock.now()
    with transaction():
        if idempotency.earlier_result(form.idempotency_key.data, by_id=current_user.id) is not None:
            return None
        done: Invitations = invite(now)
        idempotency.remember(form.idempotency_key.data, by_id=current_user.id, result_id=str(done.invited), now=now)
        return done


def _tell(done: Invitations | None) -> None:
    if done is None:
        flash(_("These invitations are on their way already."), "info")
        return
    said = [ngettext("One person is invited.", "%(num)d people are invited.", done.invited) if done.invited else
            _("Nobody was invited.")]
    if done.recently:
        said.append(ngettext("One was invited within the last day and was skipped.",
                             "%(num)d were invited within the last day and were skipped.", done.recently))
    if done.unneeded:
        said.append(ngettext("One has an account or has left, and needs no invitation.",
                             "%(num)d have an account or have left, and need no invitation.", done.unneeded))
    flash(" ".join(said), "success" if done.invited else "info")
