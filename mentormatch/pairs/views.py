"""Pages of pairs."""

from flask import Blueprint

bp = Blueprint("pairs", __name__)
