"""Pages of agreements: proposing one, accepting it, its versions."""

from flask import Blueprint

bp = Blueprint("agreements", __name__)
