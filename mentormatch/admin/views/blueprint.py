"""The blueprint of administration, and what its pages share."""

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _

from mentormatch.base.pages import page

MAX_PAGES = 1_000_000

bp = Blueprint("admin", __name__)


@bp.errorhandler(413)
def too_large(error: Exception) -> Response:
    """Say how large a file may be; it was refused before it arrived."""
    limit = current_app.config["SETTINGS"].upload_megabytes
    return page("errors/413.html", status=413, message=_(
        "The file is larger than %(most)d MB. Split it, or ask the person who runs your server to increase "
        "MENTORMATCH_UPLOAD_MEGABYTES.", most=limit))


def page_number() -> int:
    """Which page of a list to show; the first for anything that is no number."""
    return min(max(request.args.get("page", 1, int), 1), MAX_PAGES)
