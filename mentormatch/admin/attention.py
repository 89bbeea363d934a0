"""What needs an administrator's attention now, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from mentormatch.admin import outbox
from mentormatch.admin.queries import AccountCounts
from mentormatch.base import mail
from mentormatch.concerns import queries as concerns
from mentormatch.enrolments import queries as enrolments
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


def matters(counts: AccountCounts, now: datetime) -> list[Matter]:
    """Everything there is to look at, the most pressing first."""
    return [*_mail(now), *_programmes(), *_lots(), *_concerns(), *_imports(), *_accounts(counts)]


def _mail(now: datetime) -> Iterator[Matter]:
    failed = outbox.failed_count()
    if failed:
        yield Matter(ngettext("An email couldn't be sent", "%(num)d emails couldn't be sent", failed),
                     _("See what the mail server said, then send them again."),
                     url_for("admin.mail", state=mail.FAILED), _("Failed"), "danger")
    if outbox.is_anything_waiting(now, PATIENCE):
        hint = _("The mail server isn't answering, or many emails were created at once. We'll keep retrying "
                 "automatically.")
        if health.report(now)["worker"] != health.OK:
            hint = _("The worker isn't running, so nothing is being sent. The person who runs your server can start it "
                     "with “mentormatch work”.")
        yield Matter(_("Emails have been waiting for more than ten minutes"), hint,
                     url_for("admin.mail", state=mail.QUEUED), _("Waiting"), "warning")


def _programmes() -> Iterator[Matter]:
    for programme in programmes.run_by_nobody():
        yield Matter(_("No one runs %(name)s any more", name=programme.name),
                     _("Everyone who ran it has left the company. Appoint someone, so that its people have a contact."),
                     url_for("programmes.coordinators", slug=programme.slug), _("To do"), "warning")


def _lots() -> Iterator[Matter]:
    for programme in enrolments.with_many_limits():
        yield Matter(_("Many people in %(name)s use their private list", name=programme.name),
                     _("The more people do, the more of the pairs set aside are someone's wish. Setting more pairs "
                       "aside by lot hides that again: ask its coordinators to choose “strong”."),
                     url_for("programmes.show", slug=programme.slug), _("To do"), "warning")


def _concerns() -> Iterator[Matter]:
    count = len(concerns.without_readers())
    if count:
        yield Matter(ngettext("No one can read a concern any more", "No one can read %(num)d concerns any more", count),
                     _("Everyone they were handed to has left. You can hand them on without reading them."),
                     url_for("concerns.without_readers"), _("To do"), "danger")


def _imports() -> Iterator[Matter]:
    for upload in roster.not_imported()[:3]:
        yield Matter(_("Finish importing %(file)s", file=upload.file_name),
                     _("Uploaded and previewed on %(moment)s, but not imported.",
                       moment=format_datetime(upload.created_at, "d MMM, HH:mm")),
                     url_for("admin.import_preview", upload_id=upload.id), _("Not imported"), "info")


def _accounts(counts: AccountCounts) -> Iterator[Matter]:
    if counts.people <= 1:
        yield Matter(_("Add your colleagues"), _("Import your company's roster as a CSV file."),
                     url_for("admin.import_people"), _("To do"), "info")
    if counts.never_invited:
        yield Matter(ngettext("One person hasn't been invited", "%(num)d people haven't been invited",
                              counts.never_invited),
                     _("They can register on their own, but an email with a link is easier for them."),
                     url_for("admin.people", account="no"), _("To do"), "info")
