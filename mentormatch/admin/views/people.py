"""Everyone, and one person: HR facts, the state of the account, and what an administrator can do about it."""

from flask import request
from flask.typing import ResponseReturnValue

from mentormatch.admin import labels, queries, services
from mentormatch.admin.forms import PeopleFilter
from mentormatch.admin.views.blueprint import bp, page_number
from mentormatch.base import clock
from mentormatch.base.access import Permission, may, requires
from mentormatch.base.forms import Form
from mentormatch.base.pages import page
from mentormatch.people import queries as everyone
from mentormatch.people.accounts import sessions
from mentormatch.people.models import Person


@bp.get("/admin/people")
@requires(Permission.ADMINISTER)
def people() -> ResponseReturnValue:
    """Search people, see how far their accounts are, choose who to invite."""
    criteria = PeopleFilter(request.args)
    text, status = criteria.words.data or "", criteria.status.data or None
    people = everyone.search(text, page_number(), has_account=criteria.has_account, status=status)
    return page("admin/people.html", filter=criteria, people=people, labels=labels, invite_form=Form(formdata=None),
                uninvited=len(queries.without_account(text, status)),
                is_filtered=bool(text or criteria.account.data or status))


@bp.get("/admin/people/<id:person_id>")
@requires(Permission.ADMINISTER, on=everyone.by_id)
def person(person: Person) -> ResponseReturnValue:
    """One person."""
    now = clock.now()
    return page("admin/person.html", person=person, labels=labels, spoken=labels.spoken(person),
                reports=everyone.reports_of(person), sessions=sessions.of_person(person, now),
                was_invited_recently=services.was_invited_recently(person, now),
                may_create=may(Permission.CREATE_PROGRAMME, person=person))
