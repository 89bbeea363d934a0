"""Signing in and out, and being asked to when a page needs it."""

from flask import Response, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import access, clock
from mentormatch.base.access import Permission, may, public
from mentormatch.base.db import transaction
from mentormatch.base.links import is_safe_return
from mentormatch.base.pages import go, page
from mentormatch.people import addresses, queries, services
from mentormatch.people.accounts import guesses, sessions, unsent_forms
from mentormatch.people.forms import SignInForm
from mentormatch.people.views.blueprint import bp, device, enter

STOP_POLLING = 286  # as htmx understands it


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    target = request.args.get("next", "")
    if may(Permission.USE_OWN_ACCOUNT):
        return redirect(target if is_safe_return(target) else url_for("home.index"), 303)
    if not queries.has_accounts():
        return go("people.welcome")
    form = SignInForm(next=target)
    if form.validate_on_submit():
        with form.refusals():
            now = clock.now()
            with guesses.counted(guesses.of_address(addresses.tidied(form.email.data))):
                proof = services.prove(form.email.data, form.password.data)
            with transaction():
                new = services.sign_in(proof, device=device(), unsent_form=form.unsent.data, now=now)
            return enter(new, now, form.next.data)
    return page("people/sign_in.html", form=form)


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    session_id = sessions.current_id()
    if session_id:
        with transaction():
            services.end_session(current_user, session_id, now=clock.now())
    sessions.take_from_cookie()
    answer = go("people.sign_in", message=_("You're signed out."))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # not cookies: the message and the known device are there
    return answer


def ask_to_sign_in() -> ResponseReturnValue:
    """Answer a request that needs someone signed in; what was typed is sealed into the sign-in page (401)."""
    if not queries.has_accounts():
        return go("people.welcome")
    target = unsent_forms.page_address()
    if access.rule_of(current_app, request.endpoint or "") == access.PUBLIC:
        flash(_("This page expired. Please submit it again."), "warning")
        return redirect(target or url_for("people.sign_in"), 303)
    if sessions.is_poll():  # leave the page as it is: there may be something typed on it
        return Response(status=STOP_POLLING, headers={"HX-Reswap": "none"})
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": url_for("people.sign_in", next=target or None)})
    had_ended = sessions.has_ended()
    if request.method != "POST":
        if had_ended:
            session.pop(sessions.TOKEN)
            flash(_("You were signed out. Sign in to carry on."), "info")
        return go("people.sign_in", next=target or None)
    form = SignInForm(formdata=None, next=target, unsent=unsent_forms.sealed())
    return page("people/sign_in.html", status=401, form=form, is_mid_form=True, sign_in_url="")
