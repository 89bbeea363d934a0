"""The stages of a round, each over the optimal face of the one before, and the proof each leaves behind.

Coverage gives a König cover per tier; the covers' sum is an optimal dual of "tiers first", so by complementary
slackness the matchings with the same counts are exactly those that avoid pairs covered too often, place every
covered mentee and fill every covered mentor. Every further stage maximises one integer gain over that face, takes
the lowest dual prices as proof, and keeps what they leave open. No stage needs large weights, and the proofs
together are one proof of lexicographic optimality. The lottery is the last stage, repeated until a single
matching is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import NOBODY, Ints
from matching.model.progress import Teller
from matching.solve.adjacency import adjacencies_of
from matching.solve.alternating import FreePairs, best_in, free_pairs_of
from matching.solve.bottleneck import Bottleneck, bottleneck_of
from matching.solve.column_generation import Conditions, pair_gain, price_all
from matching.solve.dual_prices import NotOptimal, OptimalFace, lowest_prices
from matching.solve.lottery import lottery_tickets
from matching.solve.max_cardinality import TierCover, max_cardinality
from matching.solve.reduced_problem import Frame, ReducedProblem
from matching.solve.shortlist import shortlist

_LOTTERY = 0.9
"""The share of the work before the lottery."""


@dataclass(frozen=True)
class StagePrices:
    """One stage's name and its lowest dual prices per mentee (n,) and mentor (m,)."""

    name: str
    mentee: Ints
    mentor: Ints


@dataclass(frozen=True)
class StagedSolution:
    """The only optimum as ``partner`` (n,); ``covers``, ``bottleneck``, ``threshold`` and ``stage_prices`` prove it."""

    partner: Ints
    covers: tuple[TierCover, ...] = ()
    bottleneck: Bottleneck | None = None
    threshold: int | None = None
    stage_prices: tuple[StagePrices, ...] = ()


def solve_stages(frame: Frame, objective: str, *, bands: int, seed: str, tell: Teller) -> StagedSolution:
    """Solve one of the objectives that maximise: ``coverage``, ``fair``, ``leximin`` or ``total``."""
    chosen = shortlist(frame)
    if chosen is not None:
        return _drawn(*_by_shortlist(frame, chosen, objective, bands, tell), seed, tell)
    part = frame.problem()
    start = np.full(frame.n, NOBODY, np.int64)
    solution, face = _before_lottery(part, objective, bands, start, tell.part(0.0, _LOTTERY))
    return _drawn(part, face, solution, seed, tell)


