"""The one call of the library: a graph or instance in, a proven matching out."""

from __future__ import annotations

import networkx as nx
import numpy as np

from matching.arrays import NOBODY, Mask
from matching.model.errors import MatchingError
from matching.model.graph import as_instance
from matching.model.instance import Instance
from matching.model.progress import Progress, Teller
from matching.model.result import OBJECTIVES, VERSION, Cover, Level, Matching, MatchSettings, OptimalityProof, Stage
from matching.solve.deferred_acceptance import deferred_acceptance
from matching.solve.max_cardinality import TierCover
from matching.solve.reduced_problem import Frame, frame_of
from matching.solve.stages import StagedSolution, solve_stages


def match(
    graph: nx.Graph | Instance,
    *,
    objective: str = "fair",
    seed: str | None = None,
    minimum_score: int | None = None,
    bands: int = 10,
    progress: Progress | None = None,
) -> Matching:
    """Pair mentees with mentors, at most one mentor to a mentee, and prove the result.

    Parameters
    ----------
    graph : networkx.Graph or Instance
        Nodes carry ``bipartite`` (0 for a mentee, 1 for a mentor), mentors ``capacity``, mentees optionally
        ``priority``; edges are the allowed pairs and carry ``score``, optionally ``locked``, ``mentee_rank`` and
        ``mentor_rank``. All are integers but ``locked``, which is a bool.
    objective : {"fair", "coverage", "leximin", "total", "stable"}
        - ``coverage`` places the most mentees of each priority tier from the top down, then takes the best total;
        - ``fair`` places as many per tier, then makes the worst score as high as possible, then takes the best
          total;
        - ``leximin`` goes on from ``fair``: the fewest pairs in the lowest band of scores, then in the next;
        - ``total`` takes the best sum of scores, among those the most mentees by tier; no one is placed at a loss;
        - ``stable`` leaves no mentee and mentor who would both rather have each other, best for the mentees.
    seed : str, optional
        Seed of the lottery among results that are still equal; by default the input's fingerprint.
    minimum_score : int, optional
        Allowed pairs below it are dropped, unless they are locked.
    bands : int
        Number of equal bands over scores of 0..1000, for ``leximin``: 1 to 1000.
    progress : callable, optional
        Is called with a `Phase` as each step begins. What it raises stops the run and is passed on.

    Returns
    -------
    Matching
        The pairs, what they are worth and the numbers that prove them.

    Raises
    ------
    MatchingError
        For input or settings off the contract.
    LockConflict
        When the locked pairs can't all be kept.

    See Also
    --------
    verify : Check a result without the solver.
    compare : What differs between two results.

    Notes
    -----
    The result is the only optimum, whatever the order of the input: what is still equal is drawn by lot, as the
    largest sum of tickets (`lottery.tickets`). With one mentor to a mentee every objective is an assignment problem
    with integral corners (its matrix is totally unimodular), so each stage is solved exactly and its dual prices
    prove it. A round of 20,000 mentees and 1.2 million pairs takes about half a second where places are scarce.

    References
    ----------
    .. [1] J. Edmonds and D. R. Fulkerson, "Transversals and matroid partition", J. Res. Natl. Bur. Stand. 69B, 1965.
    .. [2] L. S. Shapley and M. Shubik, "The assignment game I: the core", Int. J. Game Theory 1, 1971.
    .. [3] D. Gale and L. S. Shapley, "College admissions and the stability of marriage", Am. Math. Monthly 69, 1962.

    Examples
    --------
    >>> import networkx as nx
    >>> from matching import match
    >>> graph = nx.Graph()
    >>> graph.add_nodes_from(["Ana", "Bea"], bipartite=0)
    >>> graph.add_node("Max", bipartite=1, capacity=1)
    >>> graph.add_edge("Ana", "Max", score=700)
    >>> graph.add_edge("Bea", "Max", score=900)
    >>> result = match(graph)
    >>> result.pairs, result.unmatched, result.total
    ([('Bea', 'Max')], ['Ana'], 900)
    """
    _check_settings(objective, seed, minimum_score, bands)
    instance = as_instance(graph)
    frame = frame_of(instance, minimum_score)
    drawn = instance.fingerprint if seed is None else seed
    tell = Teller(progress)
    if objective == "stable":
        tell("deferred acceptance", 0.0)
        solution = StagedSolution(deferred_acceptance(frame.problem(), drawn))
    else:
        solution = solve_stages(frame, objective, bands=bands, seed=drawn, tell=tell)
    return _matching(frame, solution, objective, drawn, MatchSettings(minimum_score, bands))


def _check_settings(objective: str, seed: str | None, minimum_score: int | None, bands: int) -> None:
    if objective not in OBJECTIVES:
        raise MatchingError(f"The objective {objective!r} is unknown; choose one of {', '.join(OBJECTIVES)}.")
    if seed is not None and not isinstance(seed, str):
        raise MatchingError("The seed must be text.")
    if minimum_score is not None and (isinstance(minimum_score, bool) or not isinstance(minimum_score, int)):
        raise MatchingError("The minimum score must be an integer.")
    if isinstance(bands, bool) or not isinstance(bands, int) or not 1 <= bands <= 1000:
        raise MatchingError("The number of bands must be an integer from 1 to 1000.")


def _matching(frame: Frame, solution: StagedSolution, objective: str, seed: str, settings: MatchSettings) -> Matching:
    """Put the pairs found and the locked ones together, with what they are worth."""
    instance = frame.instance
    partner = solution.partner.copy()
    partner[instance.rows_of(frame.locked)] = instance.indices[frame.locked]
    placed = np.flatnonzero(partner != NOBODY)
    edges = instance.edges(placed, partner[placed])
    scores = instance.score[edges]
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
        proof=_proof(frame, solution),
        pairs_at=edges,
    )


def _proof(frame: Frame, solution: StagedSolution) -> OptimalityProof:
    """Return the proof in the positions of the instance, locked pairs counted."""
    locked_tiers = frame.tier[frame.instance.rows_of(frame.locked)]

    def cover(tier_cover: TierCover) -> Cover:
        return Cover(
            priority=frame.priorities[tier_cover.tier],
            placed=tier_cover.placed + int((locked_tiers <= tier_cover.tier).sum()),
            mentees=_positions(tier_cover.mentees),
            mentors=_positions(tier_cover.mentors),
        )

    level = None
    if solution.threshold is not None:
        by_lock = (frame.instance.score[frame.locked] == solution.threshold).any()
        above = None if by_lock or solution.bottleneck is None else cover(solution.bottleneck.cover)
        level = Level(worst=solution.threshold, locked=above is None, cover=above)
    return OptimalityProof(
        covers=tuple(cover(tier_cover) for tier_cover in solution.covers),
        level=level,
        stages=tuple(Stage(stage.name, stage.mentee, stage.mentor) for stage in solution.stage_prices),
    )


def _positions(mask: Mask) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mask).tolist())
