"""Pages of fit checks and pulses: short questions that each answers alone."""

from flask import Blueprint

bp = Blueprint("pulses", __name__)
