"""What can be done with a pair: propose (proposing.py), answer, remind, let lapse, withdraw, end.

Breaks are in breaks.py. Declining and ending keep no author: not in the row, not in the audit trail, not in an email.
"""

from datetime import date, datetime

from flask_babel import gettext as _

from mentormatch.base import audit, audit_daily
from mentormatch.base import mail as outbox
from mentormatch.base.errors import DomainError
from mentormatch.enrolments.models import WITHDRAWN as NO_PART
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import cadence, letters, proposing, queries
from mentormatch.pairs.models import (
    ACTIVE,
    DECLINED,
    ENDED,
    LAPSED,
    NOT_GONE_AHEAD,
    WITHDRAWN,
    Pair,
)
from mentormatch.pairs.proposing import MenteeIsTaken as MenteeIsTaken
from mentormatch.pairs.proposing import MentorIsFull as MentorIsFull
from mentormatch.pairs.proposing import NotInProgramme as NotInProgramme
from mentormatch.pairs.proposing import Proposal as Proposal
from mentormatch.pairs.proposing import SamePerson as SamePerson
from mentormatch.pairs.proposing import WasPairedBefore as WasPairedBefore
from mentormatch.pairs.proposing import propose as propose
from mentormatch.pairs.proposing import propose_all as propose_all
from mentormatch.people import mail
from mentormatch.people.models import LEAVE, LEFT, Person
from mentormatch.people.zones import zone_of

LEFT_COMPANY, LEFT_PROGRAMME = "left", "withdrawn"


class NoLongerOpen(DomainError):
    """The proposal closed before this answer came."""


class HasBegun(DomainError):
    """Both have accepted, so there is nothing left to decline."""


class HasMet(DomainError):
    """The two have met or are over, so the pair is no longer the coordinator's to take back."""


class NotMeeting(DomainError):
    """The pair is not (or no longer) one that meets."""


def why_gone(side: Enrolment) -> str | None:
    """Why one of the two can no longer be part of a pair; None while nothing speaks against it."""
    if side.person.status == LEFT:
        return LEFT_COMPANY
    return LEFT_PROGRAMME if side.state == NO_PART else None


def answer_by(pair: Pair) -> datetime:
    """Until when a proposal can be answered: as long after somebody's return from leave as after the proposal."""
    back = [side.person.back_at for side in (pair.mentee, pair.mentor) if side.person.back_at]
    return max([pair.proposed_at, *back]) + queries.LAPSES_AFTER


def _is_somebody_on_leave(pair: Pair) -> bool:
    return LEAVE in (pair.mentee.person.status, pair.mentor.person.status)


def _is_somebody_gone(pair: Pair) -> bool:
    return any(why_gone(side) for side in (pair.mentee, pair.mentor))


def accept(pair: Pair, *, by: Person, now: datetime) -> None:
    """Say yes to a proposal; with the second yes the pair begins. Saying yes twice is harmless.

    Raises NoLongerOpen when the proposal closed in the meantime, or one of the two has left; MentorIsFull. A single yes
    leaves no audit row: together with a later refusal it would say whose that was.
    """
    if pair.is_meeting:
        return
    if not pair.is_proposed:
        raise NoLongerOpen(_("This match is no longer open, so there's nothing to accept. You're still in the "
                             "programme and can be matched in the next round."))
    if pair.is_refused_by(by.id):
        raise NoLongerOpen(_("This person is on your private list, so we've said no for you. To meet them after all, "
                             "take them off your list and tell your coordinators."))
    if why_gone(pair.side_of(by.id)):
        raise NoLongerOpen(_("You've left this programme, so you can't accept. You can come back on your profile "
                             "page."))
    if why_gone(pair.other_of(by.id)):
        raise NoLongerOpen(_("This match can't begin just now. You don't need to do anything: we'll email you if that "
                             "changes, or when it's closed."))
    _check_place(pair, by)
    if pair.side_of(by.id) is pair.mentor:
        pair.mentor_accepted_at = pair.mentor_accepted_at or now
    else:
        pair.mentee_accepted_at = pair.mentee_accepted_at or now
    if pair.mentor_accepted_at and pair.mentee_accepted_at:
        _begin(pair, now)


def decline(pair: Pair, *, by: Person, now: datetime) -> None:
    """Say no to a proposal, without a reason; the place is free again. Saying no twice is harmless.

    Both get the letter that a lapse sends, and nothing keeps whose no it was. Raises HasBegun when both had
    accepted before.
    """
    pair.side_of(by.id)
    if pair.state in NOT_GONE_AHEAD:
        return
    if not pair.is_proposed:
        raise HasBegun(_("You've both accepted, so your match has begun. You can end it at any time, without a "
                         "reason."))
    close_proposal(pair, DECLINED, "pair.declined", now)


def remind(pair: Pair, *, now: datetime) -> bool:
    """Remind those who have not answered, if that is due; whether it was. After a gap only one goes out."""
    age = now - pair.proposed_at
    due = sum(age >= after for after in queries.REMINDED_AFTER)
    if not pair.is_proposed or pair.reminders_sent >= due or now >= answer_by(pair) or _is_somebody_gone(pair):
        return False
    pair.reminders_sent = due
    for side in (pair.mentee, pair.mentor):
        if not pair.has_answered(side.person_id):
            letter = letters.reminder(pair, side, answer_by(pair))
            mail.post(letter, side.person, kind="pairs.reminder", now=now, hushed=pair.is_refused_by(side.person_id))
    return True


