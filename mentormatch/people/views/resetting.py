"""Setting a new password by email, for people who have forgotten the old one."""

from flask import session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentormatch.base import clock
from mentormatch.base.access import public
from mentormatch.base.db import release, transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.people import services
from mentormatch.people.accounts import mail_links, passwords
from mentormatch.people.forms import AskForLinkForm, ResetForm
from mentormatch.people.models import RESET
from mentormatch.people.views.blueprint import (
    bp,
    dead_link,
    go_to_inbox,
    know_device,
    mails_per_address,
    mails_per_network,
)


@bp.route("/reset-password", methods=["GET", "POST"])
@public
@mails_per_address
@mails_per_network
def ask_for_reset() -> ResponseReturnValue:
    form = AskForLinkForm()
    return handle(
        form,
        lambda: services.ask_to_reset(form.email.data, key=form.idempotency_key.data, now=clock.now()),
        done=lambda _result: go_to_inbox(form.email.data, "people.reset_sent"),
    ) or page("people/ask_for_reset.html", form=form)


@bp.get("/reset-password/sent")
@public
def reset_sent() -> ResponseReturnValue:
    return page("people/check_email.html", email=session.get("link_address"), is_register=False)


@bp.route("/reset-password/<token:token>", methods=["GET", "POST"])
@public
def reset_password(token: str) -> ResponseReturnValue:
    """Show the form of a mailed link, which changes nothing; posting it sets the password."""
    now = clock.now()
    link = mail_links.living(token, RESET, now=now)
    if link is None:
        return dead_link(RESET, mail_links.was_used(token, RESET))
    email, form = link.email, ResetForm()
    if form.validate_on_submit():
        release()
        with form.refusals():
            password_hash = passwords.hash_chosen(form.password.data, about=(email,))
            with transaction():
                services.reset_password(token, password_hash=password_hash, now=now)
            answer = go("people.sign_in", message=_("Your new password is set, and you've been signed out everywhere. "
                                                    "Sign in with it."))
            return know_device(answer, email)
    return page("people/reset_password.html", form=form, email=email)
