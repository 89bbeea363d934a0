"""The audit trail: who did what, when; to look through and to export."""

from flask import Response, request, stream_with_context
from flask.typing import ResponseReturnValue

from mentormatch.admin import labels, queries, trail
from mentormatch.admin.forms import AuditForm
from mentormatch.admin.views.blueprint import bp, page_number
from mentormatch.base import clock, spreadsheet
from mentormatch.base.access import Permission, requires
from mentormatch.base.pages import page


@bp.get("/admin/audit")
@requires(Permission.ADMINISTER)
def audit() -> ResponseReturnValue:
    """The trail, newest first."""
    form = AuditForm(request.args, queries.audit_verbs(), queries.programme_names())
    form.validate()
    entries = queries.audit_page(trail.filter_of(form), page_number())
    return page("admin/audit.html", form=form, entries=entries, lines=trail.lines(entries.items), labels=labels,
                is_filtered=any(form.data.values()))


@bp.get("/admin/audit/export")
@requires(Permission.ADMINISTER)
def export_audit() -> ResponseReturnValue:
    """The same as CSV, oldest first, all of it."""
    form = AuditForm(request.args, queries.audit_verbs(), queries.programme_names())
    form.validate()
    rows = trail.export_rows(queries.audit_rows(trail.filter_of(form)))
    name = f"audit-{clock.now():%Y-%m-%d}.csv"
    return Response(stream_with_context(spreadsheet.lines(trail.HEADINGS, rows)), mimetype="text/csv",
                    headers={"Content-Disposition": f'attachment; filename="{name}"'})
