"""The blueprint of people, the limits on guessing, and what all of its pages share."""

import hashlib
import math
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_limiter import RateLimitExceeded
from flask_login import current_user
from werkzeug.wrappers import Response as Redirect

from mentormatch.base import security_log
from mentormatch.base.links import is_safe_return
from mentormatch.base.pages import go, page
from mentormatch.base.throttle import limiter
from mentormatch.people import addresses
from mentormatch.people.accounts import guesses, sessions
from mentormatch.people.accounts.guesses import TooManyGuesses
from mentormatch.people.accounts.sessions import NewSession
from mentormatch.people.services import Device

bp = Blueprint("people", __name__)


def _account() -> str:
    """The account someone tries to open: their own, else the address they entered, whether it is known or not."""
    email = current_user.email if current_user.is_authenticated else addresses.tidied(request.form.get("email", ""))
    return hashlib.sha256(email.encode()).hexdigest()


def _was_refused(response: Response) -> bool:
    return response.status_code == 400


# Guesses at passwords are counted by accounts/guesses.py. A company may reach us from one network address.
tries_per_network = limiter.shared_limit(
    "60 per 15 minutes", scope="welcome-network", methods=["POST"], deduct_when=_was_refused)
mails_per_address = limiter.shared_limit("5 per hour", scope="mail", key_func=_account, methods=["POST"])
mails_per_network = limiter.shared_limit("300 per 15 minutes", scope="mail-network", methods=["POST"])


@bp.app_errorhandler(TooManyGuesses)
@bp.errorhandler(429)
def too_many_tries(error: Exception) -> Response:
    """Say how long to wait and what else can be done; the same for every account."""
    account = current_user.id if current_user.is_authenticated else None
    security_log.write("tries.refused", account=account)
    seconds = error.limit.limit.get_expiry() if isinstance(error, RateLimitExceeded) and error.limit else 300
    if isinstance(error, TooManyGuesses):
        seconds = int(error.retry_after)  # type: ignore[arg-type]  # we give it seconds
    minutes = math.ceil(seconds / 60)
    wait = (ngettext("Wait %(num)d second, then try again.", "Wait %(num)d seconds, then try again.", seconds)
            if seconds < 60 else
            ngettext("Wait %(num)d minute, then try again.", "Wait %(num)d minutes, then try again.", minutes))
    response = page("people/too_many_tries.html", status=429, wait=wait)
    response.headers["Retry-After"] = str(seconds)
    return response


@bp.app_context_processor
def ways_in_and_out() -> dict[str, Any]:
    """The addresses the frame of every page leads to."""
    return {"account_url": url_for("people.account"), "sign_out_url": url_for("people.sign_out")}


def device() -> Device:
    """Where the present request comes from."""
    return Device(request.user_agent.string, request.remote_addr or "")


def enter(new: NewSession, now: datetime, target: str | None = None) -> Redirect:
    """Carry a fresh session to the browser, and go where its owner wanted to go, else home."""
    sessions.put_in_cookie(new, now)
    answer = redirect(target if target and is_safe_return(target) else url_for("home.index"), 303)
    return know_device(answer, new.email)


def know_device(answer: Redirect, email: str) -> Redirect:
    """Let the browser that gets this answer be a known device of an account: strangers can't slow it down."""
    guesses.remember_device(answer, email)  # type: ignore[arg-type]  # Flask's redirects are responses of its own
    return answer


def go_to_inbox(address: str, endpoint: str) -> Redirect:
    """On to the page that says where a link was mailed to; the address travels in the session, not in the URL."""
    session["link_address"] = address
    return go(endpoint)


def dead_link(purpose: str, was_used: bool) -> Response:
    """The page for a mailed link that no longer works: why, and what to do."""
    security_log.write("link.refused", kind=purpose, reason="used" if was_used else "unknown_or_expired")
    return page("people/dead_link.html", status=410, purpose=purpose, was_used=was_used,
                heading=_("This link has already been used") if was_used else _("This link no longer works"))
