"""The blueprint of check-ins, and what all of its pages share."""

from flask import Blueprint

from mentormatch.base.throttle import limiter

bp = Blueprint("checkins", __name__)

tries_per_network = limiter.shared_limit("60 per 15 minutes", scope="log-link", methods=["POST"])
