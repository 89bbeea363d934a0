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
from matching.solve.adjacency import links_of
from matching.solve.alternating import Kernel, best_in, kernel_of
from matching.solve.bottleneck import Lifted, lift
from matching.solve.column_generation import Conditions, pair_gain, price_all
from matching.solve.dual_prices import Face, NotOptimal, lowest_prices
from matching.solve.lottery import tickets
from matching.solve.max_cardinality import TierCover, place
from matching.solve.reduced_problem import Frame, Problem
from matching.solve.shortlist import shortlist

_LOTTERY = 0.9
"""The share of the work before the lottery."""


@dataclass(frozen=True)
class Priced:
    """One stage's name and its lowest dual prices per mentee (n,) and mentor (m,)."""

    name: str
    mentee: Ints
    mentor: Ints


@dataclass(frozen=True)
class Solved:
    """``partner`` (n,) the only optimum; ``covers``, ``lifted``, ``threshold`` and ``priced`` what proves it."""

    partner: Ints
    covers: tuple[TierCover, ...] = ()
    lifted: Lifted | None = None
    threshold: int | None = None
    priced: tuple[Priced, ...] = ()


def solve_stages(frame: Frame, objective: str, *, bands: int, seed: str, tell: Teller) -> Solved:
    """Solve one of the objectives that maximise: ``coverage``, ``fair``, ``leximin`` or ``total``."""
    chosen = shortlist(frame)
    if chosen is not None:
        return _drawn(*_by_shortlist(frame, chosen, objective, bands, tell), seed, tell)
    part = frame.problem()
    start = np.full(frame.n, NOBODY, np.int64)
    solved, face = _before_lottery(part, objective, bands, start, tell.part(0.0, _LOTTERY))
    return _drawn(part, face, solved, seed, tell)


