"""What is done about a concern: raised, taken in hand, noted, answered, closed; and who is named for them.

The audit trail learns that a programme received or closed one on a day, and nothing else: not the pair, not by whom,
not the hour, which would lead through the outbox to the reporter. The words stay in the concern and its own log,
which its reporter and the contacts read.
"""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit, hourly, idempotency, versions
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError, IsClosed
from mentormatch.concerns import letters, queries
from mentormatch.concerns.models import (
    ADDED,
    CLOSED,
    IN_HAND,
    MESSAGE,
    NOTE,
    PAUSED,
    RECEIVED,
    RESUMED,
    Concern,
    ConcernContact,
    ConcernEntry,
)
from mentormatch.pairs import breaks
from mentormatch.pairs.models import Pair
from mentormatch.people import mail
from mentormatch.people.models import LEFT, Person
from mentormatch.programmes.models import Programme

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


class NotNamed(DomainError):
    """A person is to be named for concerns who cannot be."""


def report(
    pair: Pair, words: ConcernReport, *, by: Person, now: datetime, idempotency_key: str | None = None,
) -> Concern:
    """Raise a concern: its contacts and the reporter get an email that gives nothing away.

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
    audit.record("concern.received", on=pair.programme, now=_day(now))
    for contact in contacts:
        mail.post(letters.received(concern), contact, kind=KIND, now=now)
    mail.post(letters.acknowledged(concern), by, kind=KIND, now=now)
    if words.pause_contact and breaks.hold(pair, now=now):
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


def note(concern: Concern, text: str, *, by: Person, now: datetime, idempotency_key: str | None = None) -> None:
    """Note something for the contacts alone. The same form posted twice notes once. Raises NotAContact."""
    _check_contact(concern, by)
    if _is_first(concern, idempotency_key, by, now):
        _log(concern, NOTE, by, now, text)


def write(concern: Concern, text: str, *, by: Person, now: datetime, idempotency_key: str | None = None) -> None:
    """Write to the reporter, on their page; the email only says that there is something to read.

    The same form posted twice writes once. Raises NotAContact.
    """
    _check_contact(concern, by)
    if _is_first(concern, idempotency_key, by, now):
        _log(concern, MESSAGE, by, now, text)
        _tell_reporter(concern, now)


def add(concern: Concern, text: str, *, by: Person, now: datetime, idempotency_key: str | None = None) -> None:
    """The reporter adds something; the contacts get an email. The same form posted twice adds once.

    Raises IsClosed; LookupError for anyone else.
    """
    _check_reporter(concern, by)
    _check_open(concern)
    if not _is_first(concern, idempotency_key, by, now):
        return
    _log(concern, ADDED, None, now, text)
    for contact in queries.contacts_for(concern.pair):
        mail.post(letters.received(concern), contact, kind=KIND, now=now)


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
    audit.record("concern.closed", on=concern.programme, now=_day(now))
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
        breaks.release(concern.pair, now=now)


def name_contact(programme: Programme, person: Person | None, *, by: Person, now: datetime) -> None:
    """Name a person for a programme's concerns; twice is harmless. Raises NotNamed."""
    if person is None or person.status == LEFT or not person.can_sign_in:
        raise NotNamed(_("Choose someone who can sign in here."), "person_id")
    if db.session.get(ConcernContact, (programme.id, person.id)) is None:
        db.session.add(ConcernContact(programme_id=programme.id, person_id=person.id))
        audit.record("concern_contact.named", by=by, on=programme, now=now, person_id=person.id)


def release_contact(programme: Programme, person_id: str, *, by: Person, now: datetime) -> None:
    """Take a person off the list of a programme's contacts; twice is harmless."""
    row = db.session.get(ConcernContact, (programme.id, person_id))
    if row is not None:
        db.session.delete(row)
        audit.record("concern_contact.released", by=by, on=programme, now=now, person_id=person_id)


def _is_first(concern: Concern, idempotency_key: str | None, by: Person, now: datetime) -> bool:
    if idempotency.earlier_result(idempotency_key, by_id=by.id) is not None:
        return False
    idempotency.remember(idempotency_key, by_id=by.id, result_id=concern.id, now=now)
    return True


def _log(concern: Concern, kind: str, by: Person | None, now: datetime, text: str = "") -> None:
    db.session.add(ConcernEntry(concern_id=concern.id, by_id=by.id if by else None, kind=kind, text=text, at=now))
    db.session.flush()


def _day(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _tell_reporter(concern: Concern, now: datetime) -> None:
    mail.post(letters.news(concern), concern.reporter, kind=KIND, now=now)


def _check_contact(concern: Concern, by: Person) -> None:
    if by.id not in {contact.id for contact in queries.contacts_for(concern.pair)}:
        raise NotAContact(_("Only the people named for concerns can do this."))


def _check_reporter(concern: Concern, by: Person) -> None:
    if by.id != concern.reporter_id:
        raise LookupError("Only the reporter adds to a concern.")


def _check_open(concern: Concern) -> None:
    if concern.is_closed:
        raise IsClosed(_("This concern is closed. You can raise a new one at any time."))


def _check_seen(concern: Concern, version: int) -> None:
    versions.check(concern.version, version,
                   _("Someone else has changed this concern since you opened this page. Reload it to see the latest."))
