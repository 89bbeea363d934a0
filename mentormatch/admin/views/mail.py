"""The outbox: which mails went out, which wait, which failed and why."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.admin import privacy, queries, services, words
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
    asked = MailFilter(request.args)
    found = queries.outbox(asked.state.data or None, asked.words.data or "", page_number())
    return page("admin/mail.html", filter=asked, found=found, counts=state_counts(), words=words,
                is_kept_back=privacy.is_kept_back, is_filtered=bool(asked.state.data or asked.words.data))


@bp.get("/admin/mail/<int:mail_id>")
@requires(Permission.ADMINISTER, on=queries.mail)
def letter(mail: OutboxMail) -> ResponseReturnValue:
    """One mail: its headers, what became of it, and as much of its text as is an administrator's business."""
    return page("admin/letter.html", mail=mail, words=words, text=privacy.shown_text(mail),
                can_read=privacy.can_read(mail), is_kept_back=privacy.is_kept_back(mail))


@bp.post("/admin/mail/<int:mail_id>/resend")
@requires(Permission.ADMINISTER, on=queries.mail)
def resend(mail: OutboxMail) -> ResponseReturnValue:
    """Try a mail again now."""
    with transaction():
        services.resend(mail, by=current_user, now=clock.now())
    flash(_("The mail is on its way again."), "success")
    return go("admin.letter", mail_id=mail.id)


@bp.post("/admin/mail/resend-failed")
@requires(Permission.ADMINISTER)
def resend_failed() -> ResponseReturnValue:
    """Try all failed mails again now."""
    with transaction():
        count = services.resend_failed(by=current_user, now=clock.now())
    flash(ngettext("One mail is on its way again.", "%(num)d mails are on their way again.", count) if count else
          _("No mail has failed."), "success" if count else "info")
    return go("admin.mail")
