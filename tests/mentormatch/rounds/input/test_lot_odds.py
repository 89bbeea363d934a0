"""An attacker who finds every couple set aside still can't tell which are limits: at most one in four is.

Programmes of the size of the demo's, thirty of them, where one person in ten names two people, six in ten of them in
their own department (design and measurements: docs/decisions/set-aside-by-lot.md). The attacker sees exactly what is
set aside, every day of a year, and ranks couples by a score of their own.
"""

from itertools import pairwise

import numpy as np
import pytest

from mentormatch.rounds.input.lots import TERM, Lots, Seat
from tests.support import make

PROGRAMMES, MENTEES, MENTORS, DEPARTMENTS = 30, 50, 30, 7
ONE_IN = 4
MOMENTS = [make.NOW + TERM * week / 52 for week in range(53)]


class Programme:
    """A programme with its lots, its limits and when each was stated, and a score for each couple."""

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        self.mentees = [Seat(f"a{seed} {number}", str(rng.integers(DEPARTMENTS))) for number in range(MENTEES)]
        self.mentors = [Seat(f"b{seed} {number}", str(rng.integers(DEPARTMENTS))) for number in range(MENTORS)]
        self.lots = Lots(bytes(rng.integers(0, 256, 32, np.uint8)), f"programme {seed}", "normal", make.NOW)
        self.scores = rng.random((MENTEES, MENTORS))
        self.stated = np.full((MENTEES, MENTORS), np.inf)  # in shares of the term
        for owner in rng.choice(MENTEES + MENTORS, (MENTEES + MENTORS) // 10, replace=False).tolist():
            for _name in range(2):
                self._state(owner, rng)

    def _state(self, owner, rng):
        is_mentee = owner < MENTEES
        own = self.mentees[owner] if is_mentee else self.mentors[owner - MENTEES]
        is_near = rng.random() < 0.6
        others = [place for place, seat in enumerate(self.mentors if is_mentee else self.mentees)
                  if (seat.department == own.department) == is_near]
        if others:
            other = int(rng.choice(others))
            couple = (owner, other) if is_mentee else (other, owner - MENTEES)
            self.stated[couple] = 0 if rng.random() < 2 / 3 else rng.random()  # most do it when they sign up

    def aside(self, moment):
        """What is set aside at a moment, and what of it is somebody's limit."""
        limits = self.stated <= (moment - make.NOW) / TERM
        return self.lots.set_aside(self.mentees, self.mentors, moment) | limits, limits


@pytest.fixture(scope="module")
def programmes():
    return [Programme(seed) for seed in range(PROGRAMMES)]


def share_of_limits(pairs):
    """Of all couples in the attacker's hands, how many are limits."""
    suspected, real = map(sum, zip(*((int(aside.sum()), int((aside & limits).sum())) for aside, limits in pairs),
                                     strict=True))
    assert suspected > 50, "too few to say anything"
    return real / suspected


def test_of_all_that_is_set_aside_few_are_limits(programmes):
    for moment in (MOMENTS[0], MOMENTS[26], MOMENTS[-1]):
        assert share_of_limits(programme.aside(moment) for programme in programmes) <= 1 / ONE_IN


def test_watching_for_a_year_and_keeping_what_never_lifted_does_not_help(programmes):
    def always(programme):
        views = [programme.aside(moment) for moment in MOMENTS]
        return np.logical_and.reduce([aside for aside, _limits in views]), views[0][1]

    assert share_of_limits(map(always, programmes)) <= 1 / ONE_IN


def test_what_is_new_since_last_week_is_usually_chance(programmes):
    def new(programme):
        views = [programme.aside(moment) for moment in MOMENTS]
        for (before, _limits), (after, limits) in pairwise(views):
            yield after & ~before, limits

    assert share_of_limits(pair for programme in programmes for pair in new(programme)) <= 1 / ONE_IN


def test_among_the_best_scored_couples_few_are_limits(programmes):
    def best(programme):
        aside, limits = programme.aside(MOMENTS[4])
        return aside & (programme.scores > 0.9), limits

    assert share_of_limits(map(best, programmes)) <= 1 / ONE_IN


def test_in_a_row_of_her_own_few_are_limits(programmes):
    def own(programme):
        aside, limits = programme.aside(MOMENTS[4])
        return aside[:10], limits[:10]  # ten coordinators who take part: what others say about them

    assert share_of_limits(map(own, programmes)) <= 1 / ONE_IN


def test_without_lots_everything_set_aside_is_a_limit(programmes):
    """The old attack, which must go on working here: else these tests would show nothing."""
    bare = [Programme(seed) for seed in range(3)]
    for programme in bare:
        programme.lots = Lots(programme.lots.key, programme.lots.programme_id, "none", make.NOW)
        aside, limits = programme.aside(MOMENTS[-1])
        assert (aside == limits).all()
        assert limits.any()
