"""What can be done with an action: report it, log it, correct it, take it back, answer it, say what came of it, lapse.

No one can confirm their own. A mentee's no, and "not sure yet", leave no audit row and send no email; nor does a
lapse, because a report that was neither confirmed nor lapsed would then be a no.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from flask_babel import gettext as _

from mentormatch.actions import letters, queries
from mentormatch.actions.models import (
    CONFIRMED,
    LAPSED,
    NOT_CONFIRMED,
    REPORTED,
    UNSURE,
    Action,
    ActionOutcome,
    MenteeComment,
)
from mentormatch.agreements import queries as agreements
from mentormatch.base import audit, hourly, idempotency, versions
from mentormatch.base.db import db
from mentormatch.base.errors import AnsweredAlready, DayToCome, DomainError, EnteredAlready, NotTheirs
from mentormatch.pairs.models import Pair
from mentormatch.pairs.services import NotMeeting
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.programmes.models import ActionKind


@dataclass(frozen=True)
class Deed:
    """An action as it is reported: the kind's slug, the day, what was done and what should follow."""

    kind: str
    happened_on: date
    what: str = ""
    follow_up: str = ""


class NotAKind(DomainError):
    """The kind is not one the programme offers."""


class NoKinds(DomainError):
    """The programme has no kinds of action, so there is nothing to report."""


class AskFirst(DomainError):
    """The mentee wants to be asked before an action of this kind, and the sponsor has not said that they did."""


class NotTheMentee(DomainError):
    """An action is answered by someone it was not for; above all by the person who reported it."""


class HasLapsed(DomainError):
    """It was not confirmed in time."""


class NotConfirmed(DomainError):
    """Something came of an action that is not confirmed."""


