"""What can be done with an agreement: propose, take back, accept, and say what is hers alone to say.

How often, how, where and what stays between them is for both to agree. What she wants from it, what she welcomes
being done for her and what she wants to be asked about first is hers: nobody accepts it and nobody else sets it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from flask_babel import gettext as _

from mentormatch.agreements import letters, queries
from mentormatch.agreements.models import ACCEPTED, PROPOSED, REPLACED, TAKEN_BACK, Agreement
from mentormatch.base import audit, idempotency, versions
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
class Hers:
    """What is hers alone to say; `welcome` and `ask_first` are slugs of the programme's action kinds."""

    wants: str = ""
    welcome: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()


class NoWayOfMeeting(DomainError):
    """No way of meeting was chosen, or one that is not known."""


class OfBothKinds(DomainError):
    """A kind of action is welcome and to be asked about first, or is not one of the programme's."""


class OwnProposal(DomainError):
    """Somebody answers a version of her own, or takes back one of somebody else."""


class NotWaiting(DomainError):
    """This version is no longer one that can be answered."""


class NothingAgreedYet(DomainError):
    """There is no agreement to change a part of."""


def propose(
    pair: Pair, terms: Terms, *, by: Person, seen: int, now: datetime, hers: Hers | None = None,
    idempotency_key: str | None = None,
) -> Agreement:
    """Propose a version to the other one, who gets a mail; it takes the place of one that waits.

    `seen` is the number of the newest version the proposer knew (0: none). `hers` counts when she proposes; from
    him it is passed over and hers is carried on. Raises NotMeeting, ChangedMeanwhile, NoWayOfMeeting, OfBothKinds.
    """
    earlier = queries.by_id(idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    other = pair.other_of(by.id)
    check_meeting(pair)
    known = queries.versions(pair.id)
    _check_seen(known, seen, by)
    _check_terms(terms)
    is_her = by.id == pair.mentee.person_id
    said = hers if is_her and hers is not None else _hers_of(known)
    _check_hers(pair, said, known)
    _replace(one for one in known if one.is_proposed)
    row = _version(pair, terms, said, number=seen + 1, by=by, now=now)
    idempotency.remember(idempotency_key, by_id=by.id, result_id=row.id, now=now)
    audit.record("agreement.proposed", by=by, on=row, now=now, pair_id=pair.id, version=row.version)
    mail.post(letters.proposed(row), other.person, kind="agreements.proposed", now=now)
    return row


def accept(agreement: Agreement, *, by: Person, now: datetime, hers: Hers | None = None) -> None:
    """Say yes to a version the other one proposed; it holds from now on, and its cadence with it.

    With `hers` she says her part along with her yes. The proposer gets a mail; accepting twice is harmless.
    Raises NotMeeting, OwnProposal, NotWaiting, OfBothKinds.
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
    if hers is not None and by.id == pair.mentee.person_id:
        _check_hers(pair, hers, known)
        _say(agreement, hers)
    _replace(one for one in known if one.is_accepted)
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


def say_hers(pair: Pair, hers: Hers, *, by: Person, now: datetime) -> Agreement:
    """Change what is hers alone to say: a new version that holds at once, and he gets a mail.

    What both agreed stays as it is; a version that waits takes her words over. Saying the same again changes
    nothing. Raises NotMeeting, NothingAgreedYet, OfBothKinds; LookupError for anybody but her.
    """
    if by.id != pair.mentee.person_id:
        raise LookupError("Only the mentee says this.")
    check_meeting(pair)
    known = queries.versions(pair.id)
    current = next((one for one in known if one.is_accepted), None)
    if current is None:
        raise NothingAgreedYet(_("Suggest an agreement first. Your wishes are part of it."))
    _check_hers(pair, hers, known)
    for waiting in (one for one in known if one.is_proposed):
        _say(waiting, hers)
    if _hers_of([current]) == hers:
        return current
    _replace([current])
    row = _version(pair, terms_of(current), hers, number=known[0].version + 1, by=by, now=now, state=ACCEPTED)
    row.accepted_at = now
    audit.record("agreement.hers_changed", by=by, on=row, now=now, pair_id=pair.id, version=row.version)
    mail.post(letters.hers_changed(row), pair.mentor.person, kind="agreements.hers_changed", now=now)
    return row


def terms_of(agreement: Agreement) -> Terms:
    """What a version says that is for both."""
    return Terms(agreement.cadence_weeks, tuple(agreement.formats), agreement.place, agreement.confidentiality,
                 agreement.confidentiality_words)


def hers_of(pair: Pair) -> Hers:
    """What she last said of her own part; nothing before she said anything."""
    return _hers_of(queries.versions(pair.id))


def check_meeting(pair: Pair) -> None:
    """Raise NotMeeting unless the two can agree on something."""
    if not pair.is_meeting:
        raise NotMeeting(_("You can make an agreement while you're matched: once you've both accepted and until it "
                           "ends."))


def _hers_of(known: list[Agreement]) -> Hers:
    if not known:
        return Hers()
    latest = next((one for one in known if one.state in (PROPOSED, ACCEPTED)), known[0])
    return Hers(latest.wants, tuple(latest.welcome), tuple(latest.ask_first))


def _version(
    pair: Pair, terms: Terms, hers: Hers, *, number: int, by: Person, now: datetime, state: str = PROPOSED,
) -> Agreement:
    row = Agreement(pair=pair, version=number, state=state, proposed_by=by, proposed_at=now, **asdict(terms))
    row.formats = list(terms.formats)
    _say(row, hers)
    db.session.add(row)
    db.session.flush()
    return row


def _say(agreement: Agreement, hers: Hers) -> None:
    agreement.wants, agreement.welcome, agreement.ask_first = hers.wants, list(hers.welcome), list(hers.ask_first)


def _replace(agreements: Iterable[Agreement]) -> None:
    for one in agreements:
        one.state = REPLACED
    db.session.flush()


def _check_seen(known: list[Agreement], seen: int, by: Person) -> None:
    latest = known[0] if known else None
    message = _("You've written a newer version in another window. Check that one first; what you wrote is still here "
                "below.")
    if latest is not None and latest.proposed_by_id != by.id:
        message = _("%(name)s was quicker: there's a newer version now. Check that one first; what you wrote is still "
                    "here below.", name=latest.proposed_by.first_name)
    versions.check(latest.version if latest else 0, seen, message)


def _check_waits(agreement: Agreement) -> None:
    if not agreement.is_proposed:
        raise NotWaiting(_("This version no longer needs an answer: it was withdrawn, or replaced by a newer one. "
                           "Your agreement shows where you are."))


def _check_terms(terms: Terms) -> None:
    known = {one.slug for one in MEETING_FORMATS}
    if not terms.formats or not set(terms.formats) <= known:
        raise NoWayOfMeeting(_("Choose at least one way of meeting."), "formats")


def _check_hers(pair: Pair, hers: Hers, known: list[Agreement]) -> None:
    offered = {kind.slug: kind.name for kind in pair.programme.action_kinds}
    said_before = {slug for one in known for slug in (*one.welcome, *one.ask_first)}
    both = sorted(set(hers.welcome) & set(hers.ask_first))
    if both:
        raise OfBothKinds(_("“%(kind)s” is in both lists. Choose one.",
                            kind=offered.get(both[0], both[0])), "ask_first")
    if not {*hers.welcome, *hers.ask_first} <= offered.keys() | said_before:
        raise OfBothKinds(_("One of these is no longer on the programme's list. Please check your choices."),
                          "welcome")
