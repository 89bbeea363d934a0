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
from mentormatch.programmes.models import OPEN as PROGRAMME_OPEN
from mentormatch.programmes.models import Programme
from mentormatch.rounds import matcher, pool, queries
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
MOST_NAMED = 5


class ProgrammeIsNotOpen(DomainError):
    """The programme was not opened yet, or it was closed; nothing is matched in it."""


class RoundIsOpen(DomainError):
    """A programme has one open round at a time."""


class RoundAlreadyPublished(DomainError):
    """The round was published or discarded in the meantime."""


class DraftNotReady(DomainError):
    """The draft is still computing, or it failed."""


class NothingToPublish(DomainError):
    """The draft pairs nobody."""


class DraftOutdated(DomainError):
    """Some pairs of the draft are no longer possible. What may be said of which is in the message, and only there."""


def open_round(programme: Programme, *, by: Person, now: datetime) -> Round:
    """Open the next round of a programme. Raises ProgrammeIsNotOpen, RoundIsOpen."""
    _check_programme(programme)
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
    _check_open(of)
    _check_programme(of.programme)
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


def publish(draft: Draft, *, by: Person, now: datetime, zone: str) -> Round:
    """Publish a draft: each pair becomes a proposal, both sides get a mail, the round is closed. All or nothing.

    Every hard rule is checked again on the data as it is now. Raises what `check_publishable` raises, and
    DraftOutdated.
    """
    check_publishable(draft)
    proposed = queries.all_pairs(draft)
    if not proposed:
        raise NothingToPublish(_("This draft pairs nobody, so there is nothing to publish. Change the rules or wait "
                                 "for more people, and compute again; or discard the round."))
    _check_current(draft, proposed, now=now, zone=zone)
    of = draft.round
    for pair in proposed:
        pairs.propose(pair.mentor, pair.mentee, score=pair.score, why=pair.parts, round_number=of.number,
                      by=by, now=now)
    of.state, of.closed_at, draft.published_at = PUBLISHED, now, now
    audit.record("round.published", by=by, on=of, now=now, number=of.number, draft=draft.id, pairs=len(proposed))
    return of


def check_publishable(draft: Draft) -> None:
    """Refuse what can be refused before the pairs are looked at.

    Raises RoundAlreadyPublished, ProgrammeIsNotOpen, DraftNotReady.
    """
    _check_open(draft.round)
    _check_programme(draft.programme)
    if draft.state != READY:
        raise DraftNotReady(_("This draft has no result that could be published. Wait until it is computed, or "
                              "compute another one."))


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


def _check_programme(programme: Programme) -> None:
    if programme.state != PROGRAMME_OPEN:
        raise ProgrammeIsNotOpen(_("%(name)s is not open, so nobody is paired in it. Open the programme first.",
                                   name=programme.name))


def _check_current(draft: Draft, proposed: list[DraftPair], *, now: datetime, zone: str) -> None:
    """Check every pair against the pool as it is now. Raises DraftOutdated.

    It names pairs that anybody can see are gone: somebody paused, left, was paired or has a new manager. Of a pair
    that is no longer suited it says nothing, neither who nor how many: that may be somebody's private boundary.
    """
    settings = DraftSettings.from_json(draft.settings)
    asked = matcher.question(pool.of(draft.programme), settings, now.date(), zone)
    gone = matcher.broken(asked, [(pair.mentee_id, pair.mentor_id) for pair in proposed])
    if not gone:
        return
    open_ones = sorted(f"{pair.mentee.person.name} – {pair.mentor.person.name}" for pair in proposed
                       if matcher.may_be_named(gone.get((pair.mentee_id, pair.mentor_id), ())))
    if not open_ones:
        raise DraftOutdated(_("Things have changed since this draft was computed, and it can no longer be published "
                              "as it is. Compute a new draft."))
    listed = "; ".join(open_ones[:MOST_NAMED]) + ("; …" if len(open_ones) > MOST_NAMED else "")
    raise DraftOutdated(_("Things have changed since this draft was computed. These cannot become a pair any more: "
                          "%(names)s. Compute a new draft.", names=listed))
