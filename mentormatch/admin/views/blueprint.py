"""The blueprint of administration, and what its pages share."""

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _

from mentormatch.base.pages import page

MOST_PAGES = 1_000_000

bp = Blueprint("admin", __name__)


@bp.errorhandler(413)
def too_large(error: Exception) -> Response:
    """Say how large a file may be; it was refused before it arrived."""
    most = current_app.config["SETTINGS"].upload_megabytes
    return page("errors/413.html", status=413, message=_(
        "The file is larger than %(most)d MB. Split it, or ask whoever runs the server to set "
        "MENTORMATCH_UPLOAD_MEGABYTES higher.", most=most))


def page_number() -> int:
    """Which page of a list is asked for; the first for whatever is no number."""
    return min(max(request.args.get("page", 1, int), 1), MOST_PAGES)
