"""What an administrator does to one person's account: a button each, in one table; and marking someone as left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from mentormatch.admin import services
from mentormatch.admin.views.blueprint import bp
from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.forms import Form as EmptyForm
from mentormatch.base.pages import go, handle, page
from mentormatch.enrolments import membership
from mentormatch.pairs import leaving
from mentormatch.people import queries as everyone
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of


@dataclass(frozen=True)
class PersonAction:
    """A service of (person, by, now), called by the endpoint and the address of its own name.

    `message` says what was done. Acts of power, which ask for the password again, are in power_actions.py.
    """

    service: Callable[..., None]
    message: Any

    @property
    def name(self) -> str:
        """The name of the endpoint; with hyphens, the end of the address."""
        return self.service.__name__

    def view(self, person: Person) -> ResponseReturnValue:
        """Do it, and go back to the person's page."""
        with transaction():
            self.service(person, by=current_user, now=clock.now())
        message = str(self.message) % {"name": person.name or person.email}
        return go("admin.person", message=message, person_id=person.id)


ACTIONS = (
    PersonAction(services.let_create_programmes, _l("%(name)s can now create programmes.")),
    PersonAction(services.stop_creating_programmes, _l("%(name)s can no longer create programmes.")),
    PersonAction(services.mark_returned, _l("%(name)s is active again.")),
)



@bp.route("/admin/people/<id:person_id>/mark-left", methods=["GET", "POST"])
@requires(Permission.ADMINISTER, on=everyone.by_id)
def mark_left(person: Person) -> ResponseReturnValue:
    """Note that someone left the company, with a look at what that touches."""
    form, now = EmptyForm(), clock.now()
    return handle(
        form,
        lambda: services.mark_left(person, by=current_user, now=now),
        done=lambda _result: go(
            "admin.person", person_id=person.id,
            message=_("%(name)s is marked as left and signed out everywhere. You can undo this here.",
                      name=person.name or person.email)),
    ) or page("admin/mark_left.html", form=form, person=person, touched=leaving.touched([person.id], viewer.today()),
              until=(now + membership.grace()).astimezone(zone_of(current_user)).date())


for action in ACTIONS:
    bp.add_url_rule(
        f"/admin/people/<id:person_id>/{action.name.replace('_', '-')}", action.name, methods=["POST"],
        view_func=requires(Permission.ADMINISTER, on=everyone.by_id)(action.view))
