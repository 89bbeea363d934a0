"""The stages of a round, each over the optimal face of the one before, and the proof each leaves behind.

Coverage gives a König cover per tier; the covers' sum is an optimal dual of "tiers first", so by complementary
slackness the matchings with the same counts are exactly those that avoid pairs covered too often, place every
covered mentee and fill every covered mentor. Every further stage maximises one integer gain over that face, takes
the lowest dual prices as proof, and keeps what they leave open. No stage needs large weights, and the proofs
together are one proof of lexicographic optimality.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.exchange import best_in, kernel_of
from matching.level import Lifted, lift
from matching.links import links_of
from matching.lottery import tickets
from matching.lowest import Face, lowest_prices
from matching.placing import NOBODY, Placing, TierCover, place
from matching.problem import Ints, Problem

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Priced:
    """One stage's name and its lowest dual prices per mentee (n,) and mentor (m,)."""

    name: str
    mentee: Ints
    mentor: Ints


@dataclass(frozen=True)
class Solved:
    """``partner`` (n,) the only optimum; ``covers``, ``lifted`` and ``priced`` what proves it."""

    partner: Ints
    covers: tuple[TierCover, ...]
    lifted: Lifted | None
    threshold: int | None
    priced: tuple[Priced, ...]


def solve_stages(problem: Problem, objective: str, *, bands: int, seed: str, progress: Progress) -> Solved:
    """Solve one of the objectives that maximise: ``coverage``, ``fair``, ``leximin`` or ``total``."""
    if objective == "total":
        face = Face(
            problem.rows,
            problem.cols,
            np.arange(problem.rows.size),
            problem.room,
            np.zeros(problem.n, bool),
            np.zeros(problem.m, bool),
            np.full(problem.n, NOBODY, np.int64),
        )
        return _run(problem, face, ["total", "places"], seed, progress, Solved(face.partner, (), None, None, ()))
    progress("placing as many as possible")
    links = links_of(problem)
    nobody = np.full(problem.n, NOBODY, np.int64)
    placing = place(links, problem.room, problem.tier, len(problem.priorities), start=nobody)
    names = ["total"]
    lifted, threshold = None, None
    if objective != "coverage":
        progress("raising the worst score")
        locked = problem.instance.score[problem.locked]
        if (placing.partner != NOBODY).any():
            lifted = lift(problem, links, placing)
            placing = Placing(lifted.partner, placing.covers, True)
        known = ([lifted.worst] if lifted else []) + locked.tolist()
        threshold = min(known) if known else None
        if objective == "leximin" and threshold is not None:
            names = [f"below-{cut}" for cut in band_cuts(bands) if cut > threshold] + names
    face = _covered(problem, placing, threshold)
    return _run(problem, face, names, seed, progress, Solved(face.partner, placing.covers, lifted, threshold, ()))


def band_cuts(bands: int) -> list[int]:
    """Return the scores at which the bands after the first begin, over 0..1000."""
    return [-(-1000 * step // bands) for step in range(1, bands)]


def stage_gain(name: str, problem: Problem, face: Face, seed: str) -> Ints:
    """Return the gain (e,) of every pair of the face in a stage."""
    kind, _, number = name.partition("-")
    score = problem.score[face.at]
    if kind == "total":
        return score
    if kind == "places":
        return len(problem.priorities) - problem.tier[face.rows]
    if kind == "below":
        return (score >= int(number)).astype(np.int64)
    options = np.bincount(face.rows, minlength=problem.n) + ~face.must_place
    gain = np.zeros(score.size, np.int64)
    drawn = np.flatnonzero(options[face.rows] > 1)
    instance = problem.instance
    gain[drawn] = tickets(
        seed, int(number), instance.mentees, instance.mentors, face.rows[drawn], face.cols[drawn]
    )
    return gain


def _covered(problem: Problem, placing: Placing, threshold: int | None) -> Face:
    """Return the matchings with the counts the covers prove, over pairs of at least a score."""
    mentee = np.zeros(problem.n, np.int64)
    mentor = np.zeros(problem.m, np.int64)
    for cover in placing.covers:
        mentee += cover.mentees
        mentor += cover.mentors
    keep = mentee[problem.rows] + mentor[problem.cols] == len(problem.priorities) - problem.tier[problem.rows]
    if threshold is not None:
        keep &= problem.score >= threshold
    at = np.flatnonzero(keep)
    return Face(problem.rows[at], problem.cols[at], at, problem.room, mentee > 0, mentor > 0, placing.partner)


def _run(problem: Problem, face: Face, names: list[str], seed: str, progress: Progress, so_far: Solved) -> Solved:
    """Run the named stages, then draw lots until a single matching is left."""
    priced: list[Priced] = []
    draw = 0
    pending = list(names)
    while True:
        kernel = kernel_of(face)
        if not pending:
            if kernel.is_empty:
                break
            pending.append(f"lottery-{draw}")
            draw += 1
        name = pending.pop(0)
        progress(f"stage {name}")
        gain = stage_gain(name, problem, face, seed)
        if not kernel.is_empty:
            face = _moved(face, best_in(face, kernel, gain))
        mentee, mentor = lowest_prices(face, gain)
        priced.append(Priced(name, mentee, mentor))
        face = face.tight(gain, (mentee, mentor))
    return Solved(face.partner, so_far.covers, so_far.lifted, so_far.threshold, tuple(priced))


def _moved(face: Face, partner: Ints) -> Face:
    return Face(face.rows, face.cols, face.at, face.room, face.must_place, face.must_fill, partner)
