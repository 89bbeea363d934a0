"""A programme's audit trail, for its coordinators and auditors: to look through and to export."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.admin import audit_rows, programme_trail, trail
from mentormatch.admin.forms import AuditForm
from mentormatch.admin.views.blueprint import bp, page_number
from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.downloads import spreadsheet_attachment
from mentormatch.base.pages import page
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme


@bp.get("/programmes/<slug:slug>/audit")
@requires(Permission.READ_PROGRAMME_AUDIT, on=programmes.by_slug)
def programme_audit(programme: Programme) -> ResponseReturnValue:
    """What was done to run this programme, newest first."""
    form = _filled(programme)
    entries = audit_rows.page(
        programme_trail.conditions(trail.filter_of(form), programme, current_user), page_number())
    return page("admin/programme_audit.html", programme=programme, form=form, entries=entries,
                lines=trail.lines(entries.items, programme_trail.FACTS), is_filtered=any(form.data.values()))


@bp.get("/programmes/<slug:slug>/audit/export")
@requires(Permission.READ_PROGRAMME_AUDIT, on=programmes.by_slug)
def export_programme_audit(programme: Programme) -> ResponseReturnValue:
    """The same as CSV, oldest first, all of it."""
    where = programme_trail.conditions(trail.filter_of(_filled(programme)), programme, current_user)
    rows = trail.export_rows(where, programme_trail.FACTS)
    return spreadsheet_attachment(f"audit-{programme.slug}-{clock.now():%Y-%m-%d}.csv", trail.HEADINGS, rows)


def _filled(programme: Programme) -> AuditForm:
    form = AuditForm(request.args, audit_rows.verbs(programme_trail.shown(programme, current_user)), [])
    form.validate()
    return form