def _by_shortlist(
    frame: Frame, chosen: Ints, objective: str, bands: int, tell: Teller
) -> tuple[Problem, Face, Solved]:
    """Solve over some pairs, add those that break the proof, and solve again, until none does.

    Where the covers hold for all pairs, only the stages after them are solved again, and only over the pairs within
    reach of the prices. If that does not do, all pairs known by then are solved with, so their number grows.
    """
    every, behind = chosen, 0.0
    start = np.full(frame.n, NOBODY, np.int64)
    solved: Solved | None = None
    while True:
        part = frame.problem(chosen)
        ahead = behind + (_LOTTERY - behind) / 2
        within = tell.part(behind, ahead)
        if solved is None or objective == "total":
            solved, face = _before_lottery(part, objective, bands, start, within)
        else:
            names = _stage_names(objective, bands, solved.threshold)
            solved, face = _through(part, _covered(part, solved), names, replace(solved, priced=()), within)
        tell("pricing all other pairs", ahead)
        found = price_all(frame, _conditions(solved), chosen.size // 4)
        if not found.broken.size:
            part = frame.problem(found.tight)
            return part, replace(face, rows=part.rows, cols=part.cols, at=np.arange(part.rows.size)), solved
        if np.isin(found.broken, chosen, assume_unique=True).any():
            raise NotOptimal("A pair that was solved with breaks the proof.")
        is_first = chosen is every
        every, start, behind = np.union1d(every, found.near), solved.partner, ahead
        chosen = found.near if is_first and found.is_covered else every
        solved = solved if found.is_covered else None


def band_cuts(bands: int) -> list[int]:
    """Return the scores at which the bands after the first begin, over 0..1000."""
    return [-(-1000 * step // bands) for step in range(1, bands)]


def _conditions(solved: Solved) -> Conditions:
    return Conditions(
        covers=solved.covers,
        level=solved.lifted.cover if solved.lifted and solved.lifted.worst == solved.threshold else None,
        threshold=solved.threshold,
        kinds=tuple(one.name for one in solved.priced),
        prices=tuple((one.mentee, one.mentor) for one in solved.priced),
    )


def _before_lottery(
    problem: Problem, objective: str, bands: int, start: Ints, tell: Teller
) -> tuple[Solved, Face]:
    """Run every stage but the lottery, from a matching ``start`` (n,); return the proof and the face left."""
    if objective == "total":
        free = np.zeros(problem.n, bool), np.zeros(problem.m, bool)
        every = np.arange(problem.rows.size)
        face = Face(problem.rows, problem.cols, every, problem.room, *free, start)
        return _through(problem, face, ["total", "places"], Solved(start), tell)
    tell("placing as many as possible", 0.0)
    links = links_of(problem)
    placing = place(links, problem.room, problem.tier, len(problem.priorities), start=start)
    solved = Solved(placing.partner, placing.covers)
    if objective != "coverage":
        tell("raising the worst score", 0.2)
        if (placing.partner != NOBODY).any():
            lifted = lift(problem, links, placing)
            solved = replace(solved, partner=lifted.partner, lifted=lifted)
        solved = replace(solved, threshold=_threshold(problem, solved.lifted))
    names = _stage_names(objective, bands, solved.threshold)
    return _through(problem, _covered(problem, solved), names, solved, tell.part(0.4, 1.0))


def _stage_names(objective: str, bands: int, threshold: int | None) -> list[str]:
    """Return the stages after coverage and level, lottery apart."""
    if objective != "leximin" or threshold is None:
        return ["total"]
    return [*(f"below-{cut}" for cut in band_cuts(bands) if cut > threshold), "total"]


def _threshold(problem: Problem, lifted: Lifted | None) -> int | None:
    """Return the worst score of all pairs, locked ones included."""
    known = problem.instance.score[problem.locked].tolist() + ([lifted.worst] if lifted else [])
    return min(known) if known else None


def _covered(problem: Problem, solved: Solved) -> Face:
    """Return the matchings with the counts the covers prove, over pairs of at least the threshold."""
    mentee = np.zeros(problem.n, np.int64)
    mentor = np.zeros(problem.m, np.int64)
    for cover in solved.covers:
        mentee += cover.mentees
        mentor += cover.mentors
    keep = mentee[problem.rows] + mentor[problem.cols] == len(problem.priorities) - problem.tier[problem.rows]
    if solved.threshold is not None:
        keep &= problem.score >= solved.threshold
    at = np.flatnonzero(keep)
    return Face(problem.rows[at], problem.cols[at], at, problem.room, mentee > 0, mentor > 0, solved.partner)


def _through(problem: Problem, face: Face, names: list[str], solved: Solved, tell: Teller) -> tuple[Solved, Face]:
    """Run the named stages one after the other."""
    priced = list(solved.priced)
    for at, name in enumerate(names):
        tell(f"stage {name}", at / len(names))
        face, prices = _stage(face, kernel_of(face), pair_gain(name, problem, face.rows, problem.score[face.at]), name)
        priced.append(prices)
    return replace(solved, partner=face.partner, priced=tuple(priced)), face


def _stage(face: Face, kernel: Kernel, gain: Ints, name: str) -> tuple[Face, Priced]:
    """Maximise one gain (e,) over a face; return the face that is left and the prices that prove it."""
    if not kernel.is_empty:
        face = replace(face, partner=best_in(face, kernel, gain))
    mentee, mentor = lowest_prices(face, gain)
    return face.tight(gain, (mentee, mentor)), Priced(name, mentee, mentor)


def _drawn(problem: Problem, face: Face, solved: Solved, seed: str, tell: Teller) -> Solved:
    """Draw lots until a single matching is left; one draw is enough but for colliding tickets."""
    priced = list(solved.priced)
    draw = 0
    while not (kernel := kernel_of(face)).is_empty:
        tell(f"stage lottery-{draw}", 1 - (1 - _LOTTERY) / (draw + 1))
        face, prices = _stage(face, kernel, _lots(problem, face, kernel, seed, draw), f"lottery-{draw}")
        priced.append(prices)
        draw += 1
    return replace(solved, partner=face.partner, priced=tuple(priced))


def _lots(problem: Problem, face: Face, kernel: Kernel, seed: str, draw: int) -> Ints:
    """Return the tickets (e,) of the pairs that some matchings of a face have and others have not; 0 for the rest."""
    gain = np.zeros(face.rows.size, np.int64)
    drawn = np.flatnonzero(kernel.pairs)
    people = problem.instance
    gain[drawn] = tickets(seed, draw, people.mentees, people.mentors, face.rows[drawn], face.cols[drawn])
    return gain
