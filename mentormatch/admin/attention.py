"""What needs an administrator's attention now, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from mentormatch.admin import queries
from mentormatch.admin.queries import Counts
from mentormatch.base import mail
from mentormatch.health import queries as health
from mentormatch.people.roster import services as roster
from mentormatch.programmes import queries as programmes

PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Matter:
    """One thing to look at: what, what to do about it, where, and how pressing it is in a word."""

    title: str
    hint: str
    url: str
    state: str
    tone: str


def matters(counts: Counts, now: datetime) -> list[Matter]:
    """Everything that waits."""
    return [*_mail(now), *_programmes(), *_imports(), *_accounts(counts)]


def _mail(now: datetime) -> Iterator[Matter]:
    failed = mail.state_counts().get(mail.FAILED, 0)
    if failed:
        yield Matter(ngettext("A mail could not be sent", "%(num)d mails could not be sent", failed),
                     _("See what the mail server said, then send them again."),
                     url_for("admin.mail", state=mail.FAILED), _("Failed"), "danger")
    if queries.oldest_waiting(now, PATIENCE):
        hint = _("The mail server does not answer, or many mails were written at once. They are tried again by "
                 "themselves.")
        if health.report(now)["worker"] != health.OK:
            hint = _("The worker is not running, so nothing is sent. Whoever runs the server can start it with "
                     "“mentormatch work”.")
        yield Matter(_("Mails have been waiting for more than ten minutes"), hint,
                     url_for("admin.mail", state=mail.QUEUED), _("Waiting"), "warning")


def _programmes() -> Iterator[Matter]:
    for programme in programmes.run_by_nobody():
        yield Matter(_("Nobody runs %(name)s any more", name=programme.name),
                     _("Everybody who ran it has left the company. Appoint somebody, so that nobody in it is alone."),
                     url_for("programmes.coordinators", slug=programme.slug), _("To do"), "warning")


def _imports() -> Iterator[Matter]:
    for upload in roster.waiting()[:3]:
        yield Matter(_("Finish importing %(file)s", file=upload.file_name),
                     _("Uploaded %(moment)s and looked at, but not imported.",
                       moment=format_datetime(upload.created_at, "d MMM, HH:mm")),
                     url_for("admin.import_preview", upload_id=upload.id), _("Not imported"), "info")


def _accounts(counts: Counts) -> Iterator[Matter]:
    if counts.people <= 1:
        yield Matter(_("Bring in your colleagues"), _("Import the roster of your company as a CSV file."),
                     url_for("admin.import_people"), _("To do"), "info")
    if counts.never_invited:
        yield Matter(ngettext("One person was never invited", "%(num)d people were never invited",
                              counts.never_invited),
                     _("They can register by themselves, but a mail with a link is easier for them."),
                     url_for("admin.people", account="no"), _("To do"), "info")
