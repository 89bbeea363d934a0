"""What happens around every request: hosts, body limits, headers, the viewer's zone, errors, request ids."""

import hashlib
import uuid
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, current_app, g, render_template, request
from flask.sessions import SecureCookieSessionInterface
from flask_babel import Babel, format_date, format_datetime
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from itsdangerous import Signer
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from mentormatch.base import isolation, security_log, viewer
from mentormatch.base.db import release
from mentormatch.base.errors import DomainError
from mentormatch.base.links import is_safe_return
from mentormatch.base.scores import percent

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
KNOWN_ERRORS = frozenset({400, 403, 404, 405, 409, 410, 413, 429, 500, 503})

csrf = CSRFProtect()
Signer.default_digest_method = staticmethod(hashlib.sha256)  # also for tokens that libraries sign; theirs is SHA-1


class Sessions(SecureCookieSessionInterface):
    """Session cookies signed with HMAC-SHA256; Flask's own signature is HMAC-SHA1."""

    digest_method = staticmethod(hashlib.sha256)


def init_app(app: Flask) -> None:
    """Install everything around requests; features register their pages elsewhere."""
    settings = app.config["SETTINGS"]
    app.session_interface = Sessions()
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask documents
            app.wsgi_app, x_for=count, x_proto=count, x_host=count)
    csrf.init_app(app)
    babel = Babel(app, default_timezone=settings.time_zone, timezone_selector=viewer.zone,
                  default_locale="en", locale_selector=lambda: "en")
    isolation.init_app(app, babel)
    app.before_request(_begin)
    app.after_request(_finish)
    app.jinja_env.filters.update(day=_day, moment=_moment, percent=percent)
    app.register_error_handler(CSRFError, _csrf_failed)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crashed)


def _begin() -> None:
    g.request_id = uuid.uuid4().hex[:12]
    structlog.contextvars.clear_contextvars()
    route = request.url_rule.rule if request.url_rule else "unknown"  # not the path: mailed links are secrets
    structlog.contextvars.bind_contextvars(request_id=g.request_id, method=request.method, route=route)


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
    account = current_user.id if current_user.is_authenticated else None
    security_log.write("csrf.refused", account=account, reason=str(error.description))
    if not current_user.is_authenticated and "ask_to_sign_in" in current_app.extensions:
        return current_app.extensions["ask_to_sign_in"]()
    return _error_page(400, _("This page expired. Go back, reload it and submit it again."))


def _refused(error: DomainError) -> Any:
    release()
    return _error_page(409, error.sentence)


def _http_error(error: HTTPException) -> Any:
    if error.code is not None and error.code < 400:
        return error
    if isinstance(error, SecurityError):  # called by a name that is not ours: no page can be built for it
        return Response("This is not an address of mentormatch.\n", 400, mimetype="text/plain")
    return _error_page(error.code or 500)


def _crashed(error: Exception) -> Any:
    if current_app.config.get("PROPAGATE_EXCEPTIONS") or current_app.testing:
        raise error
    release()
    log.exception("request.failed")
    return _error_page(500)


def _error_page(status: int, message: str = "") -> Any:
    shown = status if status in KNOWN_ERRORS else (400 if status < 500 else 500)
    return render_template(f"errors/{shown}.html", message=message, back_url=_way_back(),
                           request_id=g.get("request_id", "")), status


def _way_back() -> str:
    """The page this request came from, if it was one of ours and another one."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host or came_from.path == request.path:
        return ""
    target = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return target if is_safe_return(target) else ""


def _day(value: Any, form: str = "d MMM yyyy") -> str:
    return format_date(value, form) if value else ""


def _moment(value: Any, form: str = "d MMM yyyy, HH:mm (VVV)") -> str:
    """A moment in the reader's zone, which is named by its city: 20 Jun 2026, 10:00 (Lisbon)."""
    return format_datetime(value, form) if value else ""
