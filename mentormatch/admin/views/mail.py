"""The outbox: which emails went out, which are waiting, which failed and why."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.admin import labels, outbox, privacy, services
from mentormatch.admin.forms import MailFilter
from mentormatch.admin.views.blueprint import bp, page_number
from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.base.pages import go, page


@bp.get("/admin/mail")
@requires(Permission.ADMINISTER)
def mail() -> ResponseReturnValue:
    """The outbox: emails about accounts, newest first; addresses that refuse; totals of all other emails."""
    criteria = MailFilter(request.args)
    state, text = criteria.state.data or None, criteria.words.data or ""
    return page("admin/mail.html", filter=criteria, emails=outbox.about_accounts(state, text, page_number()),
                labels=labels, failed=outbox.failed_count(), is_filtered=bool(state or text),
                totals=outbox.totals(clock.now(), viewer.zone()), refusing=outbox.refusing_addresses())


@bp.get("/admin/mail/<int:mail_id>")
@requires(Permission.ADMINISTER, on=outbox.by_id)
def letter(mail: OutboxMail) -> ResponseReturnValue:
    """One email about an account: its headers, what became of it, and its text while it waits."""
    subject, text = privacy.shown_words(mail)
    return page("admin/letter.html", mail=mail, labels=labels, subject=subject, text=text)


@bp.post("/admin/mail/<int:mail_id>/resend")
@requires(Permission.ADMINISTER, on=outbox.by_id)
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
