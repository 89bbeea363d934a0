"""The outbox: which emails went out, which are waiting, which failed and why."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.admin import labels, privacy, queries, services
from mentormatch.admin.forms import MailFilter
from mentormatch.admin.views.blueprint import bp, page_number
from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.mail import OutboxMail, state_counts
from mentormatch.base.pages import go, page


@bp.get("/admin/mail")
@requires(Permission.ADMINISTER)
def mail() -> ResponseReturnValue:
    """The outbox, newest first."""
    criteria = MailFilter(request.args)
    state, text = criteria.state.data or None, criteria.words.data or ""
    return page("admin/mail.html", filter=criteria, emails=queries.outbox(state, text, page_number()), labels=labels,
                counts=state_counts(), is_confidential=privacy.is_confidential, is_filtered=bool(state or text))


@bp.get("/admin/mail/<int:mail_id>")
@requires(Permission.ADMINISTER, on=queries.mail)
def letter(mail: OutboxMail) -> ResponseReturnValue:
    """One email: its headers, what became of it, and as much of its text as is an administrator's business."""
    return page("admin/letter.html", mail=mail, labels=labels, text=privacy.shown_text(mail),
                can_read=privacy.can_read(mail), is_confidential=privacy.is_confidential(mail))


@bp.post("/admin/mail/<int:mail_id>/resend")
@requires(Permission.ADMINISTER, on=queries.mail)
def resend(mail: OutboxMail) -> ResponseReturnValue:
    """Try an email again now."""
    with transaction():
        services.resend(mail, by=current_user, now=clock.now())
    return go("admin.letter", mail_id=mail.id, message=_("The email is on its way again."))


@bp.post("/admin/mail/resend-failed")
@requires(Permission.ADMINISTER)
def resend_failed() -> ResponseReturnValue:
    """Try all failed emails again now."""
    with transaction():
        count = services.resend_failed(by=current_user, now=clock.now())
    message = (ngettext("One email is on its way again.", "%(num)d emails are on their way again.", count) if count else
               _("No emails have failed."))
    return go("admin.mail", message=message, tone="success" if count else "info")