def log(
    pair: Pair, deed: Deed, *, by: Person, zone: tzinfo, now: datetime, asked_her: bool = False,
    idempotency_key: str | None = None, is_another: bool = True,
) -> Action:
    """Report an action: a sponsor's waits for the mentee's answer, a mentee's own is confirmed from the start.

    The same form posted twice reports once. Raises NotMeeting, NoKinds, NotAKind, DayToCome; AskFirst where the mentee
    wants to be asked before an action of this kind and the sponsor has not said that they did; EnteredAlready where
    the same person has reported this kind for this day within a day, unless it `is_another`.
    """
    earlier = queries.by_id(idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    is_hers = not pair.side_of(by.id).is_mentor
    check_open(pair)
    kind = _kind(pair, deed.kind)
    _check_day(deed.happened_on, zone, now)
    if asks_first(pair, deed.kind, by=by) and not asked_her:
        raise AskFirst(_("Your agreement says to ask %(name)s first.", name=pair.mentee.person.first_name), "kind")
    if not is_another and queries.was_just_reported(pair.id, by.id, kind.id, deed.happened_on, now):
        raise EnteredAlready(_("You've already reported this for that day. Did it happen more than once?"))
    hourly.count(hourly.ACTION, by_id=by.id, now=now)
    action = Action(
        pair=pair, kind=kind, reported_by_id=by.id, happened_on=deed.happened_on, what=deed.what,
        follow_up=deed.follow_up, reported_at=now, state=CONFIRMED if is_hers else REPORTED,
        answered_at=now if is_hers else None)
    db.session.add(action)
    db.session.flush()
    idempotency.remember(idempotency_key, by_id=by.id, result_id=action.id, now=now)
    verb = "action.logged" if is_hers else "action.reported"
    audit.record(verb, by=by, on=action, now=now, pair_id=pair.id, kind=deed.kind)
    if not is_hers:
        mail.post(letters.reported(action), pair.mentee.person, kind="actions.reported", now=now)
    return action


def asks_first(pair: Pair, kind: str, *, by: Person) -> bool:
    """Whether this person must ask the mentee before an action of this kind: a sponsor, if the agreement says so."""
    agreement = agreements.current(pair.id) if pair.side_of(by.id).is_mentor else None
    return agreement is not None and kind in agreement.ask_first


def amend(action: Action, deed: Deed, *, by: Person, version: int, zone: tzinfo, now: datetime) -> None:
    """Correct a report before the mentee has answered it; the mentee is then asked about what it says now.

    A mentee can correct their own at any time, since it needs no answer. `version` is the one that the page showed.
    Raises NotTheirs, AnsweredAlready, ChangedMeanwhile, NotAKind, DayToCome.
    """
    _check_reporter(action, by)
    check_changeable(action)
    _check_seen(action, version)
    if deed.kind != action.kind.slug:
        action.kind = _kind(action.pair, deed.kind)
    _check_day(deed.happened_on, zone, now)
    action.happened_on, action.what, action.follow_up = deed.happened_on, deed.what, deed.follow_up
    if not action.is_her_own:
        action.state, action.answered_at = REPORTED, None
        _forget_words(action)
    action.version += 1
    audit.record("action.amended", by=by, on=action, now=now, pair_id=action.pair_id, kind=deed.kind)


def take_back(action: Action, *, by: Person, now: datetime) -> None:
    """Take back a report before the mentee has answered it; a mentee can take back their own at any time.

    Raises NotTheirs, AnsweredAlready.
    """
    _check_reporter(action, by)
    check_changeable(action)
    audit.record("action.taken_back", by=by, on=action, now=now, pair_id=action.pair_id, kind=action.kind.slug)
    db.session.delete(action)
    db.session.flush()


def answer(
    action: Action, reply: str, *, by: Person, version: int, now: datetime, text: str = "", may_tell: bool = False,
) -> None:
    """Say whether a reported action happened: confirmed, unsure or not-confirmed; the mentee may change their mind.

    `text` is for the mentee, and for coordinators where `may_tell`, whatever the answer. The sponsor gets an email when
    it is confirmed and none otherwise. `version` is the one that the page showed. Raises NotTheMentee, HasLapsed,
    ChangedMeanwhile.
    """
    assert reply in (CONFIRMED, UNSURE, NOT_CONFIRMED)
    _say(action, reply, by, version, now)
    _keep_words(action, text, may_tell, now)


def confirm(action: Action, *, by: Person, version: int, now: datetime) -> None:
    """Confirm in one tap that it happened; what the mentee wrote before, and who may read it, stays as it is.

    Twice is harmless. Raises what `answer` raises.
    """
    _say(action, CONFIRMED, by, version, now)


def add_outcome(
    action: Action, kind: str, text: str, *, by: Person, now: datetime, idempotency_key: str | None = None,
) -> ActionOutcome:
    """Say what came of a confirmed action, now or later; the sponsor reads it. Raises NotTheMentee, NotConfirmed."""
    earlier = db.session.get(ActionOutcome, idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    _check_hers(action, by)
    if not action.is_confirmed:
        raise NotConfirmed(_("First confirm that it happened. Then you can add what happened next."))
    outcome = ActionOutcome(action_id=action.id, kind=kind, text=text, added_at=now)
    db.session.add(outcome)
    db.session.flush()
    idempotency.remember(idempotency_key, by_id=by.id, result_id=outcome.id, now=now)
    audit.record("action.outcome_added", by=by, on=action, now=now, pair_id=action.pair_id, outcome=kind)
    return outcome


def lapse(action: Action, *, now: datetime) -> bool:
    """Close a report that was not confirmed in time; whether it was one."""
    if not action.is_open or now < action.reported_at + queries.LAPSES_AFTER:
        return False
    action.state = LAPSED
    return True


def check_open(pair: Pair) -> None:
    """Raise NotMeeting, NoKinds unless actions can be reported in a pair."""
    if not pair.is_meeting:
        raise NotMeeting(_("You can report actions from the day you both accept until your match ends."))
    if not pair.programme.action_kinds:
        raise NoKinds(_("%(programme)s doesn't ask for actions to be reported.", programme=pair.programme.name))


def check_changeable(action: Action) -> None:
    """Raise AnsweredAlready once the mentee has answered; their own they may change at any time."""
    if not action.is_open and not action.is_her_own:
        raise AnsweredAlready(_("You can't change this report any more. You can report another action."))


def _kind(pair: Pair, slug: str) -> ActionKind:
    offered = next((kind for kind in pair.programme.offered_action_kinds if kind.slug == slug), None)
    if offered is None:
        raise NotAKind(_("Choose one from the list."), "kind")
    return offered


def _check_day(day: date, zone: tzinfo, now: datetime) -> None:
    if day > now.astimezone(zone).date():
        raise DayToCome(_("That day is still to come. Report it once it has happened."), "happened_on")


def _check_reporter(action: Action, by: Person) -> None:
    if action.reported_by_id != by.id:
        raise NotTheirs(_("Only the person who reported this can change it."))


def _check_hers(action: Action, by: Person) -> None:
    if by.id != action.pair.mentee.person_id:
        raise NotTheMentee(_("Only %(name)s can say whether it happened.", name=action.pair.mentee.person.first_name))


def _check_seen(action: Action, version: int) -> None:
    versions.check(action.version, version,
                   _("This report has changed since you opened this page. Please check it and try again."))


def _say(action: Action, reply: str, by: Person, version: int, now: datetime) -> None:
    _check_hers(action, by)
    if action.is_her_own:
        raise NotTheMentee(_("You logged this yourself, so it already counts. You can edit or withdraw it."))
    if action.state == LAPSED:
        raise HasLapsed(_("This report has expired. If it did happen, log it yourself and it will count."))
    _check_seen(action, version)
    was_confirmed = action.is_confirmed
    if action.state != reply:
        action.state, action.answered_at = reply, now
    if reply == CONFIRMED and not was_confirmed:
        audit.record("action.confirmed", by=by, on=action, now=now, pair_id=action.pair_id, kind=action.kind.slug)
        mail.post(letters.confirmed(action), action.pair.mentor.person, kind="actions.confirmed", now=now)


def _keep_words(action: Action, text: str, may_tell: bool, now: datetime) -> None:
    if not text and not may_tell:
        _forget_words(action)
        return
    words = queries.own_comment(action.id)
    if words is None:
        words = MenteeComment(action_id=action.id)
        db.session.add(words)
    words.text, words.may_tell, words.said_at = text, may_tell, now


def _forget_words(action: Action) -> None:
    words = queries.own_comment(action.id)
    if words is not None:
        db.session.delete(words)
        db.session.flush()
