"""Taking a draft along as a file. It is posted, because it leaves an audit row."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.downloads import attachment
from mentormatch.rounds.drafts import exports
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, file_name, unless_sealed

KINDS = {"csv": "text/csv", "json": "application/json"}


@bp.post("/drafts/<id:draft_id>/exports/<any(csv, json):file>")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def export_draft(draft: Draft, file: exports.Format) -> ResponseReturnValue:
    with transaction():
        content = exports.export(draft, file, by=current_user, now=clock.now())
    return attachment(content, file_name(draft, file), KINDS[file])
