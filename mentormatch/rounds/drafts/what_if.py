"""Trying settings and decisions out: what would change against a draft, with nothing stored.

The people of a programme are read once and kept in this process for a few minutes, with every rule already looked
at, so that a moved slider costs no reading and no ruling. What is kept says when it was read.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import current_app

from mentormatch.base.db import many_rows, release
from mentormatch.programmes.models import Programme
from mentormatch.rounds import matcher
from mentormatch.rounds.input import overrides as decided
from mentormatch.rounds.input import pool
from mentormatch.rounds.input.overrides import Couple, Decided
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import comparison as comparing
from mentormatch.rounds.reading import queries
from mentormatch.rounds.reading.comparison import Difference, Named, Names, Scored

AT_ONCE = 1_000
"""Up to so many mentees an answer is worked out while somebody waits; beyond, a worker does it."""
KEPT_FOR, MOST_KEPT = timedelta(minutes=3), 3
STORE = "people_of_rounds"


@dataclass(frozen=True)
class Stored:
    """What a draft holds as of one version of it: mentee's -> mentor's enrolment id, and what was decided about it."""

    mark: tuple[str, int, str, datetime | None]
    pairs: dict[str, str]
    scores: dict[str, int | None]
    decided: Decided

    def scored(self, before: dict[str, Scored], forbidden: frozenset[Couple]) -> dict[str, Scored]:
        """Pairs with the scores the draft gave them where a decision forbids the pair only now: there it has none."""
        return before | {mentee: (mentor, self.scores[mentee]) for mentee, mentor in forbidden
                         if before.get(mentee) == (mentor, None)}


@dataclass(eq=False)
class Kept:
    """The people of a programme as they were at a moment, and the draft that was last set against them.

    One question is put to them at a time.
    """

    asked: matcher.Question
    names: Names
    read_at: datetime
    stored: Stored | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_small(self) -> bool:
        """Whether an answer can be waited for."""
        return self.asked.size <= AT_ONCE


@dataclass(frozen=True)
class Tried:
    """What would change, by the people as they were at `read_at`."""

    difference: Difference
    names: Names
    read_at: datetime

    def named(self, kind: str, most: int) -> list[Named]:
        """The largest changes of a kind, with names."""
        return comparing.named(self.difference.of_kind(kind)[:most], self.names)


def people(programme: Programme, *, now: datetime, zone: str, fresh: bool = False) -> Kept:
    """The people of a programme: those kept a few minutes at most, or read now."""
    store: dict[str, Kept] = current_app.extensions.setdefault(STORE, {})
    kept = store.get(programme.id)
    if kept and not fresh and timedelta(0) <= now - kept.read_at < KEPT_FOR:
        return kept
    with many_rows():
        found = pool.of(programme)
        names = {one.id: (one.person.name, one.person.department) for one in found.enrolments}
        kept = Kept(matcher.question(found, DraftSettings.of_programme(programme), now.date(), zone), names, now)
    store.pop(programme.id, None)
    store[programme.id] = kept
    while len(store) > MOST_KEPT:
        store.pop(next(iter(store)), None)
    return kept


def against(draft: Draft, kept: Kept, settings: DraftSettings, holding: Decided | None = None) -> Tried:
    """What would change against a draft under other settings or decisions (default: its own decisions).

    Both sides are scored by the new settings, but for pairs that a decision forbids only now. Holds no database
    connection while it computes.
    """
    stored = _stored(draft, kept)
    release()
    with kept.lock:
        asked = kept.asked.changed(settings, stored.decided if holding is None else holding)
        found = matcher.contrast(asked, stored.pairs)
    forbidden = holding.forbids - stored.decided.forbids if holding else frozenset()
    before = stored.scored(found.before, forbidden)
    return Tried(comparing.difference(before, found.after), kept.names, kept.read_at)


def _stored(draft: Draft, kept: Kept) -> Stored:
    """What a draft holds now: read again only when its version is another, or its result."""
    mark = (draft.id, draft.version, draft.state, draft.computed_at)
    stored = kept.stored
    if stored is None or stored.mark != mark:
        held = comparing.pairs_of(draft)
        pairs = {mentee: mentor for mentee, (mentor, _score) in held.items()}
        scores = {mentee: score for mentee, (_mentor, score) in held.items()}
        kept.stored = stored = Stored(mark, pairs, scores, decided.together(queries.decisions(draft)))
    return stored
