"""What can be done with an agreement: propose, take back, accept, and change the mentee's own part.

How often, how, where and what stays between them is for both to agree. What the mentee wants from it, what they
welcome and what they want to be asked about first is theirs alone: no one else accepts or sets it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from flask_babel import gettext as _

from mentormatch.agreements import letters, queries
from mentormatch.agreements.models import ACCEPTED, PROPOSED, REPLACED, TAKEN_BACK, Agreement
from mentormatch.base import audit, hourly, idempotency, versions
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import Pair
from mentormatch.pairs.services import NotMeeting
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.programmes.formats import MEETING_FORMATS


@dataclass(frozen=True)
class Terms:
    """What both agree on. `formats` are slugs of ways of meeting, any of which will do."""

    cadence_weeks: int
    formats: tuple[str, ...]
    place: str = ""
    confidentiality: str = "everything"
    confidentiality_words: str = ""


@dataclass(frozen=True)
class MenteeTerms:
    """What only the mentee decides; `welcome` and `ask_first` are slugs of the programme's action kinds."""

    wants: str = ""
    welcome: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()


class NoWayOfMeeting(DomainError):
    """No way of meeting was chosen, or one that is not known."""


class OfBothKinds(DomainError):
    """A kind of action is welcome and to be asked about first, or is not one of the programme's."""


class OwnProposal(DomainError):
    """A person answers a version of their own, or takes back their partner's."""


class NotWaiting(DomainError):
    """This version is no longer one that can be answered."""


class NothingAgreedYet(DomainError):
    """There is no agreement to change a part of."""


