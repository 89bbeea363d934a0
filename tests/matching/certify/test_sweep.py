"""A proof is held to every pair: a cover that misses one is refused whatever its size, and so is a price too low."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest

import matching.model.instance
from matching.certify import sweep as sweep_module
from matching.certify.verify import verify
from matching.model.instance import Instance
from matching.model.result import Cover, Matching, Stage
from matching.solve.match import match
from tests.matching.certify.test_verify import PROVEN, case
from tests.matching.oracle import make, rebuilt


def swapped(cover: Cover, instance: Instance, above: int) -> Iterator[Cover]:
    """Yield covers as large that name somebody else for one of their people, and so miss a pair above a score."""
    for name, room in (("mentees", instance.priority), ("mentors", instance.capacity)):
        named = set(getattr(cover, name))
        for out in named:
            for into in set(range(room.size)) - named:
                other = replace(cover, **{name: tuple(sorted({*named, into} - {out}))})
                missed = ~np.isin(instance.rows, other.mentees) & ~np.isin(instance.indices, other.mentors)
                missed &= (instance.priority[instance.rows] >= cover.priority) & ~instance.locked
                if room[out] == room[into] and (missed & (instance.score > above)).any():
                    yield other


def failed(instance: Instance, result: Matching) -> set[str]:
    return {check.code for check in verify(instance, result).checks if not check.ok}


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin"])
def test_a_cover_of_the_right_size_that_misses_a_pair_is_refused(objective: str) -> None:
    instance = make(5, [1, 1, 1], {(0, 0): 7, (1, 0): 8, (2, 0): 9, (3, 1): 5, (3, 2): 6}, priority=[0, 1, 0, 1, 0])
    result = match(instance, objective=objective)
    tried = 0

    for index, cover in enumerate(result.proof.covers):
        for other in swapped(cover, instance, -1):
            covers = (*result.proof.covers[:index], other, *result.proof.covers[index + 1 :])
            for stages in (result.proof.stages, ()):
                proof = replace(result.proof, covers=covers, stages=stages)
                assert "coverage" in failed(instance, replace(result, proof=proof))
                tried += 1

    assert tried


@pytest.mark.parametrize("objective", ["fair", "leximin"])
def test_a_cover_of_the_level_that_misses_a_pair_is_refused(objective: str) -> None:
    instance = make(4, [1, 1, 1], {(0, 0): 700, (1, 0): 800, (1, 1): 500, (2, 1): 900, (2, 2): 900, (3, 2): 600})
    result = match(instance, objective=objective)
    level = result.proof.level
    assert level is not None
    assert level.cover is not None
    tried = 0

    for other in swapped(level.cover, instance, level.worst):
        proof = replace(result.proof, level=replace(level, cover=other))
        assert "level" in failed(instance, replace(result, proof=proof))
        tried += 1

    assert tried


@pytest.mark.parametrize("objective", PROVEN)
def test_a_price_too_low_is_found_in_any_block_of_pairs(objective: str) -> None:
    instance, result = case(objective)
    first, *others = result.proof.stages

    with patch.object(matching.model.instance, "BLOCK_PAIRS", 1), patch.object(sweep_module, "TOGETHER", 1):
        assert verify(instance, result).ok
        for index in range(len(instance.mentees)):
            lower = first.mentee.copy()
            lower[index] -= 3
            proof = replace(result.proof, stages=(replace(first, mentee=lower), *others))
            assert not verify(instance, replace(result, proof=proof)).ok


@pytest.mark.parametrize("objective", PROVEN)
def test_a_price_of_a_mentor_without_places_is_refused(objective: str) -> None:
    instance = make(2, [1, 0], {(0, 0): 500, (1, 0): 400, (0, 1): 300})
    result = match(instance, objective=objective)
    first, *others = result.proof.stages
    priced = replace(first, mentor=first.mentor + np.array([0, 7]))

    assert verify(instance, result).ok
    assert not verify(instance, replace(result, proof=replace(result.proof, stages=(priced, *others)))).ok


@pytest.mark.parametrize("prices", [(-5, 0), (0, -5)])
def test_a_pair_at_a_loss_is_not_proven_by_a_negative_price(prices: tuple[int, int]) -> None:
    instance = make(1, [1], {(0, 0): -5})
    result = match(instance, objective="total")
    total, places = (np.array([price]) for price in prices), (np.array([1]), np.array([0]))
    stages = Stage("total", *total), Stage("places", *places)
    forged = replace(rebuilt(instance, result, [(0, 0, -5)]), proof=replace(result.proof, stages=stages))

    assert verify(instance, result).ok
    assert failed(instance, forged) == {"total"}


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin"])
def test_a_place_that_has_to_be_filled_may_have_a_negative_price(objective: str) -> None:
    instance = make(2, [1], {(0, 0): -5, (1, 0): -7})
    result = match(instance, objective=objective)

    assert result.proof.stages[-1].mentor[0] < 0
    assert verify(instance, result).ok


def test_a_proof_may_price_a_mentor_with_more_places_than_pairs() -> None:
    instance = make(1, [3], {(0, 0): 10})
    result = match(instance, objective="total")
    total, places = result.proof.stages
    total = replace(total, mentee=np.array([9]), mentor=np.array([1]))
    places = replace(places, mentee=np.array([0]), mentor=np.array([1]))

    assert verify(instance, replace(result, proof=replace(result.proof, stages=(total, places)))).ok


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin"])
def test_covers_name_people_in_order_once_a_tier(objective: str) -> None:
    instance = make(3, [1, 1], {(0, 0): 7, (1, 0): 8, (2, 1): 9}, priority=[0, 1, 0])
    result = match(instance, objective=objective)
    top, bottom = result.proof.covers

    assert verify(instance, result).ok
    for covers in (
        (top,),
        (bottom, top),
        (top, replace(bottom, mentors=(1, 0), mentees=())),
        (top, replace(bottom, mentors=(0, 0, 1), mentees=())),
        (top, replace(bottom, mentors=(0, 1, 2), mentees=())),
        (top, replace(bottom, mentors=(-1, 0, 1), mentees=())),
    ):
        assert "coverage" in failed(instance, replace(result, proof=replace(result.proof, covers=covers)))


@pytest.mark.parametrize(("large", "is_accepted"), [(10, True), (2**61, True), (2**61 + 1, False)])
def test_prices_up_to_what_can_be_added_are_accepted(large: int, is_accepted: bool) -> None:
    instance = make(1, [1], {(0, 0): 0})
    result = match(instance, objective="coverage")
    (total,) = result.proof.stages
    proof = replace(result.proof, stages=(replace(total, mentee=np.array([-large]), mentor=np.array([large])),))

    assert result.proof.covers[0].mentees == (0,)
    assert verify(instance, replace(result, proof=proof)).ok == is_accepted


@pytest.mark.parametrize("objective", PROVEN)
def test_prices_of_too_many_people_and_stages_nobody_asked_for_are_refused(objective: str) -> None:
    instance, result = case(objective)
    first, *others = result.proof.stages

    for longer in (
        replace(first, mentee=np.append(first.mentee, 0)),
        replace(first, mentor=np.append(first.mentor, 0)),
    ):
        assert first.name in failed(instance, replace(result, proof=replace(result.proof, stages=(longer, *others))))
    more = replace(result.proof, stages=(*result.proof.stages, replace(first, name="bonus")))
    codes = [check.code for check in verify(instance, replace(result, proof=more)).checks if not check.ok]
    assert codes == ["stages"]


def test_a_mentee_cannot_be_counted_twice() -> None:
    instance = make(1, [2], {(0, 0): 10})
    result = match(instance, objective="coverage")
    twice = replace(result, pairs=result.pairs * 2, total=20, mentor_load={"r0": 2})

    assert failed(instance, twice) == {"one-mentor-each"}


def test_pairs_that_are_not_allowed_are_counted() -> None:
    instance = make(2, [2, 1], {(0, 0): 5, (1, 1): 6})
    result = match(instance)
    swapped = replace(result, pairs=[("m0", "r0"), ("m1", "r0")])
    (right, wrong) = (
        next(check for check in verify(instance, matching).checks if check.code == "allowed")
        for matching in (result, swapped)
    )

    assert (right.ok, right.numbers) == (True, (("pairs", 2), ("forbidden", 0)))
    assert (wrong.ok, wrong.numbers) == (False, (("pairs", 2), ("forbidden", 1)))


@pytest.mark.parametrize("objective", [*PROVEN, "stable"])
def test_the_minimum_is_the_lowest_score_allowed_but_for_locks(objective: str) -> None:
    edges = {(0, 0): 300, (1, 1): 299, (2, 2): 100}
    instance = make(3, [1, 1, 1], edges, locked={(2, 2)})
    result = match(instance, objective=objective, minimum_score=300)

    assert result.pairs == [("m0", "r0"), ("m2", "r2")]
    assert verify(instance, result).ok
    below = rebuilt(instance, result, [(0, 0, 300), (1, 1, 299), (2, 2, 100)])
    assert "minimum-score" in failed(instance, below)
    assert failed(instance, rebuilt(instance, result, [(2, 2, 100)]))


def test_mentors_over_their_places_are_counted() -> None:
    instance = make(2, [1, 1], {(0, 0): 5, (1, 0): 6, (1, 1): 6})
    result = match(instance)
    over = rebuilt(instance, result, [(0, 0, 5), (1, 0, 6)])
    (right, wrong) = (
        next(check for check in verify(instance, matching).checks if check.code == "capacity")
        for matching in (result, over)
    )

    assert (right.ok, right.numbers) == (True, (("over", 0),))
    assert (wrong.ok, wrong.numbers) == (False, (("over", 1),))


@pytest.mark.parametrize("first", [0, 1, 2])
def test_a_stable_result_that_is_not_best_for_the_mentees_is_refused(first: int) -> None:
    size = first + 2
    mentee_ranks = {(i, j): int(i != j) for i in range(first, size) for j in range(first, size)}
    edges = dict.fromkeys([(i, i) for i in range(first)] + list(mentee_ranks), 500)
    instance = replace(
        make(size, [1] * size, edges),
        mentee_rank=np.array([mentee_ranks.get(pair, 0) for pair in edges]),
        mentor_rank=np.array([1 - mentee_ranks[pair] if pair in mentee_ranks else 0 for pair in edges]),
    )
    result = match(instance, objective="stable")
    others = [(i, i, 500) for i in range(first)] + [(first, first + 1, 500), (first + 1, first, 500)]
    worse = rebuilt(instance, result, others)
    blocked = rebuilt(instance, result, others[:-2])

    assert verify(instance, result).ok
    assert result.pairs == [(f"m{i}", f"r{i}") for i in range(size)]
    assert failed(instance, worse) == {"best-for-mentees"}
    assert failed(instance, replace(worse, proof=match(instance).proof)) == {"stages", "best-for-mentees"}
    assert "best-for-mentees" not in {check.code for check in verify(instance, blocked).checks}
