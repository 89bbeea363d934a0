"""Pages of how a person wants to be reminded."""

from flask import Blueprint

bp = Blueprint("reminders", __name__)
