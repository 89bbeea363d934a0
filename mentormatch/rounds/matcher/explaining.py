"""Answers about a stored draft and about a pool before any draft, in enrolment ids; the words are made elsewhere.

A draft is explained from its own two files, so its answers stay those of the day it was computed. Only what needs
the rules (setting one aside) looks at the people as they are now, and says nothing when that is no longer the
draft's input. Whatever stands against a pair in private is never offered, counted apart or priced. The doors of the
library are opened where they are used: networkx and scipy would make the start of every process longer.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import numpy as np

import matching as library
from matching import Instance, MatchingError
from matching.explain.answers import Alternative, Effect, MarginalValue, Move, PlacingChange, Shortage, WhyLeftOut
from matching.io.json_contract import matching_from_json
from matching.score.scorer import Scorer
from mentormatch.rounds.matcher.build import MatchingInput, can_be_waived
from mentormatch.rounds.matcher.checking import SET_ASIDE
from mentormatch.rounds.matcher.files import unpacked

__all__ = [
    "Alternative",
    "DraftExplainer",
    "Effect",
    "Forecast",
    "MarginalValue",
    "Move",
    "PlacingChange",
    "Shortage",
    "WhyLeftOut",
    "forecast",
    "opened_explainer",
]

KEPT_DRAFTS = 4
MAX_TRIES = 4
MAX_BYTES = 8_000_000  # of a stored input; opening a larger one takes longer than someone waits
MAX_CELLS = 2_000_000  # mentees times mentors; a larger pool is computed by a worker only

_cache: "OrderedDict[tuple[Any, ...], library.Explainer]" = OrderedDict()
_cache_lock = Lock()


@dataclass(frozen=True)
class Forecast:
    """What a round could do with a pool now.

    `served` of `mentees` can be placed; `nobody`: those for whom no mentor with a free place is possible -> reason
    as it may be told -> how many it rules out; `worth`: mentor -> what one more place would bring.
    """

    mentees: int
    served: int
    nobody: dict[str, dict[str, int]]
    shortages: list[Shortage]
    worth: dict[str, MarginalValue]


@dataclass(frozen=True, eq=False)
class DraftExplainer:
    """A stored draft that can answer questions."""

    explainer: "library.Explainer"

    @property
    def has_prices(self) -> bool:
        """Whether it can be said what another pair would cost; a stable draft has no prices."""
        return self.explainer.residual.matching.objective != "stable"

    def instead_for_her(self, mentee: str, limit: int = 3) -> list[Alternative]:
        """Other mentors she could have, the least costly for the round first."""
        return self.explainer.alternatives(mentee=mentee, limit=limit)

    def instead_for_him(self, mentor: str, limit: int = 3) -> list[Alternative]:
        """Other mentees he could have, the least costly for the round first."""
        return self.explainer.alternatives(mentor=mentor, limit=limit)

    def why_left_out(self, mentee: str) -> WhyLeftOut:
        """Whom she competes with, and how near she was."""
        return self.explainer.why_left_out(mentee)

    def places(self) -> dict[str, tuple[int, int]]:
        """Mentor -> (pairs, places), whoever has no pair included."""
        load = self.explainer.residual.matching.mentor_load
        return {str(mentor): (load[mentor], int(places))
                for mentor, places in zip(self._instance.mentors, self._instance.capacity, strict=True)}

    def changes(self, mentee: str, problem: MatchingInput | None, waivable: Collection[str]) -> list[PlacingChange]:
        """The smallest changes that would place her, each checked by solving again.

        `asked` is the same question put to the people as they are now; without it, or when they have changed,
        nothing is said of setting a rule aside.
        """
        changes = [change for change in self.explainer.smallest_change(mentee) if change.kind != "waive"]
        if problem is not None and waivable and problem.instance().fingerprint == self._instance.fingerprint:
            changes += _waivers(problem, self.explainer, mentee, waivable)
        return changes

    @property
    def _instance(self) -> Instance:
        return self.explainer.residual.instance


def opened_explainer(stored_input: bytes, result: dict[str, Any]) -> DraftExplainer | None:
    """A stored draft opened for questions; None when its two files do not belong together.

    The last few are kept, under the marks that decide a result.
    """
    proof = result["certificate"]
    key = (proof["fingerprint"], result["objective"], proof["seed"], str(proof["settings"]), proof["version"])
    with _cache_lock:
        if key in _cache:
            _cache.move_to_end(key)
            return DraftExplainer(_cache[key])
    try:
        instance = unpacked(stored_input)
        explainer = library.Explainer.for_matching(instance, matching_from_json(result, instance))
    except MatchingError:
        return None
    with _cache_lock:
        _cache[key] = explainer
        while len(_cache) > KEPT_DRAFTS:
            _cache.popitem(last=False)
    return DraftExplainer(explainer)


def forecast(problem: MatchingInput, without_places: Collection[str]) -> Forecast | None:
    """How many can be served, what is scarce, and what one more place with anyone would bring.

    `without_places` are mentors of the question who have none now; theirs is the worth of a first place. None for a
    pool too large to be looked at while someone waits.
    """
    if problem.size * len(problem.scorer.pool.mentors) > MAX_CELLS:
        return None
    from matching.explain.shortages import scarce  # noqa: PLC0415 -- brings networkx and scipy, as our doors do

    whole = problem.instance()
    closed = np.array([mentor in without_places for mentor in whole.mentors], bool)
    whole = replace(whole, capacity=np.where(closed, 0, whole.capacity))
    now = _without(whole, closed)
    largest = library.match(now, objective="coverage")
    explainer = library.Explainer.for_matching(whole, library.match(whole, objective="fair"))
    alone = np.flatnonzero(np.diff(now.indptr) == 0).tolist()
    return Forecast(
        mentees=len(now.mentees), served=len(largest.pairs),
        nobody={str(now.mentees[row]): _removed(problem.scorer, row, np.flatnonzero(~closed)) for row in alone},
        shortages=scarce(now),
        worth={str(mentor): worth for mentor, worth in explainer.marginal_values().items()},
    )


def _without(instance: Instance, closed: np.ndarray) -> Instance:
    """The same without the pairs of some mentors."""
    open_pairs = ~closed[instance.indices]
    rows = np.repeat(np.arange(len(instance.mentees)), np.diff(instance.indptr))
    counts = np.bincount(rows[open_pairs], minlength=len(instance.mentees))
    return replace(instance, indptr=np.concatenate(([0], np.cumsum(counts))), indices=instance.indices[open_pairs],
                   score=instance.score[open_pairs], locked=instance.locked[open_pairs], mentee_rank=None,
                   mentor_rank=None)


def _removed(scorer: Scorer, row: int, columns: np.ndarray) -> dict[str, int]:
    """Reason -> how many of these mentors it rules out for a mentee."""
    rows = np.full(columns.size, row)
    removed = {reason: int(np.count_nonzero(breaks)) for reason, breaks in scorer.verdicts_at(rows, columns)}
    return {reason: count for reason, count in removed.items() if count}


def _waivers(problem: MatchingInput, explainer: "library.Explainer", mentee: str,
             waivable: Collection[str]) -> list[PlacingChange]:
    """The first pair whose rules may all be set aside here and that does place her: fewest rules, then best score."""
    pool, scorer = problem.scorer.pool, problem.scorer
    columns = np.arange(len(pool.mentors))
    rows = np.full(columns.size, pool.mentee_at[mentee])
    broken: dict[int, list[str]] = {}
    for reason, breaks in scorer.verdicts_at(rows, columns):
        for column in np.flatnonzero(breaks).tolist():
            broken.setdefault(column, []).append(reason)
    scores = scorer.scores_at(rows, columns)
    open_to = {column: reasons for column, reasons in broken.items()
               if can_be_waived(reasons, waivable) and SET_ASIDE not in reasons
               and pool.mentors[column].capacity}
    before = explainer.residual.matching
    for column in sorted(open_to, key=lambda place: (len(open_to[place]), -scores[place], place))[:MAX_TRIES]:
        mentor = pool.mentors[column].id
        changed = replace(problem, scorer=scorer.allowing([(mentee, mentor)])).instance()
        after = library.match(changed, objective=before.objective, seed=before.seed,
                      minimum_score=before.settings.minimum_score, bands=before.settings.bands)
        if mentee not in after.unmatched:
            change = library.compare(changed, before, after)
            lower = None if after.worst is None or before.worst is None else after.worst - before.worst
            return [PlacingChange("waive", mentee, mentor, len(open_to[column]), tuple(open_to[column]),
                           Effect(change.placed, change.total, lower, _no_tiers()),
                           tuple(turn.mentee for turn in change.mentees if turn.after is None))]
    return []


def _no_tiers() -> Mapping[int, int]:
    return {}
