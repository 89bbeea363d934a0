"""What can be done with a check-in: log it, change it, confirm it or give another account of it, settle which counts.

What two people wrote for each other or for themselves never enters an audit row or an email.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from flask_babel import gettext as _

from mentormatch.base import audit, hourly, idempotency, versions
from mentormatch.base.db import db
from mentormatch.base.errors import AnsweredAlready, DayToCome, DomainError, EnteredAlready, NotTheirs
from mentormatch.checkins import agenda, letters, queries
from mentormatch.checkins.models import (
    BY_ANSWER,
    BY_AUTHOR,
    CONFIRMED,
    CORRECTED,
    LOGGED,
    CheckIn,
    CheckInAnswer,
    Meeting,
)
from mentormatch.checkins.next_steps import NO_STEPS, Steps, carry_over
from mentormatch.checkins.private_notes import NO_ENTRY, PrivateEntry, save
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import Pair
from mentormatch.pairs.services import NotMeeting
from mentormatch.people import mail
from mentormatch.people.models import Person

FARTHEST = timedelta(days=366)


@dataclass(frozen=True)
class MeetingAccount:
    """What one of the two says of a meeting; 0 minutes: the two did not meet, and `missed_by` says whose side it was.

    `missed_by`: mentor, mentee, both, or neither (something came up).
    """

    happened_on: date
    minutes: int
    format: str
    shared: str = ""
    missed_by: str | None = None


class BeforeTheStart(DomainError):
    """A meeting is dated before the pair began."""


class NextDayHasPassed(DomainError):
    """The next date does not lie ahead."""


class NextDayTooFar(DomainError):
    """The next date lies more than a year ahead."""


class NothingToSettle(DomainError):
    """The two accounts of the meeting do not differ."""


def log(
    pair: Pair, account: MeetingAccount, *, by: Person, zone: tzinfo, now: datetime, private: PrivateEntry = NO_ENTRY,
    next_on: date | None = None, steps: Steps = NO_STEPS, meeting: Meeting | None = None,
    idempotency_key: str | None = None, is_another: bool = True,
) -> CheckIn:
    """Log a meeting, or one that did not happen; the partner gets an email. The same form posted twice logs once.

    `private` is for its author alone; `steps` are stored with it. Days are meant in `zone`, the author's. `meeting`:
    the planned one it is about; without it, the one planned for about that day. Raises NotMeeting unless the pair is
    active or paused, DayToCome, BeforeTheStart, NextDayHasPassed, NextDayTooFar; EnteredAlready where the author has
    logged that day within a day, unless it `is_another`.
    """
    earlier = queries.by_id(idempotency.earlier_result(idempotency_key, by_id=by.id) or "")
    if earlier is not None:
        return earlier
    check_open(pair)
    _check_day(pair, account.happened_on, zone, now)
    _check_next(next_on, zone, now)
    if not is_another and queries.was_just_logged(pair.id, by.id, account.happened_on, now):
        raise EnteredAlready(_("You've already logged a meeting on this day. Was there another one?"))
    hourly.count(hourly.MEETING, by_id=by.id, now=now)
    meeting = meeting or agenda.planned_about(pair.id, account.happened_on, zone, now)
    check_in = CheckIn(pair=pair, author=by, happened_on=account.happened_on, minutes=account.minutes,
                       missed_by=account.missed_by, format=account.format, shared=account.shared, next_on=next_on,
                       meeting_id=meeting.id if meeting else None, created_at=now)
    db.session.add(check_in)
    if meeting is not None:
        meeting.state = LOGGED
    db.session.flush()
    idempotency.remember(idempotency_key, by_id=by.id, result_id=check_in.id, now=now)
    save(check_in, private, by=by, now=now)
    carry_over(pair, steps, by=by, now=now)
    refresh_pair_meeting_dates(pair)
    audit.record("checkin.logged", by=by, on=check_in, now=now, pair_id=pair.id)
    other = pair.other_of(by.id).person
    if meeting is None or not agenda.was_asked(meeting.id, other.id, now):
        mail.post(letters.logged(check_in), other, kind="checkins.logged", now=now)
    return check_in


def amend(
    check_in: CheckIn, account: MeetingAccount, *, by: Person, zone: tzinfo, now: datetime, next_on: date | None = None,
) -> None:
    """Change the author's own check-in, as long as their partner has not answered it.

    Raises NotTheirs, AnsweredAlready, DayToCome, BeforeTheStart; for a new next date NextDayHasPassed, NextDayTooFar.
    """
    _check_author(check_in, by)
    check_unanswered(check_in)
    _check_day(check_in.pair, account.happened_on, zone, now)
    if next_on != check_in.next_on:
        _check_next(next_on, zone, now)
    check_in.happened_on, check_in.minutes = account.happened_on, account.minutes
    check_in.missed_by = account.missed_by
    check_in.format, check_in.shared, check_in.next_on = account.format, account.shared, next_on
    check_in.version += 1
    db.session.flush()
    refresh_pair_meeting_dates(check_in.pair)
    audit.record("checkin.amended", by=by, on=check_in, now=now, pair_id=check_in.pair_id)


def confirm(check_in: CheckIn, *, by: Person, version: int, now: datetime) -> None:
    """Confirm the partner's check-in as it stands; confirming twice is harmless.

    `version` is the one that the page showed. Raises NotTheirs for a person's own, ChangedMeanwhile.
    """
    _check_other(check_in, by)
    _check_seen(check_in, version)
    answer = check_in.answer
    if answer is not None and answer.kind == CONFIRMED:
        return
    answer = _answer_of(check_in, by, now)
    answer.kind, answer.shared = CONFIRMED, ""
    answer.happened_on = answer.minutes = answer.format = answer.missed_by = None
    check_in.settled_as = check_in.settled_at = None
    db.session.flush()
    refresh_pair_meeting_dates(check_in.pair)
    audit.record("checkin.confirmed", by=by, on=check_in, now=now, pair_id=check_in.pair_id)


def correct(
    check_in: CheckIn, account: MeetingAccount, *, by: Person, version: int, zone: tzinfo, now: datetime,
) -> None:
    """Put another account beside the partner's check-in; both stay. It replaces an earlier answer.

    The author gets an email the first time, and none for the same account posted again. `version` is the one that the
    page showed of the check-in. Raises NotTheirs for a person's own, ChangedMeanwhile, DayToCome, BeforeTheStart.
    """
    _check_other(check_in, by)
    _check_seen(check_in, version)
    if account.happened_on != check_in.happened_on:  # that day was looked at when it was logged, in another zone
        _check_day(check_in.pair, account.happened_on, zone, now)
    is_first = check_in.answer is None or check_in.answer.kind != CORRECTED
    answer = _answer_of(check_in, by, now)
    if not is_first and account_of(answer) == account:
        return
    answer.kind, answer.happened_on, answer.minutes = CORRECTED, account.happened_on, account.minutes
    answer.format, answer.shared, answer.missed_by = account.format, account.shared, account.missed_by
    check_in.settled_as = check_in.settled_at = None
    db.session.flush()
    refresh_pair_meeting_dates(check_in.pair)
    audit.record("checkin.corrected", by=by, on=check_in, now=now, pair_id=check_in.pair_id)
    if is_first:
        hourly.count(hourly.MEETING, by_id=by.id, now=now)
        letter = letters.told_differently(check_in, by.formal_name)
        mail.post(letter, check_in.author, kind="checkins.corrected", now=now)


def settle(check_in: CheckIn, *, by: Person, seen_fingerprint: str, now: datetime) -> None:
    """Take the partner's account where the two differ: it counts from now on, and both can still be read.

    `seen_fingerprint` is that of the account being taken, as the page showed it. Settling twice is harmless. Raises
    NothingToSettle, ChangedMeanwhile.
    """
    answer = check_in.answer
    if answer is None or not answer.is_account:
        raise NothingToSettle(_("There's only one version of this meeting, so there's nothing to settle."))
    takes_answer = check_in.author_id == by.id
    other = check_in.pair.other_of(by.id).person
    versions.check(fingerprint(answer if takes_answer else check_in), seen_fingerprint,
                   _("%(name)s has changed their version since you opened this page. Please check it and try again.",
                     name=other.first_name))
    settled_as = BY_ANSWER if takes_answer else BY_AUTHOR
    if check_in.settled_as == settled_as:
        return
    check_in.settled_as, check_in.settled_at = settled_as, now
    db.session.flush()
    refresh_pair_meeting_dates(check_in.pair)
    audit.record("checkin.settled", by=by, on=check_in, now=now, pair_id=check_in.pair_id, settled_as=settled_as)


def check_open(pair: Pair) -> None:
    """Raise NotMeeting unless check-ins can be logged for a pair."""
    if not pair.is_meeting:
        raise NotMeeting(_("You can log meetings from the day you both accept until your match ends."))


def check_unanswered(check_in: CheckIn) -> None:
    """Raise AnsweredAlready once the partner has answered a check-in."""
    if check_in.answer is not None:
        raise AnsweredAlready(_("%(name)s has already answered, so both versions stay as they are. You can still "
                                "change your private note.", name=check_in.answer.author.first_name))


def account_of(statement: CheckIn | CheckInAnswer) -> MeetingAccount:
    """One side's words on a meeting as a value; for an answer that is an account of its own."""
    assert statement.happened_on is not None
    assert statement.minutes is not None
    return MeetingAccount(statement.happened_on, statement.minutes, statement.format or "", statement.shared,
                          statement.missed_by)


