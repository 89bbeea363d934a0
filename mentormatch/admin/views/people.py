"""Everybody, and one person: HR facts, the state of the account, and what an administrator can do about it."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.admin import queries, services, words
from mentormatch.admin.forms import PeopleFilter
from mentormatch.admin.views.blueprint import bp, page_number
from mentormatch.base import clock
from mentormatch.base.access import Permission, may, requires
from mentormatch.base.db import transaction
from mentormatch.base.forms import Form
from mentormatch.base.pages import go, page
from mentormatch.people import queries as everybody
from mentormatch.people.accounts import sessions
from mentormatch.people.models import Person


@bp.get("/admin/people")
@requires(Permission.ADMINISTER)
def people() -> ResponseReturnValue:
    """Search people, see how far their accounts are, choose whom to invite."""
    asked = PeopleFilter(request.args)
    status = asked.status.data or None
    found = everybody.search(asked.words.data or "", page_number(), has_account=asked.has_account, status=status)
    return page("admin/people.html", filter=asked, found=found, words=words, invite_form=Form(formdata=None),
                uninvited=len(queries.without_account(asked.words.data or "", status)),
                is_filtered=bool(asked.words.data or asked.account.data or status))


@bp.get("/admin/people/<id:person_id>")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def person(person: Person) -> ResponseReturnValue:
    """One person."""
    now = clock.now()
    return page("admin/person.html", person=person, words=words, spoken=words.spoken(person),
                reports=everybody.reports_of(person), sessions=sessions.of_person(person.id, now),
                was_invited_recently=services.was_invited_recently(person, now),
                may_create=may(Permission.CREATE_PROGRAMME, person=person))


@bp.post("/admin/people/<id:person_id>/make-administrator")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def make_administrator(person: Person) -> ResponseReturnValue:
    """Let a person run the installation."""
    with transaction():
        services.make_administrator(person, by=current_user, now=clock.now())
    flash(_("%(name)s is an administrator now.", name=person.name), "success")
    return go("admin.person", person_id=person.id)


@bp.post("/admin/people/<id:person_id>/unmake-administrator")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def unmake_administrator(person: Person) -> ResponseReturnValue:
    """Take it from a person again."""
    with transaction():
        services.unmake_administrator(person, by=current_user, now=clock.now())
    flash(_("%(name)s is no administrator any more.", name=person.name), "success")
    if person.id == current_user.id:
        return go("home.index")
    return go("admin.person", person_id=person.id)


@bp.post("/admin/people/<id:person_id>/let-create-programmes")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def let_create_programmes(person: Person) -> ResponseReturnValue:
    """Let a person create programmes."""
    with transaction():
        services.let_create_programmes(person, by=current_user, now=clock.now())
    flash(_("%(name)s may create programmes now.", name=person.name or person.email), "success")
    return go("admin.person", person_id=person.id)


@bp.post("/admin/people/<id:person_id>/stop-creating-programmes")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def stop_creating_programmes(person: Person) -> ResponseReturnValue:
    """Take that from a person again."""
    with transaction():
        services.stop_creating_programmes(person, by=current_user, now=clock.now())
    flash(_("The right of %(name)s to create programmes is taken back.", name=person.name or person.email), "success")
    return go("admin.person", person_id=person.id)


@bp.post("/admin/people/<id:person_id>/mark-left")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def mark_left(person: Person) -> ResponseReturnValue:
    """Note that a person left the company."""
    with transaction():
        services.mark_left(person, by=current_user, now=clock.now())
    flash(_("%(name)s is marked as left and signed out everywhere. You can take that back here.", name=person.name),
          "success")
    return go("admin.person", person_id=person.id)


@bp.post("/admin/people/<id:person_id>/take-back")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def take_back(person: Person) -> ResponseReturnValue:
    """Note that a person has not left after all."""
    with transaction():
        services.take_back(person, by=current_user, now=clock.now())
    flash(_("%(name)s is active again.", name=person.name), "success")
    return go("admin.person", person_id=person.id)


@bp.post("/admin/people/<id:person_id>/end-sessions")
@requires(Permission.ADMINISTER, on=everybody.by_id)
def end_sessions(person: Person) -> ResponseReturnValue:
    """Sign a person out everywhere."""
    with transaction():
        services.end_sessions(person, by=current_user, now=clock.now())
    flash(_("%(name)s is signed out everywhere.", name=person.name), "success")
    if person.id == current_user.id:
        return go("people.sign_in")
    return go("admin.person", person_id=person.id)
