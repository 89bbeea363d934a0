"""How people get an account: the first administrator, registering, invitations."""

from flask import abort, current_app, flash, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import public
from mentormatch.base.db import release, transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.people import queries, services
from mentormatch.people.accounts import mail_links, passwords
from mentormatch.people.forms import AskForLinkForm, JoinForm, WelcomeForm
from mentormatch.people.models import INVITE, REGISTER
from mentormatch.people.views.blueprint import (
    bp,
    dead_link,
    device,
    enter,
    go_to_inbox,
    mails_per_address,
    mails_per_network,
    tries_per_network,
)


@bp.route("/welcome", methods=["GET", "POST"])
@public
@tries_per_network
def welcome() -> ResponseReturnValue:
    """The first page of an empty installation; it is gone once there is an account."""
    if request.method == "GET" and queries.has_accounts():
        abort(404)
    form = WelcomeForm()
    if form.validate_on_submit():
        release()
        password_hash = None
        with form.refusals():
            password_hash = passwords.hash_chosen(form.password.data, about=(form.name.data, form.email.data))
        if password_hash:
            now = clock.now()
            with transaction():
                new = services.create_administrator(form.email.data, form.name.data, password_hash=password_hash,
                                                    device=device(), now=now)
            answer = enter(new, now)
            flash(_("Welcome, %(name)s. You're now the administrator.", name=form.name.data), "success")
            return answer
    return page("people/welcome.html", form=form)


@bp.route("/register", methods=["GET", "POST"])
@public
@mails_per_address
@mails_per_network
def register() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return go("home.index")
    if not queries.has_accounts():
        return go("people.welcome")
    form = AskForLinkForm()
    return handle(
        form,
        lambda: services.ask_to_register(form.email.data, key=form.idempotency_key.data, now=clock.now()),
        done=lambda _result: go_to_inbox(form.email.data, "people.register_sent"),
    ) or page("people/register.html", form=form, domains=current_app.config["SETTINGS"].allowed_domains)


@bp.get("/register/sent")
@public
def register_sent() -> ResponseReturnValue:
    return page("people/check_email.html", email=session.get("link_address"), is_register=True,
                domains=current_app.config["SETTINGS"].allowed_domains)


@bp.route("/register/<token:token>", methods=["GET", "POST"])
@public
def join_registered(token: str) -> ResponseReturnValue:
    return _join(token, REGISTER)


@bp.route("/invitations/<token:token>", methods=["GET", "POST"])
@public
def join_invited(token: str) -> ResponseReturnValue:
    return _join(token, INVITE)


def _join(token: str, purpose: str) -> ResponseReturnValue:
    """Show the form of a mailed link, which changes nothing; posting it makes the account."""
    now = clock.now()
    link = mail_links.living(token, purpose, now=now)
    if link is None:
        return dead_link(purpose, mail_links.was_used(token, purpose))
    email, form = link.email, JoinForm.for_(queries.by_email(link.email))
    if form.validate_on_submit():
        release()
        with form.refusals():
            password_hash = passwords.hash_chosen(form.password.data, about=(form.name.data, email))
            with transaction():
                new = services.join(token, purpose, name=form.name.data, password_hash=password_hash,
                                    device=device(), now=now)
            answer = enter(new, now)
            flash(_("Welcome, %(name)s. Your account is ready.", name=form.name.data), "success")
            return answer
    return page("people/join.html", form=form, email=email, is_invited=purpose == INVITE)
