"""The account page: what people say about themselves, their password, and where they are signed in."""

from datetime import timedelta

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.people import services
from mentormatch.people.accounts import guesses, passwords, sessions
from mentormatch.people.browsers import browser_name
from mentormatch.people.forms import ChangePasswordForm, ProfileForm
from mentormatch.people.views.blueprint import bp, device


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def account() -> ResponseReturnValue:
    form = ProfileForm.for_(current_user)
    return handle(
        form,
        lambda: services.change_profile(
            current_user, name=form.name.data, time_zone=form.time_zone.data, now=clock.now(),
            colour_theme=form.colour_theme.data,
            languages=[*form.languages.data, *form.more_languages.data]),
        done=lambda _result: go("people.account", message=_("Saved.")),
    ) or page("people/account.html", form=form)


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        about = (current_user.name, current_user.email)
        with form.refusals():
            now = clock.now()
            with guesses.counted(guesses.of_session(current_user.id)):
                proof = services.prove_again(current_user, form.current.data)
            password_hash = passwords.hash_chosen(form.password.data, about=about)
            with transaction():
                new = services.change_password(proof, password_hash=password_hash, device=device(), now=now)
            sessions.put_in_cookie(new, now)
            return go("people.account", message=_("Your new password is set. You've been signed out everywhere else."))
    return page("people/change_password.html", form=form)


@bp.get("/account/sessions")
@requires(Permission.USE_OWN_ACCOUNT)
def account_sessions() -> ResponseReturnValue:
    limits = sessions.limits_of(current_user)
    return page("people/sessions.html", sessions=sessions.of_person(current_user, clock.now()),
                current_id=sessions.current_id(), browser_name=browser_name, idle=_span(limits.idle),
                lifetime=_span(limits.lifetime), is_short=sessions.is_short(current_user))


@bp.post("/account/sessions/<id:session_id>/end")
@requires(Permission.USE_OWN_ACCOUNT)
def end_session(session_id: str) -> ResponseReturnValue:
    with transaction():
        services.end_session(current_user, session_id, now=clock.now())
    return go("people.account_sessions", message=_("That browser is signed out."))


@bp.post("/account/sessions/end-others")
@requires(Permission.USE_OWN_ACCOUNT)
def end_other_sessions() -> ResponseReturnValue:
    with transaction():
        services.end_other_sessions(current_user, but=sessions.current_id(), now=clock.now())
    return go("people.account_sessions", message=_("You're signed out everywhere else."))


def _span(span: timedelta) -> str:
    """A span of time in words, in the largest unit that says it exactly."""
    minutes = int(span.total_seconds()) // 60
    if minutes % 60:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    if minutes % (24 * 60):
        return ngettext("%(num)d hour", "%(num)d hours", minutes // 60)
    return ngettext("%(num)d day", "%(num)d days", minutes // (24 * 60))
