"""Pages of concerns: raising one, and handling it as one of the people a programme names."""

from flask import Blueprint

bp = Blueprint("concerns", __name__)
