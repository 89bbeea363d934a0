"""The audit trail: who did what, when; to look through and to export."""

from flask import request
from flask.typing import ResponseReturnValue

from mentormatch.admin import audit_rows, trail
from mentormatch.admin.forms import AuditForm
from mentormatch.admin.views.blueprint import bp, page_number
from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.downloads import spreadsheet_attachment
from mentormatch.base.pages import page


@bp.get("/admin/audit")
@requires(Permission.ADMINISTER)
def audit() -> ResponseReturnValue:
    """The trail, newest first."""
    form = _filled()
    entries = audit_rows.page(audit_rows.conditions(trail.filter_of(form)), page_number())
    return page("admin/audit.html", form=form, entries=entries, lines=trail.lines(entries.items),
                is_filtered=any(form.data.values()))


@bp.get("/admin/audit/export")
@requires(Permission.ADMINISTER)
def export_audit() -> ResponseReturnValue:
    """The same as CSV, oldest first, all of it."""
    rows = trail.export_rows(audit_rows.conditions(trail.filter_of(_filled())))
    return spreadsheet_attachment(f"audit-{clock.now():%Y-%m-%d}.csv", trail.HEADINGS, rows)


def _filled() -> AuditForm:
    form = AuditForm(request.args, audit_rows.verbs(), audit_rows.programme_names())
    form.validate()
    return form