def propose(
    pair: Pair, terms: Terms, *, by: Person, seen_version: int, now: datetime, mentee_terms: MenteeTerms | None = None,
    idempotency_key: str | None = None,
) -> Agreement:
    """Propose a version to the partner, who gets an email; it replaces one that waits.

    `seen_version` is the newest version the proposer knew (0: none). `mentee_terms` count when the mentee proposes;
    when the mentor does, they are ignored and the mentee's stay as they were.
    Raises NotMeeting, ChangedMeanwhile, NoWayOfMeeting, OfBothKinds.
    """
    earlier = queries.by_id(idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    other = pair.other_of(by.id)
    check_meeting(pair)
    known = queries.versions(pair.id)
    _check_seen(known, seen_version, by)
    _check_terms(terms)
    is_her = by.id == pair.mentee.person_id
    own_terms = mentee_terms if is_her and mentee_terms is not None else _latest_mentee_terms(known)
    _check_mentee_terms(pair, own_terms, known)
    hourly.count(hourly.AGREEMENT, by_id=by.id, now=now)
    _replace(version for version in known if version.is_proposed)
    row = _version(pair, terms, own_terms, number=seen_version + 1, by=by, now=now)
    idempotency.remember(idempotency_key, by_id=by.id, result_id=row.id, now=now)
    audit.record("agreement.proposed", by=by, on=row, now=now, pair_id=pair.id, version=row.version)
    mail.post(letters.proposed(row), other.person, kind="agreements.proposed", now=now)
    return row


def accept(agreement: Agreement, *, by: Person, now: datetime, mentee_terms: MenteeTerms | None = None) -> None:
    """Accept a version that the partner proposed; it applies from now on, and its cadence with it.

    With `mentee_terms` the mentee sets their own part as they accept. The proposer gets an email; accepting twice is
    harmless. Raises NotMeeting, OwnProposal, NotWaiting, OfBothKinds.
    """
    pair = agreement.pair
    other = pair.other_of(by.id)
    if agreement.proposed_by_id == by.id:
        raise OwnProposal(_("You suggested this version yourself, so it's up to %(name)s to answer.",
                            name=other.person.first_name))
    if agreement.is_accepted:
        return
    _check_waits(agreement)
    check_meeting(pair)
    known = queries.versions(pair.id)
    if mentee_terms is not None and by.id == pair.mentee.person_id:
        _check_mentee_terms(pair, mentee_terms, known)
        _say(agreement, mentee_terms)
    _replace(version for version in known if version.is_accepted)
    agreement.state, agreement.accepted_at = ACCEPTED, now
    pairs.agree_on_cadence(pair, agreement.cadence_weeks)
    db.session.flush()
    audit.record("agreement.accepted", by=by, on=agreement, now=now, pair_id=pair.id, version=agreement.version)
    mail.post(letters.accepted(agreement), other.person, kind="agreements.accepted", now=now)


def take_back(agreement: Agreement, *, by: Person, now: datetime) -> None:
    """Take back a version one proposed, before it was answered. Twice is harmless. Raises OwnProposal, NotWaiting."""
    if agreement.proposed_by_id != by.id:
        raise OwnProposal(_("Only %(name)s can withdraw this version. You can suggest another one.",
                            name=agreement.proposed_by.first_name))
    if agreement.state == TAKEN_BACK:
        return
    _check_waits(agreement)
    agreement.state = TAKEN_BACK
    audit.record("agreement.taken_back", by=by, on=agreement, now=now, pair_id=agreement.pair_id,
                 version=agreement.version)


def set_mentee_terms(pair: Pair, mentee_terms: MenteeTerms, *, by: Person, now: datetime) -> Agreement:
    """Change what only the mentee decides: a new version that applies at once, and the mentor gets an email.

    What both agreed stays as it is; a version that waits takes over the mentee's words. Setting the same again changes
    nothing. Raises NotMeeting, NothingAgreedYet, OfBothKinds; LookupError for anyone but the mentee.
    """
    if by.id != pair.mentee.person_id:
        raise LookupError("Only the mentee says this.")
    check_meeting(pair)
    known = queries.versions(pair.id)
    current = next((version for version in known if version.is_accepted), None)
    if current is None:
        raise NothingAgreedYet(_("Suggest an agreement first. Your wishes are part of it."))
    _check_mentee_terms(pair, mentee_terms, known)
    for waiting in (version for version in known if version.is_proposed):
        _say(waiting, mentee_terms)
    if _latest_mentee_terms([current]) == mentee_terms:
        return current
    hourly.count(hourly.AGREEMENT, by_id=by.id, now=now)
    _replace([current])
    row = _version(pair, terms_of(current), mentee_terms, number=known[0].version + 1, by=by, now=now, state=ACCEPTED)
    row.accepted_at = now
    audit.record("agreement.hers_changed", by=by, on=row, now=now, pair_id=pair.id, version=row.version)
    mail.post(letters.mentee_terms_changed(row), pair.mentor.person, kind="agreements.hers_changed", now=now)
    return row


def terms_of(agreement: Agreement) -> Terms:
    """What a version says that is for both."""
    return Terms(agreement.cadence_weeks, tuple(agreement.formats), agreement.place, agreement.confidentiality,
                 agreement.confidentiality_words)


def mentee_terms_of(pair: Pair) -> MenteeTerms:
    """The mentee's own part as they last set it; empty until they do."""
    return _latest_mentee_terms(queries.versions(pair.id))


def check_meeting(pair: Pair) -> None:
    """Raise NotMeeting unless the two can agree on something."""
    if not pair.is_meeting:
        raise NotMeeting(_("You can make an agreement while you're matched: once you've both accepted and until it "
                           "ends."))


def _latest_mentee_terms(known: list[Agreement]) -> MenteeTerms:
    if not known:
        return MenteeTerms()
    latest = next((version for version in known if version.state in (PROPOSED, ACCEPTED)), known[0])
    return MenteeTerms(latest.wants, tuple(latest.welcome), tuple(latest.ask_first))


def _version(
    pair: Pair, terms: Terms, mentee_terms: MenteeTerms, *, number: int, by: Person, now: datetime,
    state: str = PROPOSED,
) -> Agreement:
    row = Agreement(pair=pair, version=number, state=state, proposed_by=by, proposed_at=now, **asdict(terms))
    row.formats = list(terms.formats)
    _say(row, mentee_terms)
    db.session.add(row)
    db.session.flush()
    return row


def _say(agreement: Agreement, mentee_terms: MenteeTerms) -> None:
    agreement.wants = mentee_terms.wants
    agreement.welcome, agreement.ask_first = list(mentee_terms.welcome), list(mentee_terms.ask_first)


def _replace(agreements: Iterable[Agreement]) -> None:
    for version in agreements:
        version.state = REPLACED
    db.session.flush()


def _check_seen(known: list[Agreement], seen_version: int, by: Person) -> None:
    latest = known[0] if known else None
    message = _("You've written a newer version in another window. Check that one first; what you wrote is still here "
                "below.")
    if latest is not None and latest.proposed_by_id != by.id:
        message = _("%(name)s was quicker: there's a newer version now. Check that one first; what you wrote is still "
                    "here below.", name=latest.proposed_by.first_name)
    versions.check(latest.version if latest else 0, seen_version, message)


def _check_waits(agreement: Agreement) -> None:
    if not agreement.is_proposed:
        raise NotWaiting(_("This version no longer needs an answer: it was withdrawn, or replaced by a newer one. "
                           "Your agreement shows where you are."))


def _check_terms(terms: Terms) -> None:
    known = {version.slug for version in MEETING_FORMATS}
    if not terms.formats or not set(terms.formats) <= known:
        raise NoWayOfMeeting(_("Choose at least one way of meeting."), "formats")


def _check_mentee_terms(pair: Pair, mentee_terms: MenteeTerms, known: list[Agreement]) -> None:
    offered = {kind.slug: kind.name for kind in pair.programme.action_kinds}
    said_before = {slug for version in known for slug in (*version.welcome, *version.ask_first)}
    both = sorted(set(mentee_terms.welcome) & set(mentee_terms.ask_first))
    if both:
        raise OfBothKinds(_("“%(kind)s” is in both lists. Choose one.",
                            kind=offered.get(both[0], both[0])), "ask_first")
    if not {*mentee_terms.welcome, *mentee_terms.ask_first} <= offered.keys() | said_before:
        raise OfBothKinds(_("One of these is no longer on the programme's list. Please check your choices."),
                          "welcome")
