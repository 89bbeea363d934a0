"""The person who reads the page: the zone times are shown in, and the date it is there."""

from datetime import date

from flask import current_app
from flask_login import current_user

from mentormatch.base import clock


def zone() -> str:
    """The reader's own IANA zone, else the installation's."""
    own = getattr(current_user, "time_zone", "") if current_user else ""
    return own or current_app.config["SETTINGS"].time_zone


def today() -> date:
    """The date where the reader is."""
    return clock.today(zone())
