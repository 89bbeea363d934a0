"""Mentees and points put into one integer come apart again, as long as no more people change than there are."""

from __future__ import annotations

from itertools import product

from matching.solve.objective_weights import ObjectiveWeights


def test_a_change_is_told_in_mentees_and_points() -> None:
    for people, tiers, largest in product((1, 2, 7), (1, 3, 9), (1, 5, 1000)):
        for objective in ("coverage", "fair", "total"):
            scale = ObjectiveWeights.for_objective(objective, people=people, tiers=tiers, largest=largest)
            for placed, points in product((-1, 0, 1), (-1, 0, 1)):
                most = placed * tiers * people, points * largest * people
                amount = scale.split(scale.per_placed * most[0] + scale.per_point * most[1])
                assert (amount.placed, amount.points) == most


def test_tiers_alone_count_under_leximin() -> None:
    scale = ObjectiveWeights.for_objective("leximin", people=7, tiers=3, largest=1000)

    assert (scale.split(2).placed, scale.split(2).points) == (2, 0)
    assert scale.per_point == 0
