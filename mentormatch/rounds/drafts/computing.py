"""The computing of a draft: what it is computed from, the lease of the worker that does it, and its result."""

from dataclasses import asdict
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from mentormatch.base import audit, tasks
from mentormatch.base.db import db, many_rows
from mentormatch.people.models import Person
from mentormatch.rounds import matcher
from mentormatch.rounds.input import first_looks, overrides, pool
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import COMPUTING, FAILED, READY, Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.reading import queries

LEASE = timedelta(seconds=90)  # renewed while a worker lives; one that died is found out by the sweep after it
MAX_ATTEMPTS = 3


def matching_input(draft: Draft, *, now: datetime, zone: str) -> matcher.MatchingInput:
    """A draft's settings and decisions asked of the pool as it is now. Heavy: it reads everyone who takes part."""
    holding = overrides.from_decisions(queries.decisions(draft))
    with many_rows():
        return matcher.matching_input(pool.for_programme(draft.programme, now),
                                      DraftSettings.from_json(draft.settings), now.date(), zone, holding)


def recompute(draft: Draft, *, by: Person, now: datetime) -> None:
    """Have a draft computed anew from the people and the decisions as they are now."""
    draft.state, draft.problem, draft.attempts, draft.claimed_until = COMPUTING, None, 0, None
    draft.phase, draft.share = "", 0
    bump_version(draft, by=by, now=now)
    tasks.wake("draft", draft.id)


def bump_version(draft: Draft, *, by: Person, now: datetime) -> None:
    """Note that a draft was changed, so that whoever still looks at it as it was is told."""
    draft.version, draft.changed_by_id, draft.changed_at = draft.version + 1, by.id, now


def claim(draft_id: str, *, now: datetime) -> int | None:
    """Take a draft for computing and get the number of this run; None when it is done or another worker has it.

    The lease runs out unless `renew_lease` renews it, so a draft whose worker died is taken again; after
    MAX_ATTEMPTS it has failed.
    """
    row = db.session.get(Draft, draft_id)
    if row is None or row.state != COMPUTING or (row.claimed_until and row.claimed_until > now):
        return None
    if row.attempts >= MAX_ATTEMPTS:
        row.state, row.problem = FAILED, _("The calculation was interrupted several times. Please try again.")
        return None
    row.claimed_until, row.attempts = now + LEASE, row.attempts + 1
    row.phase, row.share = "", 0
    _seal(row)
    return row.version


def _seal(row: Draft) -> None:
    """Close a draft to coordinators, or open it, before anything is read that it will be computed from.

    What it held before, when it was closed, is never seen.
    """
    is_sealed = first_looks.seals(row.round)
    if row.is_sealed and not is_sealed:
        _empty(row)
    row.is_sealed = is_sealed


def is_wanted(draft_id: str, run: int) -> bool:
    """Whether a run is still wanted: no one cancelled it, discarded the draft or asked for something else."""
    row = db.session.execute(select(Draft.state, Draft.version).where(Draft.id == draft_id)).first()
    return row is not None and tuple(row) == (COMPUTING, run)


def renew_lease(draft_id: str, run: int, *, phase: str, share: int, now: datetime) -> bool:
    """Write how far a run has come, 0..100, and renew its claim; whether it is to go on."""
    if not is_wanted(draft_id, run):
        return False
    db.session.execute(update(Draft).where(Draft.id == draft_id)
                       .values(phase=phase, share=share, claimed_until=now + LEASE))
    return True


def release_lease(draft_id: str, run: int) -> None:
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
    _empty(row)
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


def _empty(row: Draft) -> None:
    db.session.execute(delete(DraftPair).where(DraftPair.draft_id == row.id))
    db.session.execute(delete(DraftLeftOut).where(DraftLeftOut.draft_id == row.id))
    db.session.expire(row, ["pairs", "left_out"])
    row.input = row.result = None


def fail(draft_id: str, problem: str, *, now: datetime, run: int | None = None) -> None:
    """Note that a draft could not be computed, in a sentence for the coordinator."""
    row = db.session.get(Draft, draft_id)
    if row is not None and row.state == COMPUTING and run in (None, row.version):
        row.state, row.problem, row.claimed_until, row.computed_at = FAILED, problem, None, now