def fingerprint(statement: CheckIn | CheckInAnswer) -> str:
    """What counts of one side's words, in a form that a page can hand back: "2026-05-04/60"."""
    return f"{statement.happened_on}/{statement.minutes}"


def refresh_pair_meeting_dates(pair: Pair) -> None:
    """Tell the pair when it last met, by the accounts that count, and when it meets next."""
    last_met_on = queries.last_met_on(pair.id)
    pairs.note_meetings(pair, last_met_on=last_met_on, next_on=agenda.next_on(pair.id, last_met_on))


def _answer_of(check_in: CheckIn, by: Person, now: datetime) -> CheckInAnswer:
    answer = check_in.answer
    if answer is None:
        answer = CheckInAnswer(check_in=check_in, author=by, kind=CONFIRMED, created_at=now)
        db.session.add(answer)
    return answer


def _check_author(check_in: CheckIn, by: Person) -> None:
    if check_in.author_id != by.id:
        raise NotTheirs(_("Only %(name)s can change this meeting. You can add your own version.",
                          name=check_in.author.first_name))


def _check_other(check_in: CheckIn, by: Person) -> None:
    if check_in.author_id == check_in.pair.other_of(by.id).person_id:
        return
    raise NotTheirs(_("You logged this meeting yourself, so your partner is the one to confirm it."))


def _check_seen(check_in: CheckIn, version: int) -> None:
    versions.check(check_in.version, version,
                   _("%(name)s has changed this meeting since you opened this page. Please check it, then answer.",
                     name=check_in.author.first_name))


def _check_day(pair: Pair, day: date, zone: tzinfo, now: datetime) -> None:
    if day > now.astimezone(zone).date():
        raise DayToCome(_("That day is still to come. Choose today or an earlier date."), field="happened_on")
    assert pair.started_at is not None, "a pair with check-ins has begun"
    if day < pair.started_at.astimezone(zone).date():
        raise BeforeTheStart(_("You weren't matched yet on that day. Choose a later date."),
                             field="happened_on")


def _check_next(day: date | None, zone: tzinfo, now: datetime) -> None:
    today = now.astimezone(zone).date()
    if day is not None and day < today:
        raise NextDayHasPassed(_("That day has already passed. Choose today or a later date, or leave it blank."),
                               field="next_on")
    if day is not None and day > today + FARTHEST:
        raise NextDayTooFar(_("That's more than a year away. Choose an earlier date, or leave it blank."),
                            field="next_on")
