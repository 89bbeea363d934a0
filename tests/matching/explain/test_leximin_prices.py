"""What *leximin* has evened out stays so: no alternative and no place's worth in points undoes it."""

from __future__ import annotations

from matching.certify.verify import verify
from matching.explain.explainer import Explainer
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.oracle import make


def sought_after() -> Instance:
    """Three mentees of whom two at most can have 500 or more; r0 has to be full for that, whoever comes to him."""
    return make(3, [1, 2, 1], {(0, 0): 600, (0, 1): 499, (1, 1): 499, (1, 2): 500, (2, 0): 500, (2, 2): 900})


def test_who_leaves_a_place_that_evens_out_is_followed_by_another() -> None:
    instance = sought_after()
    matching = match(instance, objective="leximin", bands=2)
    assert matching.pairs == [("m0", "r0"), ("m1", "r1"), ("m2", "r2")]

    (other,) = Explainer.for_matching(instance, matching).alternatives(mentee="m0")

    assert (other.mentor, other.effect.placed, other.effect.total) == ("r1", 0, -500)
    assert {move.mentee: move.after for move in other.moves} == {"m0": "r1", "m1": "r2", "m2": "r0"}


def test_no_points_are_said_of_a_place_that_evens_out_more() -> None:
    instance = sought_after()

    worth = Explainer.for_matching(instance, match(instance, objective="leximin", bands=2)).marginal_values()

    assert [worth[mentor].points for mentor in instance.mentors] == [None, 0, None]


def test_the_proof_of_an_even_round_is_accepted_where_a_full_place_costs_points() -> None:
    instance = sought_after()

    assert verify(instance, match(instance, objective="leximin", bands=2)).ok


def test_a_place_that_brings_points_alone_is_worth_them() -> None:
    instance = make(2, [1, 1], {(0, 0): 750, (0, 1): 710, (1, 0): 760, (1, 1): 705})

    worth = Explainer.for_matching(instance, match(instance, objective="leximin")).marginal_values()

    assert [worth[mentor].points for mentor in instance.mentors] == [40, 0]
