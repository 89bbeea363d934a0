"""Pages of goals and next steps."""

from flask import Blueprint

bp = Blueprint("goals", __name__)
