"""Well-known addresses: how to report a weakness (RFC 9116), and where a password is changed."""

from datetime import timedelta

from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue

from mentormatch.base import clock
from mentormatch.base.access import public
from mentormatch.base.links import external
from mentormatch.base.pages import go
from mentormatch.people.views.blueprint import bp

EXPIRES_AFTER = timedelta(days=90)


@bp.get("/.well-known/security.txt")
@public
def security_txt() -> ResponseReturnValue:
    """Whoever the setting SECURITY_CONTACT names; 404 without one."""
    contact = current_app.config["SETTINGS"].security_contact
    if not contact:
        abort(404)
    expires = (clock.now() + EXPIRES_AFTER).strftime("%Y-%m-%dT00:00:00Z")
    lines = (f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: en",
             f"Canonical: {external('people.security_txt')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/.well-known/change-password")
@public
def change_password_address() -> ResponseReturnValue:
    """Where password managers send people."""
    return go("people.change_password")
