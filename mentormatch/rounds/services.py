"""Verbs of rounds: open, compute, discard. Publishing has a room of its own beside it."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from mentormatch.base import audit, tasks
from mentormatch.base import idempotency as posted
from mentormatch.base.db import db, many_rows
from mentormatch.base.errors import DomainError
from mentormatch.people.models import Person
from mentormatch.programmes.models import OPEN as PROGRAMME_OPEN
from mentormatch.programmes.models import Programme
from mentormatch.rounds import matcher
from mentormatch.rounds.input import overrides as decided
from mentormatch.rounds.input import pool
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import (
    COMPUTING,
    DISCARDED,
    FAILED,
    OPEN,
    PUBLISHED,
    READY,
    Decision,
    Draft,
    DraftLeftOut,
    DraftPair,
    Round,
)
from mentormatch.rounds.reading import queries

LEASE = timedelta(seconds=90)  # renewed while a worker lives; one that died is found out by the sweep after it
MOST_ATTEMPTS = 3


class ProgrammeIsNotOpen(DomainError):
    """The programme was not opened yet, or it was closed; nothing is matched in it."""


class RoundIsOpen(DomainError):
    """A programme has one open round at a time."""


class RoundAlreadyPublished(DomainError):
    """The round was published or discarded in the meantime."""


class DraftNotReady(DomainError):
    """The draft is still computing, or it failed."""


def open_round(programme: Programme, *, by: Person | None, now: datetime) -> Round:
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


def request_draft(of: Round, settings: DraftSettings, *, by: Person | None, now: datetime,
                  idempotency_key: str | None = None, like: Draft | None = None) -> Draft:
    """Ask for a draft; a worker computes it. With `like` it takes over the decisions that hold there.

    The same form posted twice asks once, and whoever asks for what is being computed already gets that draft.
    Raises RoundAlreadyPublished, ProgrammeIsNotOpen.
    """
    earlier = posted.earlier_result(idempotency_key, by_id=by.id) if by else None
    if earlier and (draft := db.session.get(Draft, earlier)):
        return draft
    check_open(of)
    check_programme(of.programme)
    asked, origin = settings.to_json(), like.id if like else None
    before = list(db.session.scalars(select(Draft).where(Draft.round_id == of.id)))
    holding = decided.together(queries.decisions(like)) if like else decided.Decided()
    if same := [one for one in before if one.state == COMPUTING and one.computed_at is None
                and (one.settings, one.copied_from_id) == (asked, origin)
                and decided.together(queries.decisions(one)) == holding]:
        return same[0]
    row = Draft(round_id=of.id, name=_("Draft %(number)d", number=len(before) + 1), settings=asked,
                copied_from_id=origin, created_by_id=by.id if by else None, created_at=now)
    db.session.add(row)
    db.session.flush()
    for one in queries.decisions(like) if like else []:
        if one.undone_at is None:
            db.session.add(Decision(draft_id=row.id, position=one.position, kind=one.kind, locks=one.locks,
                                    forbids=one.forbids, waives=one.waives, reason=one.reason, by_id=one.by_id,
                                    made_at=one.made_at))
    if by:
        posted.remember(idempotency_key, by_id=by.id, result_id=row.id, now=now)
    audit.record("draft.requested", by=by, on=of, now=now, draft=row.id, objective=settings.objective,
                 **({"like": origin} if origin else {}))
    tasks.wake("draft", row.id)
    return row


def begin_again(draft: Draft, *, by: Person, now: datetime) -> None:
    """Have a draft computed anew from the people and the decisions as they are now."""
    draft.state, draft.problem, draft.attempts, draft.claimed_until = COMPUTING, None, 0, None
    draft.phase, draft.share = "", 0
    touch(draft, by=by, now=now)
    tasks.wake("draft", draft.id)


def touch(draft: Draft, *, by: Person, now: datetime) -> None:
    """Note that a draft was changed, so that whoever still looks at it as it was is told."""
    draft.version, draft.changed_by_id, draft.changed_at = draft.version + 1, by.id, now


def claim(draft_id: str, *, now: datetime) -> int | None:
    """Take a draft for computing and get the number of this run; None when it is done or another worker has it.

    The claim lapses unless it is renewed by `beat`, so a draft whose worker died is taken again; after MOST_ATTEMPTS
    it has failed.
    """
    row = db.session.get(Draft, draft_id)
    if row is None or row.state != COMPUTING or (row.claimed_until and row.claimed_until > now):
        return None
    if row.attempts >= MOST_ATTEMPTS:
        row.state, row.problem = FAILED, _("The computation was interrupted several times. Please compute again.")
        return None
    row.claimed_until, row.attempts = now + LEASE, row.attempts + 1
    row.phase, row.share = "", 0
    return row.version


def goes_on(draft_id: str, run: int) -> bool:
    """Whether a run is still wanted: nobody cancelled it, discarded the draft or asked for something else."""
    found = db.session.execute(select(Draft.state, Draft.version).where(Draft.id == draft_id)).first()
    return found is not None and tuple(found) == (COMPUTING, run)


def beat(draft_id: str, run: int, *, phase: str, share: int, now: datetime) -> bool:
    """Write how far a run has come, 0..100, and renew its claim; whether it is to go on."""
    if not goes_on(draft_id, run):
        return False
    db.session.execute(update(Draft).where(Draft.id == draft_id)
                       .values(phase=phase, share=share, claimed_until=now + LEASE))
    return True


def let_go(draft_id: str, run: int) -> None:
    """Give a draft back that was begun by a worker which is asked to stop; the next one begins it at once."""
    row = db.session.get(Draft, draft_id)
    if row is not None and (row.state, row.version) == (COMPUTING, run):
        row.claimed_until, row.attempts = None, max(0, row.attempts - 1)
        tasks.wake("draft", draft_id)


def store(draft_id: str, solution: matcher.Solution, *, now: datetime, run: int | None = None) -> None:
    """Write a computed result. Does nothing when the draft was cancelled, stored or asked something else meanwhile."""
    row = db.session.get(Draft, draft_id)
    if row is None or row.state != COMPUTING or run not in (None, row.version):
        return
    db.session.execute(delete(DraftPair).where(DraftPair.draft_id == draft_id))
    db.session.execute(delete(DraftLeftOut).where(DraftLeftOut.draft_id == draft_id))
    db.session.expire(row, ["pairs", "left_out"])
    db.session.add_all(DraftPair(draft_id=draft_id, mentor_id=pair.mentor_id, mentee_id=pair.mentee_id,
                                 score=pair.score, parts=pair.why) for pair in solution.pairs)
    db.session.add_all(DraftLeftOut(draft_id=draft_id, mentee_id=left.mentee_id, reason=left.reason)
                       for left in solution.left_out)
    row.state, row.input, row.result = READY, solution.input, solution.result
    if solution.checks:
        row.result = solution.result | {"checks": [[*asdict(check).values()] for check in solution.checks]}
    row.computed_at, row.claimed_until, row.phase, row.share = now, None, "", 100
    audit.record("draft.computed", on=row.round, now=now, draft=row.id, pairs=len(solution.pairs),
                 left_out=len(solution.left_out), fingerprint=solution.result["certificate"]["fingerprint"])


def fail(draft_id: str, problem: str, *, now: datetime, run: int | None = None) -> None:
    """Note that a draft could not be computed, in a sentence for the coordinator."""
    row = db.session.get(Draft, draft_id)
    if row is not None and row.state == COMPUTING and run in (None, row.version):
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
    holding = decided.together(queries.decisions(draft))
    with many_rows():
        return matcher.question(pool.of(draft.programme), DraftSettings.from_json(draft.settings), now.date(), zone,
                                holding)


def recheck(draft: Draft) -> list[matcher.Check]:
    """Check a draft's result again, from its two files alone; empty while there is none.

    Of a draft too large to wait for it, what the check found when it was computed; see `is_rechecked`.
    """
    if draft.result is None:
        return []
    if not is_rechecked(draft):
        return [matcher.Check(code, holds, numbers) for code, holds, numbers in draft.result["checks"]]
    return matcher.recheck(draft.input, draft.result) if draft.input else []


def is_rechecked(draft: Draft) -> bool:
    """Whether a draft is small enough to be checked again while somebody waits."""
    return draft.result is None or "checks" not in draft.result


def file_of(draft: Draft, file: str) -> bytes:
    """One of the two files that `python -m matching verify` reads: "input" or "result".

    The input of a draft too large to wait for is compressed, the other files are JSON. Raises DraftNotReady.
    """
    if draft.input_size is None or draft.result is None:
        raise DraftNotReady(_("This draft has no result yet."))
    if file == "result":
        return json.dumps(draft.result).encode()
    if not draft.input:
        raise DraftNotReady(_("So many pairs were possible in this draft that its input is not kept. Its result was "
                              "checked when it was computed."))
    return matcher.plain(draft.input) if is_rechecked(draft) else draft.input


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
