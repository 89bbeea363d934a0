"""Rounds to measure on: scarce or balanced, 60 allowed mentors a mentee, scores from people or drawn uniformly."""

from __future__ import annotations

import numpy as np

from benchmarks.company import RULES, company
from matching import Instance
from matching.score.scorer import Scorer

ALLOWED = 60


def round_of(n: int, kind: str, scores: str, *, seed: int = 1) -> Instance:
    """Return a round of n mentees.

    ``kind``: ``scarce`` has a place for every third mentee, ``balanced`` one for each; mentors have two places.
    ``scores``: ``people`` takes made-up people through `score`, ``uniform`` draws 0..1000.
    """
    places = n // 3 if kind == "scarce" else n
    mentors = max(1, places // 2)
    rng = np.random.default_rng(seed)
    if scores == "people":
        rows, cols, score = _scored(n, mentors, rng)
    else:
        rows, cols = _drawn(n, mentors, rng)
        score = rng.integers(0, 1001, rows.size)
    return Instance.from_edges(
        [f"mentee-{i:06d}" for i in range(n)],
        [f"mentor-{j:06d}" for j in range(mentors)],
        capacity=np.full(mentors, 2),
        mentee_index=rows,
        mentor_index=cols,
        score=score,
    )


def _scored(n: int, mentors: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return up to 60 allowed pairs a mentee, at random, with their scores."""
    mentees, others, org = company(n, mentors)
    scorer = Scorer.from_people(mentees, others, org=org, rules=RULES)
    rows, cols, scores = [], [], []
    for block, totals in scorer.blocks():
        lots = rng.random(totals.shape, dtype=np.float32)
        lots[totals < scorer.minimum] = 2
        keep = min(ALLOWED, mentors)
        chosen = np.argpartition(lots, keep - 1, axis=1)[:, :keep]
        rows_of_pairs = np.repeat(np.arange(totals.shape[0]), keep)
        cells = (rows_of_pairs, chosen.ravel())
        allowed = lots[cells] < 2
        rows.append(block.start + rows_of_pairs[allowed])
        cols.append(cells[1][allowed])
        scores.append(np.asarray(totals)[cells][allowed].astype(np.int64))
    return np.concatenate(rows), np.concatenate(cols), np.concatenate(scores)


def _drawn(n: int, mentors: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return 60 different mentors for every mentee."""
    keep = min(ALLOWED, mentors)
    cols = np.concatenate([rng.permutation(mentors)[:keep] if mentors < 500 else _some(rng, mentors) for _ in range(n)])
    return np.repeat(np.arange(n), keep), cols


def _some(rng: np.random.Generator, mentors: int) -> np.ndarray:
    """Return 60 different numbers below ``mentors``, drawn a few more at a time."""
    drawn = np.unique(rng.integers(0, mentors, ALLOWED + 30))
    return rng.permutation(drawn)[:ALLOWED] if drawn.size >= ALLOWED else _some(rng, mentors)
