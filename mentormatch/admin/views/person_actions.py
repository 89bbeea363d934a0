"""What an administrator does to one person's account: a button each, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from mentormatch.admin import services
from mentormatch.admin.views.blueprint import bp
from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.people import queries as everyone
from mentormatch.people.models import Person


@dataclass(frozen=True)
class PersonAction:
    """A service of (person, by, now), called by the endpoint and the address of its own name.

    `message` says what was done. Someone who did it to themselves may no longer see the person's page, and goes to
    `own_page` instead.
    """

    service: Callable[..., None]
    message: Any
    own_page: str = ""

    @property
    def name(self) -> str:
        """The name of the endpoint; with hyphens, the end of the address."""
        return self.service.__name__

    def view(self, person: Person) -> ResponseReturnValue:
        """Do it, and go back to the person's page."""
        is_own = person.id == current_user.id
        with transaction():
            self.service(person, by=current_user, now=clock.now())
        message = str(self.message) % {"name": person.name or person.email}
        if self.own_page and is_own:
            return go(self.own_page, message=message)
        return go("admin.person", message=message, person_id=person.id)


ACTIONS = (
    PersonAction(services.make_administrator, _l("%(name)s is now an administrator.")),
    PersonAction(services.unmake_administrator, _l("%(name)s is no longer an administrator."), own_page="home.index"),
    PersonAction(services.let_create_programmes, _l("%(name)s can now create programmes.")),
    PersonAction(services.stop_creating_programmes, _l("%(name)s can no longer create programmes.")),
    PersonAction(services.mark_left, _l("%(name)s is marked as left and signed out everywhere. You can undo this "
                                        "here.")),
    PersonAction(services.mark_returned, _l("%(name)s is active again.")),
    PersonAction(services.end_sessions, _l("%(name)s has been signed out everywhere."), own_page="people.sign_in"),
)

for action in ACTIONS:
    bp.add_url_rule(
        f"/admin/people/<id:person_id>/{action.name.replace('_', '-')}", action.name, methods=["POST"],
        view_func=requires(Permission.ADMINISTER, on=everyone.by_id)(action.view))
