"""Setting a new password by mail, for who has forgotten the old one."""

from flask import flash, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentormatch.base import clock
from mentormatch.base.access import public
from mentormatch.base.db import release, transaction
from mentormatch.base.pages import go, page
from mentormatch.people import services
from mentormatch.people.accounts import mail_links, passwords
from mentormatch.people.forms import AskForLinkForm, ResetForm
from mentormatch.people.models import RESET
from mentormatch.people.views.blueprint import bp, dead_link, mails_per_address, mails_per_network


@bp.route("/reset-password", methods=["GET", "POST"])
@public
@mails_per_address
@mails_per_network
def ask_for_reset() -> ResponseReturnValue:
    form = AskForLinkForm()
    if form.validate_on_submit():
        with transaction():
            services.ask_to_reset(form.email.data, key=form.idempotency_key.data, now=clock.now())
        session["asked_for"] = form.email.data
        return go("people.reset_sent")
    return page("people/ask_for_reset.html", form=form)


@bp.get("/reset-password/sent")
@public
def reset_sent() -> ResponseReturnValue:
    return page("people/look_in_mailbox.html", email=session.get("asked_for"), is_register=False)


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
            password_hash = passwords.chosen(form.password.data, about=(email,))
            with transaction():
                services.reset_password(token, password_hash=password_hash, now=now)
            flash(_("Your new password is set, and all browsers were signed out. Sign in with it."), "success")
            return go("people.sign_in")
    return page("people/reset_password.html", form=form, email=email)
