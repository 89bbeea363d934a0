"""Importing the roster: upload, preview, import."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.admin.forms import LeaversForm, UploadForm
from mentormatch.admin.previews import preview_of
from mentormatch.admin.views.blueprint import bp, page_number
from mentormatch.base import clock, idempotency, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import release, transaction
from mentormatch.base.pages import go, page
from mentormatch.enrolments import membership
from mentormatch.pairs import leaving
from mentormatch.people.models import RosterUpload
from mentormatch.people.roster import services as roster
from mentormatch.people.roster.plan import RosterPlan
from mentormatch.people.zones import zone_of


@bp.route("/admin/import", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def import_people() -> ResponseReturnValue:
    """Choose a file; it is previewed first, nothing is imported yet."""
    form = UploadForm()
    if form.validate_on_submit():
        content = form.file.data.read()
        release()
        with form.refusals():
            roster.look(content)
            with transaction():
                upload_id = _store_once(form, content)
            return go("admin.import_preview", upload_id=upload_id)
    return page("admin/import_people.html", form=form, waiting=roster.not_imported())


@bp.get("/admin/imports/<id:upload_id>")
@requires(Permission.ADMINISTER, on=roster.upload_by_id)
def import_preview(upload: RosterUpload) -> ResponseReturnValue:
    """What importing would do; once it is done, what it did."""
    if upload.imported_at:
        return page("admin/imported.html", upload=upload, result=roster.result(upload))
    plan = roster.preview(upload)
    if plan is None:
        return page("admin/import_check.html", upload=upload)
    return _preview_page(upload, plan, LeaversForm())


@bp.get("/admin/imports/<id:upload_id>/progress")
@requires(Permission.ADMINISTER, on=roster.upload_by_id)
def import_progress(upload: RosterUpload) -> ResponseReturnValue:
    """Nothing, until the worker has read the file; then the open page loads again."""
    return Response(status=204, headers={"HX-Refresh": "true"} if upload.checked_at else {})


@bp.post("/admin/imports/<id:upload_id>/check")
@requires(Permission.ADMINISTER, on=roster.upload_by_id)
def check_import_again(upload: RosterUpload) -> ResponseReturnValue:
    """Compare the file again with the people as they are now."""
    with transaction():
        roster.check_again(upload)
    return go("admin.import_preview", upload_id=upload.id)


@bp.post("/admin/imports/<id:upload_id>/run")
@requires(Permission.ADMINISTER, on=roster.upload_by_id)
def run_import(upload: RosterUpload) -> ResponseReturnValue:
    """Import the whole file. The preview shows what must be fixed first; the second of two presses does nothing."""
    upload_id, form = upload.id, LeaversForm()
    if upload.imported_at is not None or not form.validate_on_submit():
        return go("admin.import_preview", upload_id=upload_id)
    sheet, plan = roster.read(upload.content), roster.preview(upload)
    release()
    try:
        with transaction():
            roster.import_upload(upload_id, sheet, by=current_user, now=clock.now(), leavers=form.count)
    except roster.RosterHasProblems as refusal:
        return go("admin.import_preview", upload_id=upload_id, message=refusal.sentence, tone="danger")
    except roster.ManyWouldLeave as refusal:
        form.leavers.errors = [str(refusal)]
        return _preview_page(upload, plan or RosterPlan(), form)
    return go("admin.import_preview", upload_id=upload_id, message=_("The roster has been imported."))


@bp.post("/admin/imports/<id:upload_id>/discard")
@requires(Permission.ADMINISTER, on=roster.upload_by_id)
def discard_import(upload: RosterUpload) -> ResponseReturnValue:
    """Discard an uploaded file."""
    with transaction():
        roster.discard(upload)
    return go("admin.import_people", message=_("The file has been discarded. Nothing was imported from it."))


def _preview_page(upload: RosterUpload, plan: RosterPlan, form: LeaversForm) -> ResponseReturnValue:
    leavers = [entry.known.id for entry in plan.leaving if entry.known]
    preview = preview_of(plan, request.args.get("list"), page_number())
    return page("admin/import_preview.html", upload=upload, preview=preview, form=form,
                touched=leaving.touched(leavers, viewer.today()),
                until=(clock.now() + membership.grace()).astimezone(zone_of(current_user)).date())


def _store_once(form: UploadForm, content: bytes) -> str:
    earlier = idempotency.earlier_result(form.idempotency_key.data, by_id=current_user.id)
    if earlier is not None:
        return earlier
    now = clock.now()
    upload = roster.store(form.file.data.filename or "people.csv", content, by=current_user, now=now)
    idempotency.remember(form.idempotency_key.data, by_id=current_user.id, result_id=upload.id, now=now)
    return upload.id
