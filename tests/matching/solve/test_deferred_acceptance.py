"""Stable matchings: no blocking pair, best for mentees, by enumeration and by rankings of any shape."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from matching.certify.verify import verify
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.oracle import Pairs, all_matchings, make, pair_ticket, ranked_instances, rebuilt


def likings(instance: Instance, seed: str) -> tuple[dict, dict]:
    """Return what each pair is to her and to him, more is better, by the stated rule."""
    mentee_likes, mentor_likes = {}, {}
    for index, (i, j) in enumerate(zip(instance.rows.tolist(), instance.indices.tolist(), strict=True)):
        tie = (int(instance.score[index]), pair_ticket(seed, "0", instance.mentees[i], instance.mentors[j]))
        ranks = [None if ranks is None else int(ranks[index]) for ranks in (instance.mentee_rank, instance.mentor_rank)]
        liked = [0 if rank is None else -rank if rank >= 0 else -1000 for rank in ranks]
        mentee_likes[i, j] = (liked[0], *tie)
        mentor_likes[i, j] = (int(instance.priority[i]), liked[1], *tie)
    return mentee_likes, mentor_likes


def is_stable(instance: Instance, pairs: Pairs, mentee_likes: dict, mentor_likes: dict) -> bool:
    """Say whether no free pair would both rather have each other."""
    held = {i: j for i, j, _ in pairs}
    locked = {int(instance.rows[k]) for k in instance.locked.nonzero()[0]}
    for i, j in mentee_likes:
        if i in locked or (i in held and mentee_likes[i, held[i]] >= mentee_likes[i, j]):
            continue
        his_mentees = [k for k in held if held[k] == j]
        if len(his_mentees) < instance.capacity[j]:
            return False
        if any(k not in locked and mentor_likes[k, j] < mentor_likes[i, j] for k in his_mentees):
            return False
    return True


@settings(max_examples=60, deadline=None, derandomize=True)
@given(instance=ranked_instances())
def test_the_result_is_stable_and_the_best_for_every_mentee(instance: Instance) -> None:
    mentee_likes, mentor_likes = likings(instance, "lots")
    result = match(instance, objective="stable", seed="lots")
    pairs = {(instance.mentees.index(a), instance.mentors.index(b)) for a, b in result.pairs}

    stable = [
        candidate for candidate in all_matchings(instance) if is_stable(instance, candidate, mentee_likes, mentor_likes)
    ]

    assert pairs in [{(i, j) for i, j, _ in candidate} for candidate in stable]
    best = {
        i: max((mentee_likes[i, j] for candidate in stable for k, j, _ in candidate if k == i), default=None)
        for i, _ in pairs
    }
    assert all(mentee_likes[pair] == best[pair[0]] for pair in pairs)
    assert verify(instance, result).ok


@settings(max_examples=40, deadline=None, derandomize=True)
@given(instance=ranked_instances())
def test_only_the_mentees_best_stable_matching_is_accepted(instance: Instance) -> None:
    result = match(instance, objective="stable", seed="lots")

    passed = [
        candidate for candidate in all_matchings(instance) if verify(instance, rebuilt(instance, result, candidate)).ok
    ]

    assert len(passed) == 1


def test_rankings_on_both_sides_may_disagree_and_mentees_get_their_best() -> None:
    edges = dict.fromkeys([(0, 0), (0, 1), (1, 0), (1, 1)], 5)
    instance = replace(
        make(2, [1, 1], edges),
        mentee_rank=np.array([0, 1, 1, 0]),
        mentor_rank=np.array([1, 0, 0, 1]),
    )

    assert match(instance, objective="stable").pairs == [("m0", "r0"), ("m1", "r1")]


def test_a_ranked_mentor_comes_before_an_unranked_one_with_a_better_score() -> None:
    instance = replace(make(1, [1, 1], {(0, 0): 100, (0, 1): 900}), mentee_rank=np.array([0, -1]))

    assert match(instance, objective="stable").pairs == [("m0", "r0")]
    assert match(instance, objective="coverage").pairs == [("m0", "r1")]


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_equal_scores_are_decided_by_the_draw(seed: str) -> None:
    instance = make(3, [1], {(i, 0): 5 for i in range(3)})
    best = max(instance.mentees, key=lambda mentee: pair_ticket(seed, "0", mentee, "r0"))

    assert match(instance, objective="stable", seed=seed).pairs == [(best, "r0")]
