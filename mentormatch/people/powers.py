"""Acts of power: everyone who has to know hears of them by email, the actor too, on leave or not.

A feature words what happened (`PowerNotice`) and calls `announce` in the transaction of the act.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_datetime
from flask_babel import gettext as _

from mentormatch.base.mail import Letter
from mentormatch.people import mail, queries
from mentormatch.people.models import LEFT, Person
from mentormatch.people.zones import zone_of


@dataclass(frozen=True)
class PowerNotice:
    """What an email says of an act of power, in finished sentences.

    `subject` is short; `deed` says who did what to whom; `remedy` says what to do if that's wrong, on the page `url`,
    to which a button labelled `action` leads.
    """

    subject: str
    deed: str
    remedy: str
    action: str
    url: str


def announce(notice: PowerNotice, *, concerned: Iterable[Person] = (), now: datetime) -> None:
    """Email every administrator, and the people concerned, each once; in the current transaction.

    It's a security email: it also goes to people on leave and to whoever acted, whose account may be in other hands.
    """
    readers = {person.id: person for person in (*queries.administrators(), *concerned) if person.has_account}
    for reader in readers.values():
        if reader.status != LEFT:
            mail.post_account_letter(_letter(notice, reader, now), address=reader.email, person=reader,
                                     kind="people.power", now=now)


def _letter(notice: PowerNotice, reader: Person, now: datetime) -> Letter:
    moment = format_datetime(now.astimezone(zone_of(reader)), "d MMMM yyyy, HH:mm (VVV)", rebase=False)
    return Letter(
        subject=notice.subject,
        paragraphs=(notice.deed, _("It happened on %(moment)s.", moment=moment)),
        action_label=notice.action, action_url=notice.url,
        closing=(_("Is this wrong? %(remedy)s", remedy=notice.remedy),),
        reason=_("You're receiving this because you're an administrator, or because this concerns you."))
