"""Her voice before publishing: each mentee sees whom she would be paired with, and may rather not.

What she says is kept as a boundary of hers and nowhere else: no audit row, no count, no state, no mail.
"""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base import mail as outbox
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.base.ids import new_id
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments import services as enrolling
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.programmes.models import OPEN as PROGRAMME_OPEN
from mentormatch.programmes.models import Programme
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import Draft, FirstLook
from mentormatch.rounds.publishing import eligibility, letters

MAX_DAYS = 14


class NotAsked(DomainError):
    """The programme does not ask mentees to look first."""


class LookIsRunning(DomainError):
    """People are having a first look already."""


class LookIsOver(DomainError):
    """The time to look first has passed."""


def set_days(programme: Programme, days: int, *, by: Person, now: datetime) -> None:
    """Say for how many days mentees have a first look, 0..14; 0 asks no one."""
    if programme.look_days != days:
        programme.look_days = days
        audit.record("programme.look_days_changed", by=by, on=programme, now=now, days=days)


def set_sealed(programme: Programme, is_sealed: bool, *, by: Person, now: datetime) -> None:
    """Say whether coordinators see who goes with whom only after the first look; for drafts computed from now on.

    Never while people are having one: they were told how it is. Raises LookIsRunning.
    """
    if programme.looks_sealed == is_sealed:
        return
    if first_looks.run_in(programme):
        raise LookIsRunning(_("People are having a first look, and were told who can see it. You can change this when "
                              "their time is up."), "sealed")
    programme.looks_sealed = is_sealed
    audit.record("programme.look_seal_changed", by=by, on=programme, now=now, sealed=is_sealed)


def ask(
    draft: Draft, *, by: Person, now: datetime, zone: str, seen_version: int | None = None,
    held_for: timedelta = timedelta(0),
) -> int:
    """Show each mentee of a draft her proposed mentor, and tell her by mail; how many were asked.

    With `held_for` it begins that much later: until then nothing is seen or sent, and `end` leaves no trace of it.
    A draft that could not be published now is not shown; `seen` is the version that was looked at. Each is told whether
    coordinators can have seen it. Raises NotAsked, LookIsRunning, and what publishing raises.
    """
    if not draft.programme.look_days:
        raise NotAsked(_("First looks are switched off in this programme. Switch them on first."))
    if first_looks.of_draft(draft) or first_looks.running(draft.round):
        raise LookIsRunning(_("People in this round have already been asked for a first look."))
    proposed = eligibility.showable_pairs(draft, now=now, zone=zone, seen_version=seen_version, by=by)
    is_sealed = not first_looks.coordinators_have_seen(draft, now)
    begins_at = now + held_for
    until = begins_at + timedelta(days=draft.programme.look_days)
    draft.round.publish_at = None
    for pair in proposed:
        look = FirstLook(id=new_id(), draft=draft, mentee=pair.mentee, mentor=pair.mentor, asked_at=begins_at,
                         until=until, is_sealed=is_sealed)
        db.session.add(look)
        mail.post(letters.first_look(look), pair.mentee.person, kind="rounds.first_look", now=now,
                  batch=_batch(draft), leaves_at=begins_at if held_for else None)
    audit.record("draft.first_look_asked", by=by, on=draft.round, now=now, draft=draft.id, people=len(proposed),
                 until=until.isoformat(timespec="minutes"))
    return len(proposed)


def rather_not(look: FirstLook, *, now: datetime) -> None:
    """Never pair her with this person: a boundary of hers, and nothing else. Saying it twice is the same.

    Raises LookIsOver, and what adding a boundary raises.
    """
    _check_running(look, now)
    enrolling.add_boundary(look.mentee, look.mentor.person_id, now=now)


def after_all(look: FirstLook, *, now: datetime) -> None:
    """Take "rather not" back. Raises LookIsOver."""
    _check_running(look, now)
    enrolling.remove_boundary(look.mentee, look.mentor.person_id)


def has_said_no(look: FirstLook) -> bool:
    """Whether she would rather not; for her own page alone."""
    return look.mentor.person_id in {person.id for person in enrolments.boundary_people(look.mentee_id)}


def is_running(look: FirstLook, now: datetime) -> bool:
    """Whether she can still say something."""
    return look.over_at is None and look.asked_at <= now < look.until and look.draft.round.is_open


def end(draft: Draft, *, by: Person, now: datetime) -> Draft | None:
    """End a first look before its time; the draft is computed anew at once. None when none runs.

    One that hasn't begun is as if no one had thought of it: its mails are stopped, and the draft stays as it is.
    """
    status = first_looks.of_draft(draft)
    if status is None or status.is_over:
        return None
    if now < status.begins_at:
        outbox.stop(_batch(draft))
        for look in first_looks.rows(draft):
            db.session.delete(look)
        audit.record("draft.first_look_stopped", by=by, on=draft.round, now=now, draft=draft.id)
        return None
    audit.record("draft.first_look_ended", by=by, on=draft.round, now=now, draft=draft.id)
    return conclude(draft.id, now=now)


def conclude(draft_id: str, *, now: datetime) -> Draft | None:
    """Note that a first look is over, and compute its draft anew, whatever was said; the draft that is computed.

    Emails that haven't left by then are stopped. Does nothing when that was done. A round that was closed meanwhile
    computes nothing.
    """
    draft = db.session.get(Draft, draft_id)
    running = [look for look in first_looks.rows(draft) if look.over_at is None] if draft else []
    if draft is None or not running:
        return None
    outbox.stop(_batch(draft))
    for look in running:
        look.over_at = now
    if not draft.round.is_open or draft.programme.state != PROGRAMME_OPEN:
        return None
    following = drafts.request_draft(draft.round, DraftSettings.from_json(draft.settings), by=None, now=now,
                                       like=draft)
    following.name = _("%(draft)s after the first look", draft=draft.name)[:80]
    for coordinator in draft.programme.coordinators:
        mail.post(letters.looks_are_over(draft, following), coordinator, kind="rounds.looks_are_over", now=now)
    return following


def _batch(draft: Draft) -> str:
    """What the emails of a first look can be stopped by, until they leave."""
    return f"look:{draft.id}"


def _check_running(look: FirstLook, now: datetime) -> None:
    if not is_running(look, now):
        raise LookIsOver(_("The time for a first look is over. You can always add people you'd rather not be matched "
                           "with to your private list."))
