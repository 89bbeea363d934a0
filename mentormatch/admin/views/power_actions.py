"""What an administrator does to an account that is an act of power: a page each, which asks for the password again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from mentormatch.admin import services
from mentormatch.admin.views.blueprint import bp
from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.pages import go
from mentormatch.people import queries as everyone
from mentormatch.people.models import Person
from mentormatch.people.views.password_again import Question, ask_and_do


@dataclass(frozen=True)
class PowerAction:
    """A service of (person, by, now) behind a page of its own name; the words take the person's `name`.

    Someone who did it to themselves may no longer see the person's page, and goes to `own_page` instead.
    """

    service: Callable[..., None]
    heading: Any
    lead: Any
    button: Any
    message: Any
    own_page: str = ""

    @property
    def name(self) -> str:
        """The name of the endpoint; with hyphens, the end of the address."""
        return self.service.__name__

    def view(self, person: Person) -> ResponseReturnValue:
        """Ask for the password, do it, and go back to the person's page."""
        name, is_own = {"name": person.name or person.email}, person.id == current_user.id
        question = Question(str(self.heading) % name, self.lead, self.button,
                            url_for("admin.person", person_id=person.id))
        target: dict[str, Any] = ({"endpoint": self.own_page} if self.own_page and is_own
                                  else {"endpoint": "admin.person", "person_id": person.id})
        return ask_and_do(
            question,
            lambda: self.service(person, by=current_user, now=clock.now()),
            done=lambda _result: go(message=str(self.message) % name, **target))


ACTIONS = (
    PowerAction(
        services.make_administrator, _l("Make %(name)s an administrator?"),
        _l("Administrators import people, send invitations, and see the outbox and the audit trail. They can make "
           "others administrators."),
        _l("Make an administrator"), _l("%(name)s is now an administrator.")),
    PowerAction(
        services.unmake_administrator, _l("Remove %(name)s as an administrator?"),
        _l("They keep their account, and any programmes they run."),
        _l("Remove as administrator"), _l("%(name)s is no longer an administrator."), own_page="home.index"),
    PowerAction(
        services.end_sessions, _l("Sign %(name)s out everywhere?"),
        _l("For example after losing a phone. Their password stays the same and they can sign in again."),
        _l("Sign out everywhere"), _l("%(name)s has been signed out everywhere."), own_page="people.sign_in"),
)

for action in ACTIONS:
    bp.add_url_rule(
        f"/admin/people/<id:person_id>/{action.name.replace('_', '-')}", action.name, methods=["GET", "POST"],
        view_func=requires(Permission.ADMINISTER, on=everyone.by_id)(action.view))
