"""Access: the whole policy on one screen, and the gate every view stands behind.

Views and templates ask `may(Permission.X, thing)`; nothing else mentions a role. A thing that may not be seen
does not exist (404), so private things cannot be probed. A route without a rule is refused.
"""

import inspect
from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, NoReturn

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.base import security_log

PUBLIC = "public"


class Permission(Enum):
    """What people may be allowed to do; the value says it in words."""

    USE_OWN_ACCOUNT = "use the app, see and change one's own account"
    ADMINISTER = "run the installation: people, imports, invitations, mail, audit"
    CREATE_PROGRAMME = "create a programme"
    APPOINT_COORDINATORS = "say who runs a programme"
    APPOINT_AUDITORS = "say who checks a programme's rounds"
    SEE_PROGRAMME = "see a programme and what it asks"
    RUN_PROGRAMME = "change a programme, see its enrolments, run its rounds"
    READ_PROGRAMME_AUDIT = "see what coordinators did to a programme, and when"
    AUDIT = "have programmes to check as their auditor"
    AUDIT_PROGRAMME = "check a programme's rounds as its auditor, with files that prove each draft"
    USE_ENROLMENT = "fill in, pause or withdraw one's own enrolment, and its boundaries"
    EXPLAIN_PLACEMENT = "see why a draft matches people or leaves someone out, never why it does so with oneself"
    LOOK_FIRST = "see who one might be matched with before a round is published, and say rather not"
    SEE_PAIR = "see who was paired, why, and whether they meet"
    BE_IN_PAIR = "answer a proposal, use the page of one's own pair"
    SPEAK_AS_MENTEE = "say what only the mentee of a pair says: goals, what is welcome"
    READ_OWN_CONCERN = "follow a concern one raised oneself"
    HANDLE_CONCERN = "read and answer a concern as its contact, never one about a pair of one's own"
    CHANGE_CHECK_IN = "change what one logged oneself"
    ANSWER_CHECK_IN = "confirm or correct what the partner logged"
    CHANGE_ACTION = "correct or withdraw an action one reported oneself"
    ANSWER_ACTION = "say whether an action happened for oneself, and what came of it"
    HELP_PAIR = "see why a pair one isn't part of needs help, and do something about it"
    ANSWER_PULSE = "answer or skip the pulse one was asked oneself"


Predicate = Callable[[Any, Any], bool]


def is_active(person: Any, thing: Any = None) -> bool:
    return person.is_authenticated and person.can_sign_in


def is_administrator(person: Any, thing: Any = None) -> bool:
    return is_active(person) and person.is_administrator


def may_create_programmes(person: Any, thing: Any = None) -> bool:
    return is_active(person) and (
        person.is_administrator or person.may_create_programmes or person.runs_programmes)


def is_coordinator(person: Any, thing: Any) -> bool:
    programme = getattr(thing, "programme", thing)
    return is_active(person) and person.id in programme.coordinator_ids


def can_see_programme(person: Any, programme: Any) -> bool:
    return is_active(person) and (
        programme.is_published or is_coordinator(person, programme) or is_auditor(person, programme))


def audits_programmes(person: Any, thing: Any = None) -> bool:
    return is_active(person) and person.audits_programmes


def is_auditor(person: Any, thing: Any) -> bool:
    programme = getattr(thing, "programme", thing)
    return is_active(person) and person.id in programme.auditor_ids


def can_read_programme_audit(person: Any, programme: Any) -> bool:
    return is_coordinator(person, programme) or is_auditor(person, programme)


def is_owner(person: Any, thing: Any) -> bool:
    return is_active(person) and thing.person_id == person.id


def is_first_looker(person: Any, look: Any) -> bool:
    return is_owner(person, look.mentee)


def is_partner(person: Any, pair: Any) -> bool:
    return is_active(person) and person.id in pair.person_ids


def can_see_pair(person: Any, pair: Any) -> bool:
    return is_partner(person, pair) or is_coordinator(person, pair)


def is_mentee(person: Any, thing: Any) -> bool:
    return is_active(person) and thing.mentee_person_id == person.id


def is_contact(person: Any, case: Any) -> bool:
    return is_active(person) and person.id in case.contact_ids


