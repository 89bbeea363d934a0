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
    PersonAction(services.mark_left, _l("%(name)s is marked as left and signed out everywhere. You can undo this "
                                        "here.")),
    PersonAction(services.mark_returned, _l("%(name)s is active again.")),
)

for action in ACTIONS:
    bp.add_url_rule(
        f"/admin/people/<id:person_id>/{action.name.replace('_', '-')}", action.name, methods=["POST"],
        view_func=requires(Permission.ADMINISTER, on=everyone.by_id)(action.view))
