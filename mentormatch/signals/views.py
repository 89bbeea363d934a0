"""Pages of who needs help, for those who run a programme."""

from flask import Blueprint

bp = Blueprint("signals", __name__)
