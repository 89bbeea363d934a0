"""The blueprint of check-ins, and what all of its pages share."""

from datetime import date

from flask import Blueprint
from flask_babel import get_timezone

from mentormatch.base import clock
from mentormatch.base.throttle import limiter

bp = Blueprint("checkins", __name__)

tries_per_network = limiter.shared_limit("60 per 15 minutes", scope="log-link", methods=["POST"])


def today() -> date:
    """The date where the reader is."""
    return clock.now().astimezone(get_timezone()).date()