def lapse(pair: Pair, *, now: datetime) -> bool:
    """Close a proposal that was not answered in time; whether it was one. One to somebody on leave waits for them."""
    is_late = now >= pair.proposed_at + queries.LATEST_ANSWER
    if not pair.is_proposed or now < answer_by(pair) or (_is_somebody_on_leave(pair) and not is_late):
        return False
    close_proposal(pair, LAPSED, "pair.lapsed", now)
    return True


def decline_in_advance(pair: Pair, *, now: datetime) -> bool:
    """Let a private limit answer for its owner, when it is due; whether it did. Nothing tells it from another no."""
    if not pair.is_proposed or pair.no_due_at is None or now < pair.no_due_at:
        return False
    close_proposal(pair, DECLINED, "pair.declined", now)
    return True


def withdraw(pair: Pair, *, by: Person, now: datetime, may_return: bool = False, send_mail: bool = True) -> None:
    """Take back a proposal, or a pair that has not met yet: a coordinator's deed. Doing it twice is harmless.

    Both get the same letter unless `send_mail` is False; where the letter of the proposal hadn't left yet, it never
    leaves, and its reader hears nothing. With `may_return` the two can be proposed to each other again. Raises HasMet.
    """
    if pair.state == WITHDRAWN:
        return
    if not pair.can_be_withdrawn:
        raise HasMet(_("These two have already met, or their match is already over, so you can't withdraw it. Either "
                       "of them can end it."))
    pair.state, pair.closed_at, pair.may_return = WITHDRAWN, now, may_return
    pair.end_breaks()
    pair.mentor_accepted_at = pair.mentee_accepted_at = None
    audit.record("pair.withdrawn", by=by, on=pair, now=now, may_return=may_return)
    unaware = outbox.stop(proposing.batch(pair))
    for side in (pair.mentee, pair.mentor):
        if send_mail and side.person.email not in unaware:
            mail.post(letters.withdrawn(pair, side), side.person, kind="pairs.withdrawn", now=now,
                      hushed=pair.is_refused_by(side.person_id))
    pair.no_in_advance = pair.no_due_at = None


def end(pair: Pair, *, by: Person, now: datetime) -> None:
    """End a pair, without a reason; ending twice is harmless. The audit row has no author. Raises NotMeeting."""
    pair.side_of(by.id)
    if pair.is_ended:
        return
    check_is_meeting(pair)
    close(pair, now)
    for side in (pair.mentee, pair.mentor):
        mail.post(letters.ended(pair, side), side.person, kind="pairs.ended", now=now)


def close(pair: Pair, now: datetime, because: str | None = None) -> None:
    """Note that a pair is over; the caller lets the two know."""
    pair.state, pair.closed_at, pair.closed_because = ENDED, now, because
    pair.end_breaks()
    audit_daily.record("pair.ended", on=pair, now=now)


def note_meetings(pair: Pair, *, last_met_on: date | None, next_on: date | None) -> None:
    """Copy down when the two last met and what they planned: for check-ins to call."""
    pair.last_met_on, pair.next_on = last_met_on, next_on


def close_proposal(pair: Pair, state: str, verb: str, now: datetime) -> None:
    """Close a proposal and let both know, in the same words for every cause; the audit trail learns of it later."""
    pair.state, pair.closed_at = state, now
    pair.mentor_accepted_at = pair.mentee_accepted_at = None
    audit_daily.record(verb, on=pair, now=now)
    for side in (pair.mentee, pair.mentor):
        mail.post(letters.not_going_ahead(pair, side), side.person, kind="pairs.not_going_ahead", now=now,
                  hushed=pair.is_refused_by(side.person_id))
    pair.no_in_advance = pair.no_due_at = None


def agree_on_cadence(pair: Pair, weeks: int) -> None:
    """Copy down the rhythm the two agreed on, 1..12 weeks: for agreements to call."""
    pair.cadence_weeks = weeks


def cadence_of(pair: Pair) -> int:
    """Every how many weeks a pair meets: as agreed, else as its programme has it."""
    return pair.cadence_weeks or pair.programme.cadence_weeks


def check_is_meeting(pair: Pair) -> None:
    """Raise NotMeeting unless both have accepted and neither ended it."""
    if not pair.is_meeting:
        raise NotMeeting(_("This match isn't active: it hasn't begun, or it has ended."))


def _check_place(pair: Pair, by: Person) -> None:
    """Raise MentorIsFull where a mentor has begun as many matches as they offer, in whatever order they answer."""
    if queries.meeting_count(pair.mentor_id) < pair.mentor.places:
        return
    if pair.side_of(by.id) is pair.mentor:
        raise MentorIsFull(_("You're already meeting as many people as you offered. To accept, change how many you can "
                             "take on in your profile."))
    raise MentorIsFull(_("%(name)s can't take on anyone else just now. You can accept later if that changes. If it "
                         "doesn't, you'll be matched with someone else in the next round.",
                         name=pair.mentor.person.name))


def next_due(pair: Pair, today: date) -> cadence.DueMeeting | None:
    """When a pair is to meet next; None unless it is active."""
    if pair.state != ACTIVE:
        return None
    since = pair.resumed_at or pair.started_at
    assert since is not None, "an active pair has begun"
    return cadence.due(pair.next_on, pair.last_met_on, since.date(), cadence_of(pair), today)


def _begin(pair: Pair, now: datetime) -> None:
    pair.state, pair.started_at = ACTIVE, now
    audit.record("pair.begun", on=pair, now=now)
    for side in (pair.mentee, pair.mentor):
        started_on = now.astimezone(zone_of(side.person)).date()
        first = cadence.due(None, None, started_on, pair.programme.cadence_weeks, started_on)
        mail.post(letters.begun(pair, side, first.on), side.person, kind="pairs.begun", now=now)
