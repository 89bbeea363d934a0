"""Verbs of rounds: open, compute, discard. Publishing has a room of its own beside it."""

import json
import zlib
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from mentormatch.base import audit, tasks
from mentormatch.base import once as posted
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.people.models import Person
from mentormatch.programmes.models import OPEN as PROGRAMME_OPEN
from mentormatch.programmes.models import Programme
from mentormatch.rounds import decided, matcher, pool, queries
from mentormatch.rounds.models import (
    COMPUTING,
    DISCARDED,
    FAILED,
    OPEN,
    PUBLISHED,
    READY,
    Draft,
    DraftLeftOut,
    DraftPair,
    Round,
)
from mentormatch.rounds.settings import DraftSettings

LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 3


class ProgrammeIsNotOpen(DomainError):
    """The programme was not opened yet, or it was closed; nothing is matched in it."""


class RoundIsOpen(DomainError):
    """A programme has one open round at a time."""


class RoundAlreadyPublished(DomainError):
    """The round was published or discarded in the meantime."""


class DraftNotReady(DomainError):
    """The draft is still computing, or it failed."""


def open_round(programme: Programme, *, by: Person, now: datetime) -> Round:
    """Open the next round of a programme. Raises ProgrammeIsNotOpen, RoundIsOpen."""
    check_programme(programme)
    if queries.open_round(programme):
        raise RoundIsOpen(_("This programme has an open round. Publish or discard it before you open another."))
    last = db.session.scalar(select(func.max(Round.number)).where(Round.programme_id == programme.id)) or 0
    row = Round(programme_id=programme.id, number=last + 1, opened_at=now)
    db.session.add(row)
    db.session.flush()
    audit.record("round.opened", by=by, on=row, now=now, number=row.number)
    return row


def request_draft(of: Round, settings: DraftSettings, *, by: Person, now: datetime, once: str | None = None) -> Draft:
    """Ask for a draft; a worker computes it.

    The same form posted twice asks once, and whoever asks for what is being computed already gets that draft.
    Raises RoundAlreadyPublished, ProgrammeIsNotOpen.
    """
    earlier = posted.earlier_result(once, by_id=by.id)
    if earlier and (draft := db.session.get(Draft, earlier)):
        return draft
    check_open(of)
    check_programme(of.programme)
    asked = settings.to_json()
    before = list(db.session.scalars(select(Draft).where(Draft.round_id == of.id)))
    if same := [one for one in before if one.state == COMPUTING and one.settings == asked]:
        return same[0]
    row = Draft(round_id=of.id, name=_("Draft %(number)d", number=len(before) + 1), settings=asked,
                created_by_id=by.id, created_at=now)
    db.session.add(row)
    db.session.flush()
    posted.remember(once, by_id=by.id, result_id=row.id, now=now)
    audit.record("draft.requested", by=by, on=of, now=now, draft=row.id, objective=settings.objective)
    tasks.wake("draft", row.id)
    return row


def claim(draft_id: str, *, now: datetime) -> bool:
    """Take a draft for computing, unless it is done or another worker has it; whether it was taken.

    The claim lapses, so a draft whose worker died is taken again; after MOST_ATTEMPTS it has failed.
    """
    row = db.session.get(Draft, draft_id)
    if row is None or row.state != COMPUTING or (row.claimed_until and row.claimed_until > now):
        return False
    if row.attempts >= MOST_ATTEMPTS:
        row.state, row.problem = FAILED, _("The computation was interrupted several times. Please compute again.")
        return False
    row.claimed_until, row.attempts = now + LEASE, row.attempts + 1
    return True


def store(draft_id: str, solution: matcher.Solution, *, now: datetime) -> None:
    """Write a computed result. Does nothing when the draft was discarded or stored meanwhile."""
    row = db.session.get(Draft, draft_id)
    if row is None or row.state != COMPUTING:
        return
    row.pairs = [DraftPair(mentor_id=pair.mentor_id, mentee_id=pair.mentee_id, score=pair.score, parts=pair.why)
                 for pair in solution.pairs]
    row.left_out = [DraftLeftOut(mentee_id=left.mentee_id, reason=left.reason) for left in solution.left_out]
    row.state, row.input, row.result = READY, solution.input, solution.result
    row.computed_at, row.claimed_until = now, None
    audit.record("draft.computed", on=row.round, now=now, draft=row.id, pairs=len(row.pairs),
                 left_out=len(row.left_out), fingerprint=solution.result["certificate"]["fingerprint"])


def fail(draft_id: str, problem: str, *, now: datetime) -> None:
    """Note that a draft could not be computed, in a sentence for the coordinator."""
    row = db.session.get(Draft, draft_id)
    if row is not None and row.state == COMPUTING:
        row.state, row.problem, row.claimed_until, row.computed_at = FAILED, problem, None, now


def discard(of: Round, *, by: Person, now: datetime) -> None:
    """Close a round without publishing. Raises RoundAlreadyPublished."""
    check_open(of)
    of.state, of.closed_at = DISCARDED, now
    db.session.execute(update(Draft).where(Draft.round_id == of.id, Draft.state == COMPUTING)
                       .values(state=FAILED, problem=_("The round was discarded.")))
    audit.record("round.discarded", by=by, on=of, now=now, number=of.number)


def question_of(draft: Draft, *, now: datetime, zone: str) -> matcher.Question:
    """A draft's settings and decisions asked of the pool as it is now. Heavy: it reads everybody who takes part."""
    return matcher.question(pool.of(draft.programme), DraftSettings.from_json(draft.settings), now.date(), zone,
                            decided.together(queries.decisions(draft)))


def recheck(draft: Draft) -> list[matcher.Check]:
    """Check a draft's result again, from its two files alone; empty while there is none."""
    if draft.input is None or draft.result is None:
        return []
    return matcher.recheck(draft.input, draft.result)


def file_of(draft: Draft, file: str) -> bytes:
    """One of the two JSON files that `python -m matching verify` reads: "input" or "result".

    Raises DraftNotReady.
    """
    if draft.input is None or draft.result is None:
        raise DraftNotReady(_("This draft has no result yet."))
    return zlib.decompress(draft.input) if file == "input" else json.dumps(draft.result).encode()


def check_open(of: Round) -> None:
    """Refuse a round that is over. Raises RoundAlreadyPublished."""
    if of.state != OPEN:
        raise RoundAlreadyPublished(
            _("This round has been published already. Nothing was changed.") if of.state == PUBLISHED
            else _("This round has been discarded. Open a new one."))


def check_programme(programme: Programme) -> None:
    """Refuse a programme that is not running. Raises ProgrammeIsNotOpen."""
    if programme.state != PROGRAMME_OPEN:
        raise ProgrammeIsNotOpen(_("%(name)s is not open, so nobody is paired in it. Open the programme first.",
                                   name=programme.name))
