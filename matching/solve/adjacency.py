"""Who may be paired with whom, listed from both sides, best score first, and cut off at any score."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import Ints, Mask
from matching.solve.reduced_problem import ReducedProblem


@dataclass(frozen=True)
class Adjacency:
    """One side's lists: the partners of ``p`` are ``partner[start[p]:stop[p]]``, best score first."""

    start: Ints
    stop: Ints
    partner: Ints
    score: Ints

    def gather(self, people: Ints) -> tuple[Ints, Ints]:
        """Return each person's partners in one array, and beside it the person they belong to."""
        start, length = self.start[people], self.stop[people] - self.start[people]
        return self.partner[ragged(start, length)], np.repeat(people, length)

    def size_of(self, people: Ints) -> int:
        """Return how many partners these people have together."""
        return int((self.stop[people] - self.start[people]).sum())

    def nth_best(self, people: Ints, nth: Ints, keep: Mask) -> Ints:
        """Return the score of each person's nth partner (1 is the best) among the entries kept; they exist."""
        entries = np.flatnonzero(keep)
        return self.score[entries[np.searchsorted(entries, self.start[people]) + nth - 1]]

    def above(self, score: int) -> Adjacency:
        """Return the same lists cut off below a score."""
        high_enough = np.concatenate(([0], np.cumsum(self.score >= score)))
        full = np.append(self.start[1:], self.score.size)
        return replace(self, stop=self.start + high_enough[full] - high_enough[self.start])


@dataclass(frozen=True)
class Adjacencies:
    """Both sides' lists of the same pairs."""

    mentee: Adjacency
    mentor: Adjacency

    def above(self, score: int) -> Adjacencies:
        """Return the pairs of at least a score."""
        return Adjacencies(self.mentee.above(score), self.mentor.above(score))


def adjacencies_of(problem: ReducedProblem) -> Adjacencies:
    """List the pairs of a problem from both sides."""
    return Adjacencies(
        _side(problem.rows, problem.cols, problem.score, problem.n),
        _side(problem.cols, problem.rows, problem.score, problem.m),
    )


def ragged(start: Ints, length: Ints) -> Ints:
    """Return the ranges ``start[k], …, start[k] + length[k] - 1`` one after the other."""
    total = int(length.sum())
    if total == 0:
        return np.zeros(0, np.int64)
    offset = np.repeat(start - np.concatenate(([0], np.cumsum(length)[:-1])), length)
    return offset + np.arange(total)


def _side(people: Ints, partners: Ints, score: Ints, count: int) -> Adjacency:
    stop = np.cumsum(np.bincount(people, minlength=count))
    order = _best_first(people, score)
    return Adjacency(np.concatenate(([0], stop[:-1])) if count else stop, stop, partners[order], score[order])


def _best_first(people: Ints, score: Ints) -> Ints:
    """Return the order by person, then the best score first; one packed integer a pair sorts fastest."""
    if not people.size:
        return people
    top = int(score.max())
    score_bits = (top - int(score.min())).bit_length()
    place_bits = people.size.bit_length()
    if int(people.max()).bit_length() + score_bits + place_bits > 62:
        return np.lexsort((-score, people))
    packed = ((people << score_bits) + (top - score) << place_bits) + np.arange(people.size)
    packed.sort()
    return packed & ((1 << place_bits) - 1)
