"""What happens around every request: hosts, body limits, headers, the reader's zone, errors, request ids."""

import uuid
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, render_template, request
from flask_babel import Babel, format_date, format_datetime
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from mentormatch.base.db import release
from mentormatch.base.errors import DomainError

log = structlog.get_logger()

POLICY = "; ".join((
    "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "object-src 'none'",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
))
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SENTENCES = {
    400: ("We could not read that", "Please go back, reload the page and send it again."),
    404: ("Page not found", "It may have moved, or it is not yours to see."),
    405: ("That cannot be done here", "Please go back and use the buttons of the page."),
    413: ("That was too large", "Please send less at once; the page says how much fits."),
    429: ("Too many tries", "Please wait a few minutes, then try again."),
    500: ("Something broke on our side", "Nothing was half-saved. Please try again in a moment."),
    503: ("Closed for a moment", "Please try again in a minute."),
}

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Install everything around requests; features register their pages elsewhere."""
    settings = app.config["SETTINGS"]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask documents
            app.wsgi_app, x_for=count, x_proto=count, x_host=count)
    csrf.init_app(app)
    Babel(app, default_timezone=settings.time_zone, timezone_selector=reader_zone,
          default_locale="en", locale_selector=lambda: "en")
    app.before_request(_begin)
    app.after_request(_finish)
    app.jinja_env.filters.update(day=_day, moment=_moment)
    app.register_error_handler(CSRFError, _csrf_failed)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crashed)


def reader_zone() -> str:
    """The IANA zone times are shown in: the reader's own, else the installation's."""
    own = getattr(current_user, "time_zone", "") if current_user else ""
    return own or current_app.config["SETTINGS"].time_zone


def _begin() -> None:
    g.request_id = uuid.uuid4().hex[:12]
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id, method=request.method, path=request.path)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SETTINGS"].is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-ID"] = g.get("request_id", "")
    return response


def _csrf_failed(error: CSRFError) -> Any:
    if not current_user.is_authenticated and "ask_to_sign_in" in current_app.extensions:
        return current_app.extensions["ask_to_sign_in"]()
    return _error_page(400, "This page had grown old", "Please go back, reload it and send it again.")


def _refused(error: DomainError) -> Any:
    release()
    return _error_page(409, "That could not be done", str(error))


def _http_error(error: HTTPException) -> Any:
    if error.code is not None and error.code < 400:
        return error
    heading, sentence = SENTENCES.get(error.code or 500, SENTENCES[500])
    return _error_page(error.code or 500, heading, sentence)


def _crashed(error: Exception) -> Any:
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    release()
    log.exception("request.failed")
    return _error_page(500, *SENTENCES[500])


def _error_page(status: int, heading: str, sentence: str) -> Any:
    return render_template("errors/error.html", status=status, heading=heading, sentence=sentence,
                           request_id=g.get("request_id", "")), status


def _day(value: Any, form: str = "d MMM yyyy") -> str:
    return format_date(value, form) if value else ""


def _moment(value: Any, form: str = "d MMM yyyy, HH:mm z") -> str:
    return format_datetime(value, form) if value else ""