def _by_shortlist(
    frame: Frame, chosen: Ints, objective: str, bands: int, tell: Teller
) -> tuple[ReducedProblem, OptimalFace, StagedSolution]:
    """Solve over some pairs, add those that break the proof, and solve again, until none does.

    Where the covers hold for all pairs, only the stages after them are solved again, and only over the pairs within
    reach of the prices. If that does not do, all pairs known by then are solved with, so their number grows.
    """
    every, behind = chosen, 0.0
    start = np.full(frame.n, NOBODY, np.int64)
    solution: StagedSolution | None = None
    while True:
        part = frame.problem(chosen)
        ahead = behind + (_LOTTERY - behind) / 2
        within = tell.part(behind, ahead)
        if solution is None or objective == "total":
            solution, face = _before_lottery(part, objective, bands, start, within)
        else:
            names = _stage_names(objective, bands, solution.threshold)
            solution, face = _through(part, _covered(part, solution), names, replace(solution, stage_prices=()), within)
        tell("pricing all other pairs", ahead)
        pricing = price_all(frame, _conditions(solution), chosen.size // 4)
        if not pricing.broken.size:
            part = frame.problem(pricing.tight)
            return part, replace(face, rows=part.rows, cols=part.cols, position=np.arange(part.rows.size)), solution
        if np.isin(pricing.broken, chosen, assume_unique=True).any():
            raise NotOptimal("A pair that was solved with breaks the proof.")
        is_first = chosen is every
        every, start, behind = np.union1d(every, pricing.near), solution.partner, ahead
        chosen = pricing.near if is_first and pricing.is_covered else every
        solution = solution if pricing.is_covered else None


def band_cuts(bands: int) -> list[int]:
    """Return the scores at which the bands after the first begin, over 0..1000."""
    return [-(-1000 * step // bands) for step in range(1, bands)]


def _conditions(solution: StagedSolution) -> Conditions:
    return Conditions(
        covers=solution.covers,
        level=solution.bottleneck.cover
        if solution.bottleneck and solution.bottleneck.worst == solution.threshold
        else None,
        threshold=solution.threshold,
        kinds=tuple(stage.name for stage in solution.stage_prices),
        prices=tuple((stage.mentee, stage.mentor) for stage in solution.stage_prices),
    )


def _before_lottery(
    problem: ReducedProblem, objective: str, bands: int, start: Ints, tell: Teller
) -> tuple[StagedSolution, OptimalFace]:
    """Run every stage but the lottery, from a matching ``start`` (n,); return the proof and the face left."""
    if objective == "total":
        free = np.zeros(problem.n, bool), np.zeros(problem.m, bool)
        every = np.arange(problem.rows.size)
        face = OptimalFace(problem.rows, problem.cols, every, problem.room, *free, start)
        return _through(problem, face, ["total", "places"], StagedSolution(start), tell)
    tell("placing as many as possible", 0.0)
    adjacencies = adjacencies_of(problem)
    placement = max_cardinality(adjacencies, problem.room, problem.tier, len(problem.priorities), start=start)
    solution = StagedSolution(placement.partner, placement.covers)
    if objective != "coverage":
        tell("raising the worst score", 0.2)
        if (placement.partner != NOBODY).any():
            bottleneck = bottleneck_of(problem, adjacencies, placement)
            solution = replace(solution, partner=bottleneck.partner, bottleneck=bottleneck)
        solution = replace(solution, threshold=_threshold(problem, solution.bottleneck))
    names = _stage_names(objective, bands, solution.threshold)
    return _through(problem, _covered(problem, solution), names, solution, tell.part(0.4, 1.0))


def _stage_names(objective: str, bands: int, threshold: int | None) -> list[str]:
    """Return the stages after coverage and level, lottery apart."""
    if objective != "leximin" or threshold is None:
        return ["total"]
    return [*(f"below-{cut}" for cut in band_cuts(bands) if cut > threshold), "total"]


def _threshold(problem: ReducedProblem, bottleneck: Bottleneck | None) -> int | None:
    """Return the worst score of all pairs, locked ones included."""
    known = problem.instance.score[problem.locked].tolist() + ([bottleneck.worst] if bottleneck else [])
    return min(known) if known else None


def _covered(problem: ReducedProblem, solution: StagedSolution) -> OptimalFace:
    """Return the matchings with the counts the covers prove, over pairs of at least the threshold."""
    mentee = np.zeros(problem.n, np.int64)
    mentor = np.zeros(problem.m, np.int64)
    for cover in solution.covers:
        mentee += cover.mentees
        mentor += cover.mentors
    keep = mentee[problem.rows] + mentor[problem.cols] == len(problem.priorities) - problem.tier[problem.rows]
    if solution.threshold is not None:
        keep &= problem.score >= solution.threshold
    positions = np.flatnonzero(keep)
    return OptimalFace(
        problem.rows[positions],
        problem.cols[positions],
        positions,
        problem.room,
        mentee > 0,
        mentor > 0,
        solution.partner,
    )


def _through(
    problem: ReducedProblem, face: OptimalFace, names: list[str], solution: StagedSolution, tell: Teller
) -> tuple[StagedSolution, OptimalFace]:
    """Run the named stages one after the other."""
    stage_prices = list(solution.stage_prices)
    for index, name in enumerate(names):
        tell(f"stage {name}", index / len(names))
        face, prices = _stage(
            face, free_pairs_of(face), pair_gain(name, problem, face.rows, problem.score[face.position]), name
        )
        stage_prices.append(prices)
    return replace(solution, partner=face.partner, stage_prices=tuple(stage_prices)), face


def _stage(face: OptimalFace, free_pairs: FreePairs, gain: Ints, name: str) -> tuple[OptimalFace, StagePrices]:
    """Maximise one gain (e,) over a face; return the face that is left and the prices that prove it."""
    if not free_pairs.is_empty:
        face = replace(face, partner=best_in(face, free_pairs, gain))
    mentee, mentor = lowest_prices(face, gain)
    return face.tight(gain, (mentee, mentor)), StagePrices(name, mentee, mentor)


def _drawn(
    problem: ReducedProblem, face: OptimalFace, solution: StagedSolution, seed: str, tell: Teller
) -> StagedSolution:
    """Draw lots until a single matching is left; one draw is enough but for colliding tickets."""
    stage_prices = list(solution.stage_prices)
    draw = 0
    while not (free_pairs := free_pairs_of(face)).is_empty:
        tell(f"stage lottery-{draw}", 1 - (1 - _LOTTERY) / (draw + 1))
        face, prices = _stage(face, free_pairs, _lots(problem, face, free_pairs, seed, draw), f"lottery-{draw}")
        stage_prices.append(prices)
        draw += 1
    return replace(solution, partner=face.partner, stage_prices=tuple(stage_prices))


def _lots(problem: ReducedProblem, face: OptimalFace, free_pairs: FreePairs, seed: str, draw: int) -> Ints:
    """Return the tickets (e,) of the pairs that some matchings of a face have and others have not; 0 for the rest."""
    gain = np.zeros(face.rows.size, np.int64)
    drawn = np.flatnonzero(free_pairs.pairs)
    people = problem.instance
    gain[drawn] = lottery_tickets(seed, draw, people.mentees, people.mentors, face.rows[drawn], face.cols[drawn])
    return gain
