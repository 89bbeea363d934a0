"""Emails that were written into a folder, for developers; the page exists only where MENTORMATCH_DEVELOPMENT is set."""

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from mentormatch.admin import mailbox
from mentormatch.admin.views.blueprint import bp
from mentormatch.base.access import public
from mentormatch.base.pages import page


@bp.get("/development/mail")
@public
def development_mail() -> ResponseReturnValue:
    """The newest emails with their links, without signing in: the way to a verification link while developing."""
    settings = current_app.config["SETTINGS"]
    if not settings.development or request.remote_addr not in ("127.0.0.1", "::1"):  # however it was started
        abort(404)
    return page("admin/development_mail.html", mails=mailbox.newest(settings.mail_url), mail_url=settings.mail_url)
