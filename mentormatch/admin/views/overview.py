"""The first page of administration."""

from flask.typing import ResponseReturnValue

from mentormatch.admin import attention, queries
from mentormatch.admin.views.blueprint import bp
from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.pages import page


@bp.get("/admin")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """What needs attention, and the way to everything."""
    counts = queries.counts()
    return page("admin/index.html", counts=counts, matters=attention.matters(counts, clock.now()))
