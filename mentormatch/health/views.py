"""/healthz: whether this installation works, for anyone who watches over it. No secrets, no counts."""

from flask import Blueprint, Response, jsonify

from mentormatch.base import clock
from mentormatch.base.access import public
from mentormatch.health.queries import OK, report

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> tuple[Response, int]:
    """200 when the database can be read and its tables are those of this version; else 503."""
    facts = report(clock.now())
    is_well = (facts["database"], facts["migrations"]) == (OK, OK)
    return jsonify({"status": OK if is_well else "not ok", **facts}), 200 if is_well else 503
