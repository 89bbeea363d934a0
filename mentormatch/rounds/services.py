"""Verbs of rounds: open, compute, publish, discard."""

import json
import zlib
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from mentormatch.base import audit, tasks
from mentormatch.base import once as posted
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.pairs import services as pairs
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme
from mentormatch.rounds import matcher, queries
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


class RoundIsOpen(DomainError):
    """A programme has one open round at a time."""


class RoundAlreadyPublished(DomainError):
    """The round was published or discarded in the meantime."""


class DraftNotReady(DomainError):
    """The draft is still computing, or it failed."""


class DraftOutdated(DomainError):
    """Some pairs of the draft are no longer possible; `couples` names them with the rules they break."""

    def __init__(self, message: str, couples: dict[tuple[str, str], tuple[str, ...]]) -> None:
        super().__init__(message)
        self.couples = couples


def open_round(programme: Programme, *, by: Person, now: datetime) -> Round:
    """Open the next round of a programme. Raises RoundIsOpen."""
    if queries.open_round(programme):
        raise RoundIsOpen(_("This programme has an open round. Publish or discard it before you open another."))
    last = db.session.scalar(select(func.max(Round.number)).where(Round.programme_id == programme.id)) or 0
    row = Round(programme_id=programme.id, number=last + 1, opened_at=now)
    db.session.add(row)
    db.session.flush()
    audit.record("round.opened", by=by, on=row, now=now, number=row.number)
    return row


def request_draft(of: Round, settings: DraftSettings, *, by: Person, now: datetime, once: str | None = None) -> Draft:
    """Ask for a draft; a worker computes it. The same form posted twice asks once. Raises RoundAlreadyPublished."""
    earlier = posted.earlier_result(once, by_id=by.id)
    if earlier and (draft := db.session.get(Draft, earlier)):
        return draft
    _check_open(of)
    count = db.session.scalar(select(func.count(Draft.id)).where(Draft.round_id == of.id)) or 0
    row = Draft(round_id=of.id, name=_("Draft %(number)d", number=count + 1), settings=settings.to_json(),
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


def publish(draft: Draft, *, by: Person, now: datetime, zone: str) -> Round:
    """Publish a draft: each pair becomes a proposal, both sides get a mail, the round is closed. All or nothing.

    Every hard rule is checked again on the data as it is now. Raises RoundAlreadyPublished, DraftNotReady,
    DraftOutdated.
    """
    of = draft.round
    _check_open(of)
    if draft.state != READY:
        raise DraftNotReady(_("This draft is not ready to be published. Compute it again."))
    proposed = queries.all_pairs(draft)
    check_current(draft, now=now, zone=zone)
    for pair in proposed:
        pairs.propose(pair.mentor, pair.mentee, score=pair.score, why=pair.parts, round_number=of.number,
                      by=by, now=now)
    of.state, of.closed_at, draft.published_at = PUBLISHED, now, now
    audit.record("round.published", by=by, on=of, now=now, number=of.number, draft=draft.id, pairs=len(proposed))
    return of


def check_current(draft: Draft, *, now: datetime, zone: str) -> None:
    """Check every pair of a draft against the pool as it is now. Raises DraftOutdated, which names the people."""
    pairs_of_draft = queries.all_pairs(draft)
    asked = matcher.question(queries.pool(draft.programme), DraftSettings.from_json(draft.settings), now.date(), zone)
    gone = matcher.broken(asked, [(pair.mentee_id, pair.mentor_id) for pair in pairs_of_draft])
    if gone:
        names = {(pair.mentee_id, pair.mentor_id): f"{pair.mentee.person.name} – {pair.mentor.person.name}"
                 for pair in pairs_of_draft}
        listed = "; ".join(sorted(names[couple] for couple in gone)[:5])
        raise DraftOutdated(
            _("Things have changed since this draft was computed, and %(count)d of its pairs cannot be made any more: "
              "%(names)s. Compute a new draft.", count=len(gone), names=listed), gone)


def discard(of: Round, *, by: Person, now: datetime) -> None:
    """Close a round without publishing. Raises RoundAlreadyPublished."""
    _check_open(of)
    of.state, of.closed_at = DISCARDED, now
    db.session.execute(update(Draft).where(Draft.round_id == of.id, Draft.state == COMPUTING)
                       .values(state=FAILED, problem=_("The round was discarded.")))
    audit.record("round.discarded", by=by, on=of, now=now, number=of.number)


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


def _check_open(of: Round) -> None:
    if of.state != OPEN:
        raise RoundAlreadyPublished(
            _("This round has been published already. Nothing was changed.") if of.state == PUBLISHED
            else _("This round has been discarded. Open a new one."))
