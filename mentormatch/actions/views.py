"""Pages of sponsor actions: reporting one, answering it, what came of it."""

from flask import Blueprint

bp = Blueprint("actions", __name__)
