"""Trying settings and decisions out: what would change against a draft, with nothing stored.

The people of a programme are read once and kept in this process for a few minutes, with every rule already looked
at, so that a moved slider costs no reading and no ruling. What is kept says when it was read.
"""

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import current_app

from mentormatch.base.db import many_rows, release
from mentormatch.programmes.models import Programme
from mentormatch.rounds import matcher
from mentormatch.rounds.input import overrides, pool
from mentormatch.rounds.input.overrides import Couple, Overrides
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import comparison, queries
from mentormatch.rounds.reading.comparison import DraftDifference, NamedChange, Names, ScoredMentor

AT_ONCE = 1_000
"""Up to so many mentees an answer is worked out while somebody waits; beyond, a worker does it."""
KEPT_FOR, MAX_KEPT = timedelta(minutes=3), 3
STORE = "people_of_rounds"


@dataclass(frozen=True)
class DraftSnapshot:
    """What a draft holds as of one version of it: mentee's -> mentor's enrolment id, and what was decided about it."""

    mark: tuple[str, int, str, datetime | None]
    pairs: dict[str, str]
    scores: dict[str, int | None]
    decided: Overrides

    def scored(self, before: dict[str, ScoredMentor], forbidden: frozenset[Couple]) -> dict[str, ScoredMentor]:
        """Pairs with the scores the draft gave them where a decision forbids the pair only now: there it has none."""
        return before | {mentee: (mentor, self.scores[mentee]) for mentee, mentor in forbidden
                         if before.get(mentee) == (mentor, None)}


@dataclass(eq=False)
class PoolSnapshot:
    """The people of a programme as they were at a moment, and the draft that was last set against them.

    One question is put to them at a time.
    """

    problem: matcher.MatchingInput
    names: Names
    read_at: datetime
    stored: DraftSnapshot | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_small(self) -> bool:
        """Whether an answer can be waited for."""
        return self.problem.size <= AT_ONCE


@dataclass(frozen=True)
class WhatIf:
    """What would change, by the people as they were at `read_at`."""

    difference: DraftDifference
    names: Names
    read_at: datetime

    def named(self, kind: str, most: int) -> list[NamedChange]:
        """The largest changes of a kind, with names."""
        return comparison.named(self.difference.of_kind(kind)[:most], self.names)


def snapshot(programme: Programme, *, now: datetime, zone: str, fresh: bool = False) -> PoolSnapshot:
    """The people of a programme: those kept a few minutes at most, or read now."""
    store: dict[str, PoolSnapshot] = current_app.extensions.setdefault(STORE, {})
    snapshot = store.get(programme.id)
    if snapshot and not fresh and timedelta(0) <= now - snapshot.read_at < KEPT_FOR:
        return snapshot
    with many_rows():
        members = pool.for_programme(programme, now)
        names = {enrolment.id: (enrolment.person.name, enrolment.person.department) for enrolment in members.enrolments}
        snapshot = PoolSnapshot(matcher.matching_input(members, DraftSettings.of_programme(programme), now.date(),
                                                       zone), names, now)
    store.pop(programme.id, None)
    store[programme.id] = snapshot
    while len(store) > MAX_KEPT:
        store.pop(next(iter(store)), None)
    return snapshot


def compare(draft: Draft, snapshot: PoolSnapshot, settings: DraftSettings, holding: Overrides | None = None, *,
            own: Collection[str] = ()) -> WhatIf:
    """What would change against a draft under other settings or decisions (default: its own decisions).

    Both sides are scored by the new settings, but for pairs that a decision forbids only now. Changes that concern
    `own` enrolments aren't told. Holds no database connection while it computes.
    """
    stored = _stored(draft, snapshot)
    release()
    with snapshot.lock:
        problem = snapshot.problem.changed(settings, stored.decided if holding is None else holding)
        outcome = matcher.contrast(problem, stored.pairs)
    forbidden = holding.forbids - stored.decided.forbids if holding else frozenset()
    before = stored.scored(outcome.before, forbidden)
    return WhatIf(comparison.difference(before, outcome.after, own=own), snapshot.names, snapshot.read_at)


def _stored(draft: Draft, snapshot: PoolSnapshot) -> DraftSnapshot:
    """What a draft holds now: read again only when its version is another, or its result."""
    mark = (draft.id, draft.version, draft.state, draft.computed_at)
    stored = snapshot.stored
    if stored is None or stored.mark != mark:
        held = comparison.pairs_of(draft)
        pairs = {mentee: mentor for mentee, (mentor, _score) in held.items()}
        scores = {mentee: score for mentee, (_mentor, score) in held.items()}
        snapshot.stored = stored = DraftSnapshot(mark, pairs, scores,
                                                 overrides.from_decisions(queries.decisions(draft)))
    return stored
