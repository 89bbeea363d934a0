"""Tickets follow the published rule, so anybody can draw again."""

from __future__ import annotations

from itertools import permutations
from unittest.mock import patch

import numpy as np

import matching.solve.stages
from matching.solve.lottery import TICKET_BITS, lottery_tickets
from matching.solve.match import match
from tests.matching.oracle import make, pair_ticket


def test_tickets_are_pinned_so_that_no_release_changes_a_draw() -> None:
    drawn = lottery_tickets("round 1", 0, ["Ana", "Béa"], ["Max", "🦉"], np.array([0, 0, 1]), np.array([0, 1, 0]))

    assert drawn.tolist() == [1669804765, 648562565, 2019542049]


def test_the_verifier_draws_the_same_tickets_on_its_own() -> None:
    mentees = ["", "a", "\ud800", 7, (1, "x"), "🌱"]
    mentors = ["z", 7, "a"]
    rows, cols = np.repeat(np.arange(6), 3), np.tile(np.arange(3), 6)

    for seed in ("", "x", "\ud800"):
        for draw in (0, 1, 12):
            one_by_one = [pair_ticket(seed, str(draw), mentees[i], mentors[j]) for i, j in zip(rows, cols, strict=True)]
            assert lottery_tickets(seed, draw, mentees, mentors, rows, cols).tolist() == one_by_one


def test_tickets_differ_by_seed_draw_person_and_side_and_fill_their_range() -> None:
    people = [f"p{k}" for k in range(200)]
    rows, cols = np.repeat(np.arange(200), 200), np.tile(np.arange(200), 200)

    first = lottery_tickets("s", 0, people, people, rows, cols)

    assert len(set(first.tolist())) > 39_000
    assert 0 <= first.min() < first.max() < 2**TICKET_BITS
    assert abs(first.mean() / 2**TICKET_BITS - 0.5) < 0.01
    assert np.bincount(first >> (TICKET_BITS - 4), minlength=16).min() > 2_200
    for other in (
        lottery_tickets("t", 0, people, people, rows, cols),
        lottery_tickets("s", 1, people, people, rows, cols),
    ):
        assert (first == other).sum() < 5
    square = first.reshape(200, 200)
    assert (square == square.T).sum() < 205


def test_nobody_asked_for_means_no_tickets() -> None:
    none = np.zeros(0, np.int64)

    assert lottery_tickets("s", 0, ["a"], ["b"], none, none).tolist() == []


def test_where_a_draw_leaves_a_tie_the_next_one_decides() -> None:
    instance = make(3, [1, 1, 1], {(i, j): 500 for i in range(3) for j in range(3)})

    def tied(seed: str, draw: int, *people: object) -> np.ndarray:
        return lottery_tickets(seed, draw, *people) * (draw > 0)

    with patch.object(matching.solve.stages, "lottery_tickets", tied):
        result = match(instance, seed="x")

    possible = [[(f"m{i}", f"r{j}") for i, j in enumerate(order)] for order in permutations(range(3))]
    assert result.pairs == max(possible, key=lambda pairs: sum(pair_ticket("x", "1", *pair) for pair in pairs))
    assert [stage.name for stage in result.proof.stages] == ["total", "lottery-0", "lottery-1"]