def is_partner_of_author(person: Any, check_in: Any) -> bool:
    return is_partner(person, check_in.pair) and check_in.author_id != person.id


def is_author(person: Any, check_in: Any) -> bool:
    return is_partner(person, check_in.pair) and check_in.author_id == person.id


def is_reporter(person: Any, action: Any) -> bool:
    return is_partner(person, action.pair) and action.reported_by_id == person.id


def is_recipient(person: Any, action: Any) -> bool:
    return is_active(person) and action.pair.mentee.person_id == person.id


def is_outside_coordinator(person: Any, thing: Any) -> bool:
    return is_coordinator(person, thing) and person.id not in thing.person_ids


POLICY: dict[Permission, Predicate] = {
    Permission.USE_OWN_ACCOUNT: is_active,
    Permission.ADMINISTER: is_administrator,
    Permission.CREATE_PROGRAMME: may_create_programmes,
    Permission.APPOINT_COORDINATORS: is_administrator,
    Permission.APPOINT_AUDITORS: is_administrator,
    Permission.SEE_PROGRAMME: can_see_programme,
    Permission.RUN_PROGRAMME: is_coordinator,
    Permission.READ_PROGRAMME_AUDIT: can_read_programme_audit,
    Permission.AUDIT: audits_programmes,
    Permission.AUDIT_PROGRAMME: is_auditor,
    Permission.USE_ENROLMENT: is_owner,
    Permission.EXPLAIN_PLACEMENT: is_outside_coordinator,
    Permission.LOOK_FIRST: is_first_looker,
    Permission.SEE_PAIR: can_see_pair,
    Permission.BE_IN_PAIR: is_partner,
    Permission.SPEAK_AS_MENTEE: is_mentee,
    Permission.READ_OWN_CONCERN: is_owner,
    Permission.HANDLE_CONCERN: is_contact,
    Permission.CHANGE_CHECK_IN: is_author,
    Permission.ANSWER_CHECK_IN: is_partner_of_author,
    Permission.CHANGE_ACTION: is_reporter,
    Permission.ANSWER_ACTION: is_recipient,
    Permission.HELP_PAIR: is_outside_coordinator,
    Permission.ANSWER_PULSE: is_owner,
}


def may(permission: Permission, thing: Any = None, person: Any = None) -> bool:
    """Whether a person (default: who is signed in) has a permission on a thing."""
    return POLICY[permission](current_user if person is None else person, thing)


def requires(
    permission: Permission, on: Callable[..., Any] | None = None,
) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Put a view behind a permission.

    `on` loads the thing from those URL values it has parameters for (None: 404); the view gets the thing first,
    then the other URL values.
    """
    def decorate(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        taken = tuple(inspect.signature(on).parameters) if on else ()

        @wraps(view)
        def guarded(**values: Any) -> ResponseReturnValue:
            if not is_active(current_user):
                return current_app.extensions["ask_to_sign_in"]()
            if on is None:
                if not may(permission):
                    _refuse(permission, None)
                return view(**values)
            thing = on(**{name: values.pop(name) for name in taken})
            if thing is None:
                abort(404)
            if not may(permission, thing):
                _refuse(permission, thing)
            return view(thing, **values)

        guarded.access_rule = permission  # type: ignore[attr-defined]
        return guarded
    return decorate


def _refuse(permission: Permission, thing: Any) -> NoReturn:
    """Answer that there is no such thing, and write down who asked for it."""
    security_log.write("access.refused", account=current_user.id, permission=permission.name.lower(),
                       thing_kind=getattr(thing, "__tablename__", None), thing=getattr(thing, "id", None))
    abort(404)


def public(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Say that a view is meant for everyone, signed in or not."""
    view.access_rule = PUBLIC  # type: ignore[attr-defined]
    return view


def rule_of(app: Flask, endpoint: str) -> Permission | str | None:
    """The access rule of a route: a permission, PUBLIC, or None where it was forgotten."""
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], "access_rule", None)


def init_app(app: Flask) -> None:
    """Refuse requests to routes without a rule, and let templates ask `may`."""
    @app.before_request
    def closed_by_default() -> None:
        if request.endpoint and rule_of(app, request.endpoint) is None:
            abort(404)

    app.jinja_env.globals.update(may=may, Permission=Permission)
