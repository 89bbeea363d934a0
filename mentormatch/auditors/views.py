"""Pages of auditors: who they are (administrators), and what they check (auditors)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.auditors import proofs, queries, services
from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.downloads import attachment
from mentormatch.base.pages import go, page
from mentormatch.people import queries as people
from mentormatch.people.views.password_again import Question, ask_and_do
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.forms import SearchForm
from mentormatch.programmes.models import Programme
from mentormatch.rounds import labels
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import queries as rounds
from mentormatch.rounds.views import sentences

bp = Blueprint("auditors", __name__)


@bp.get("/auditor")
@requires(Permission.AUDIT)
def index() -> ResponseReturnValue:
    """The programmes one audits."""
    audited = [(programme, queries.audited_rounds(programme)) for programme in queries.audited_by(current_user.id)]
    return page("auditors/index.html", audited=audited, labels=labels)


@bp.get("/auditor/drafts/<id:draft_id>")
@requires(Permission.AUDIT_PROGRAMME, on=rounds.draft)
def draft(draft: Draft) -> ResponseReturnValue:
    """What a draft was asked for, its figures, and its certificate, checked again each time this is looked at."""
    checks = result_files.recheck(draft)
    return page("auditors/draft.html", draft=draft, programme=draft.programme, figures=rounds.figures(draft),
                role_words=programmes.words(draft.programme), labels=labels, checks=checks,
                asked=labels.settings(draft), bounds=sentences.bounds(checks), checked_at=clock.now(),
                is_rechecked=result_files.is_rechecked(draft), command=proofs.command(draft))


@bp.post("/auditor/drafts/<id:draft_id>/proof")
@requires(Permission.AUDIT_PROGRAMME, on=rounds.draft)
def export_proof(draft: Draft) -> ResponseReturnValue:
    """The files that prove a draft. It is posted, because it leaves an audit row."""
    content, name = proofs.archive(draft), proofs.archive_name(draft)
    with transaction():
        proofs.record_download(draft, by=current_user, now=clock.now())
    return attachment(content, name, "application/zip")


@bp.get("/programmes/<slug:slug>/auditors")
@requires(Permission.APPOINT_AUDITORS, on=programmes.by_slug)
def auditors(programme: Programme) -> ResponseReturnValue:
    """Who checks a programme's rounds, and who could."""
    form = SearchForm(request.args, meta={"csrf": False})
    colleagues = programmes.colleagues(form.words.data or "", but=programme.auditor_ids)
    return page("auditors/auditors.html", programme=programme, form=form, colleagues=colleagues)


@bp.route("/programmes/<slug:slug>/auditors/<id:person_id>/appoint", methods=["GET", "POST"])
@requires(Permission.APPOINT_AUDITORS, on=programmes.by_slug)
def appoint(programme: Programme, person_id: str) -> ResponseReturnValue:
    """Let someone check the rounds: an act of power."""
    question = Question(
        _("Appoint %(name)s as an auditor of %(programme)s?", name=_name(person_id), programme=programme.name),
        _("They'll see its rounds, figures and audit trail, and can download the files that prove a draft. They, all "
          "administrators and the programme's coordinators will get an email."),
        _("Appoint as auditor"), url_for("auditors.auditors", slug=programme.slug))
    return ask_and_do(
        question, lambda: services.appoint(programme, person_id, by=current_user, now=clock.now()),
        done=lambda person: go("auditors.auditors", slug=programme.slug,
                               message=_("%(name)s now audits this programme.", name=person.name)))


@bp.route("/programmes/<slug:slug>/auditors/<id:person_id>/dismiss", methods=["GET", "POST"])
@requires(Permission.APPOINT_AUDITORS, on=programmes.by_slug)
def dismiss(programme: Programme, person_id: str) -> ResponseReturnValue:
    """Take an auditor away: an act of power."""
    question = Question(
        _("Remove %(name)s as an auditor of %(programme)s?", name=_name(person_id), programme=programme.name),
        _("They keep their account, and files they've downloaded. They, all administrators and the programme's "
          "coordinators will get an email."),
        _("Remove as auditor"), url_for("auditors.auditors", slug=programme.slug))
    return ask_and_do(
        question, lambda: services.dismiss(programme, person_id, by=current_user, now=clock.now()),
        done=lambda _nothing: go("auditors.auditors", slug=programme.slug,
                                 message=_("Done. To undo this, appoint the same person again.")))


def _name(person_id: str) -> str:
    person = people.by_id(person_id)
    return (person.name or person.email) if person else _("this person")
