"""The one call of the library: a graph or instance in, a proven matching out."""

from __future__ import annotations

import networkx as nx
import numpy as np

from matching.model.errors import MatchingError
from matching.model.graph import as_instance
from matching.model.instance import Instance
from matching.model.progress import Progress, Teller
from matching.model.result import OBJECTIVES, VERSION, Cover, Level, Matching, Proof, Settings, Stage
from matching.solve.deferred_acceptance import deferred_acceptance
from matching.solve.max_cardinality import NOBODY, TierCover
from matching.solve.reduced_problem import Frame, Mask, frame_of
from matching.solve.stages import Solved, solve_stages


def match(
    graph: nx.Graph | Instance,
    *,
    objective: str = "fair",
    seed: str | None = None,
    minimum_score: int | None = None,
    bands: int = 10,
    progress: Progress | None = None,
) -> Matching:
    """Pair mentees with mentors, each mentee with at most one, and prove the result.

    ``objective``:

    - ``coverage`` places the most mentees of each priority tier from the top down, then takes the best total;
    - ``fair`` places as many per tier, then makes the worst score as high as possible, then takes the best total;
    - ``leximin`` continues ``fair``: fewest pairs in the lowest of ``bands`` equal bands of 0..1000, then in the
      next;
    - ``total`` takes the best sum of scores, among those the most mentees by tier; nobody is placed at a loss;
    - ``stable`` leaves no mentee and mentor who would both rather have each other, best for the mentees.

    What is still equal is drawn by lot: the largest sum of tickets (`lottery.tickets`) of ``seed``, by default
    the input's fingerprint. The result is the only optimum, whatever the order of the input. Locked pairs are
    kept and counted, below ``minimum_score`` too. ``progress`` is told each step as it begins, with the
    share of the work behind it (`progress.Phase`); what it raises stops the run and is passed on.

    Exactness: one mentor a mentee makes every objective an assignment problem with integral corners (a totally
    unimodular matrix), so each stage is solved exactly and its dual prices prove it.

    Raises `MatchingError` for input or settings off the contract, `LockConflict` for locks that cannot all be
    kept.
    """
    _check_settings(objective, seed, minimum_score, bands)
    instance = as_instance(graph)
    frame = frame_of(instance, minimum_score)
    drawn = instance.fingerprint if seed is None else seed
    tell = Teller(progress)
    if objective == "stable":
        tell("deferred acceptance", 0.0)
        solved = Solved(deferred_acceptance(frame.problem(), drawn))
    else:
        solved = solve_stages(frame, objective, bands=bands, seed=drawn, tell=tell)
    return _matching(frame, solved, objective, drawn, Settings(minimum_score, bands))


def _check_settings(objective: str, seed: str | None, minimum_score: int | None, bands: int) -> None:
    if objective not in OBJECTIVES:
        raise MatchingError(f"The objective {objective!r} is unknown; choose one of {', '.join(OBJECTIVES)}.")
    if seed is not None and not isinstance(seed, str):
        raise MatchingError("The seed must be text.")
    if minimum_score is not None and (isinstance(minimum_score, bool) or not isinstance(minimum_score, int)):
        raise MatchingError("The minimum score must be an integer.")
    if isinstance(bands, bool) or not isinstance(bands, int) or not 1 <= bands <= 1000:
        raise MatchingError("The number of bands must be an integer from 1 to 1000.")


def _matching(frame: Frame, solved: Solved, objective: str, seed: str, settings: Settings) -> Matching:
    """Put the pairs found and the locked ones together, with what they are worth."""
    instance = frame.instance
    partner = solved.partner.copy()
    partner[instance.rows_of(frame.locked)] = instance.indices[frame.locked]
    placed = np.flatnonzero(partner != NOBODY)
    at = instance.edges(placed, partner[placed])
    scores = instance.score[at]
    load = np.bincount(partner[placed], minlength=len(instance.mentors))
    return Matching(
        pairs=[(instance.mentees[i], instance.mentors[j]) for i, j in zip(placed, partner[placed], strict=True)],
        unmatched=[instance.mentees[i] for i in np.flatnonzero(partner == NOBODY)],
        objective=objective,
        total=int(scores.sum()),
        worst=int(scores.min()) if scores.size else None,
        mentor_load=dict(zip(instance.mentors, load.tolist(), strict=True)),
        seed=seed,
        fingerprint=instance.fingerprint,
        settings=settings,
        version=VERSION,
        proof=_proof(frame, solved),
        pairs_at=at,
    )


def _proof(frame: Frame, solved: Solved) -> Proof:
    """Return the proof in the positions of the instance, locked pairs counted."""
    locked_tiers = frame.tier[frame.instance.rows_of(frame.locked)]

    def cover(of: TierCover) -> Cover:
        return Cover(
            priority=frame.priorities[of.tier],
            placed=of.placed + int((locked_tiers <= of.tier).sum()),
            mentees=_positions(of.mentees),
            mentors=_positions(of.mentors),
        )

    level = None
    if solved.threshold is not None:
        by_lock = (frame.instance.score[frame.locked] == solved.threshold).any()
        above = None if by_lock or solved.lifted is None else cover(solved.lifted.cover)
        level = Level(worst=solved.threshold, locked=above is None, cover=above)
    return Proof(
        covers=tuple(cover(one) for one in solved.covers),
        level=level,
        stages=tuple(Stage(one.name, one.mentee, one.mentor) for one in solved.priced),
    )


def _positions(mask: Mask) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mask).tolist())
