"""What is done about a concern: raised, opened, taken in hand, noted, answered, closed, handed on.

The audit trail learns once a day, in no order, that a programme received or closed one: not the pair, not by whom, not
the hour, which would lead to the reporter. The words stay in the concern and its own log, which its reporter and its
readers read. Who is named for concerns is in contacts.py.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import gettext as _

from mentormatch.base import audit_daily, hourly, idempotency, versions
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError, IsClosed
from mentormatch.concerns import letters, queries
from mentormatch.concerns.models import (
    ADDED,
    ALLOWED,
    CLOSED,
    HANDED_ON,
    IN_HAND,
    MESSAGE,
    NOTE,
    OPENED,
    PAUSED,
    RECEIVED,
    RESUMED,
    Concern,
    ConcernEntry,
    ConcernReader,
)
from mentormatch.pairs import breaks
from mentormatch.pairs.models import Pair
from mentormatch.people import mail
from mentormatch.people.models import Person

KIND = "pairs.message"  # a name that gives nothing away to those who look after the outbox


@dataclass(frozen=True)
class ConcernReport:
    """What a person reports as not right, and who may hear of it."""

    what: str
    gives_name: bool = False
    may_know: str = "contacts"
    pause_contact: bool = False


class NobodyToHear(DomainError):
    """There is no one outside the pair who could receive a concern."""


class NotAContact(DomainError):
    """A person who is not named for concerns, or is part of the pair, tries to handle one."""


class NobodyToHandOnTo(DomainError):
    """The programme has named no one who could read a concern in place of those who are gone."""


def report(
    pair: Pair, words: ConcernReport, *, by: Person, now: datetime, idempotency_key: str | None = None,
) -> Concern:
    """Raise a concern: its readers, who stay so, and the reporter get an email that gives nothing away.

    The same form posted twice raises one. With `pause_contact` the pair is put on a break that has no author.
    Raises NobodyToHear, TooManyThisHour; LookupError for anyone outside the pair.
    """
    earlier = queries.by_id(idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    pair.side_of(by.id)
    contacts = queries.contacts_for(pair)
    if not contacts:
        raise NobodyToHear(_("This programme hasn't named anyone outside the two of you at the moment. Please speak "
                             "to your HR department. We haven't kept what you wrote."))
    hourly.count(hourly.CONCERN, by_id=by.id, now=now)
    concern = Concern(programme_id=pair.programme_id, pair=pair, reporter=by, gives_name=words.gives_name,
                      may_know=words.may_know, pause_contact=words.pause_contact, what=words.what, created_at=now)
    db.session.add(concern)
    db.session.flush()
    idempotency.remember(idempotency_key, by_id=by.id, result_id=concern.id, now=now)
    _log(concern, RECEIVED, None, now)
    audit_daily.record("concern.received", on=pair.programme, now=now)
    for contact in contacts:
        _add_reader(concern, contact, now)
    mail.post(letters.acknowledged(concern), by, kind=KIND, now=now)
    if words.pause_contact and breaks.hold(pair, breaks.CONCERN, now=now):
        _log(concern, PAUSED, None, now)
    return concern


def take_in_hand(concern: Concern, *, by: Person, version: int, now: datetime) -> None:
    """Say that a contact looks after it; twice is harmless. Raises NotAContact, ChangedMeanwhile, IsClosed."""
    _check_contact(concern, by)
    if concern.state == IN_HAND:
        return
    _check_open(concern)
    _check_seen(concern, version)
    concern.state = IN_HAND
    concern.version += 1
    _log(concern, IN_HAND, by, now)
    _tell_reporter(concern, now)


def open_concern(concern: Concern, *, by: Person, now: datetime) -> None:
    """Open a concern to read it: its log, which the reporter sees, says who did and when, once a day each.

    Raises NotAContact.
    """
    _check_contact(concern, by)
    today = now.astimezone(UTC).date()
    reader = next(reader for reader in concern.readers if reader.person_id == by.id)
    if reader.opened_on != today:
        reader.opened_on = today
        _log(concern, OPENED, by, now)


def note(concern: Concern, text: str, *, by: Person, now: datetime, idempotency_key: str | None = None) -> None:
    """Note something for the contacts alone. The same form posted twice notes once. Raises NotAContact."""
    _check_contact(concern, by)
    if _is_first(concern, idempotency_key, by, now):
        _log(concern, NOTE, by, now, text)


def write(concern: Concern, text: str, *, by: Person, now: datetime, idempotency_key: str | None = None) -> None:
    """Write to the reporter, on their page; the email only says that there is something to read.

    The same form posted twice writes once. Raises NotAContact, TooManyThisHour.
    """
    _check_contact(concern, by)
    if _is_first(concern, idempotency_key, by, now):
        hourly.count(hourly.MESSAGE, by_id=by.id, now=now)
        _log(concern, MESSAGE, by, now, text)
        _tell_reporter(concern, now)


def add(concern: Concern, text: str, *, by: Person, now: datetime, idempotency_key: str | None = None) -> None:
    """The reporter adds something; the contacts get an email. The same form posted twice adds once.

    Raises IsClosed, TooManyThisHour; LookupError for anyone else.
    """
    _check_reporter(concern, by)
    _check_open(concern)
    if not _is_first(concern, idempotency_key, by, now):
        return
    hourly.count(hourly.MESSAGE, by_id=by.id, now=now)
    _log(concern, ADDED, None, now, text)
    for reader in queries.readers_of(concern):
        mail.post(letters.received(concern), reader, kind=KIND, now=now)


def let_read(concern: Concern, person_id: str, *, by: Person, now: datetime) -> None:
    """Let somebody read a concern who was named after it came in: its reporter's to do; twice is harmless.

    Anyone else is passed over. LookupError where it isn't the reporter's.
    """
    _check_reporter(concern, by)
    for person in queries.later_contacts(concern):
        if person.id == person_id:
            _log(concern, ALLOWED, None, now, about=person)
            _add_reader(concern, person, now)


def close(concern: Concern, outcome: str, *, by: Person, version: int, now: datetime) -> None:
    """Close it with an outcome for the reporter; a break that the reporter asked for goes on until someone ends it.

    Raises NotAContact, ChangedMeanwhile; IsClosed when it is closed already.
    """
    _check_contact(concern, by)
    _check_open(concern)
    _check_seen(concern, version)
    concern.state, concern.outcome, concern.closed_at = CLOSED, outcome, now
    concern.version += 1
    _log(concern, CLOSED, by, now, outcome)
    audit_daily.record("concern.closed", on=concern.programme, now=now)
    mail.post(letters.outcome(concern), concern.reporter, kind=KIND, now=now)


def end_break(concern: Concern, *, by: Person, now: datetime) -> None:
    """Let the two go on after a break that was asked for: a contact's or the reporter's to do; twice is harmless.

    While another concern about the pair asks for a break the pair stays on it. Raises NotAContact.
    """
    if by.id != concern.reporter_id:
        _check_contact(concern, by)
    if not concern.pause_contact:
        return
    concern.pause_contact = False
    _log(concern, RESUMED, None if by.id == concern.reporter_id else by, now)
    if not queries.asks_for_break(concern.pair_id):
        breaks.release(concern.pair, breaks.CONCERN, now=now)


def hand_on(concern: Concern, *, by: Person, now: datetime) -> None:
    """Let the people named now read a concern that no one can read any more; its reporter gets an email.

    An administrator's act, for which no one is told what the concern says or is about; never to themselves. Twice is
    harmless. Raises NobodyToHandOnTo.
    """
    if queries.readers_of(concern):
        return
    heirs = [person for person in queries.later_contacts(concern) if person.id != by.id]
    if not heirs:
        raise NobodyToHandOnTo(_("Everyone named for concerns in this programme is unable to read this one. Ask its "
                                 "coordinators to name someone else first."))
    for person in heirs:
        _log(concern, HANDED_ON, by, now, about=person)
        _add_reader(concern, person, now)
    audit_daily.record("concern.handed_on", by=by, on=concern.programme, now=now)
    _tell_reporter(concern, now)


def _add_reader(concern: Concern, person: Person, now: datetime) -> None:
    concern.readers.append(ConcernReader(person=person, since=now))
    mail.post(letters.received(concern), person, kind=KIND, now=now)


def _is_first(concern: Concern, idempotency_key: str | None, by: Person, now: datetime) -> bool:
    if idempotency.earlier_result(idempotency_key, by_id=by.id) is not None:
        return False
    idempotency.remember(idempotency_key, by_id=by.id, result_id=concern.id, now=now)
    return True


def _log(concern: Concern, kind: str, by: Person | None, now: datetime, text: str = "", *, about: Person | None = None,
         ) -> None:
    db.session.add(ConcernEntry(concern_id=concern.id, by_id=by.id if by else None, kind=kind, text=text, at=now,
                                about_id=about.id if about else None))
    db.session.flush()


def _tell_reporter(concern: Concern, now: datetime) -> None:
    mail.post(letters.news(concern), concern.reporter, kind=KIND, now=now)


def _check_contact(concern: Concern, by: Person) -> None:
    if by.id not in {reader.id for reader in queries.readers_of(concern)}:
        raise NotAContact(_("Only the people this concern was handed to can do this."))


def _check_reporter(concern: Concern, by: Person) -> None:
    if by.id != concern.reporter_id:
        raise LookupError("Only the reporter adds to a concern.")


def _check_open(concern: Concern) -> None:
    if concern.is_closed:
        raise IsClosed(_("This concern is closed. You can raise a new one at any time."))


def _check_seen(concern: Concern, version: int) -> None:
    versions.check(concern.version, version,
                   _("Someone else has changed this concern since you opened this page. Reload it to see the latest."))
