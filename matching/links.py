"""Who may be paired with whom, listed from both sides, best score first, and cut off at any score."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.problem import Ints, Problem


@dataclass(frozen=True)
class Side:
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

    def above(self, score: int) -> Side:
        """Return the same lists cut off below a score."""
        count = np.bincount(
            np.repeat(np.arange(self.start.size), np.diff(np.append(self.start, self.partner.size)))[
                self.score >= score
            ],
            minlength=self.start.size,
        )
        return replace(self, stop=self.start + count)


@dataclass(frozen=True)
class Links:
    """Both sides' lists of the same pairs."""

    mentee: Side
    mentor: Side

    def above(self, score: int) -> Links:
        """Return the pairs of at least a score."""
        return Links(self.mentee.above(score), self.mentor.above(score))


def links_of(problem: Problem) -> Links:
    """List the pairs of a problem from both sides."""
    return Links(
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


def _side(people: Ints, partners: Ints, score: Ints, count: int) -> Side:
    stop = np.cumsum(np.bincount(people, minlength=count))
    order = np.lexsort((-score, people))
    return Side(np.concatenate(([0], stop[:-1])) if count else stop, stop, partners[order], score[order])
