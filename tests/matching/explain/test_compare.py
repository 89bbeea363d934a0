"""The difference of two matchings, person by person."""

from __future__ import annotations

from matching.explain.compare import compare
from matching.solve.match import match
from tests.matching.oracle import make


def test_who_moves_who_is_placed_and_who_is_left_out() -> None:
    edges = {(0, 0): 900, (0, 1): 300, (1, 0): 850, (2, 1): 400, (3, 2): 500}
    before = make(4, [1, 1, 1], edges)
    coverage, total = match(before, objective="coverage"), match(before, objective="total")

    difference = compare(before, coverage, total)

    assert dict(coverage.pairs) == {"m0": "r0", "m2": "r1", "m3": "r2"}
    assert difference.mentees == ()
    assert difference.unchanged == 3


def test_scores_and_mentors_change_sides() -> None:
    edges = {(0, 0): 900, (0, 1): 300, (1, 0): 100}
    instance = make(2, [1, 1], edges)
    before, after = match(instance, objective="total"), match(instance, objective="coverage")

    difference = compare(instance, before, after)

    assert [(change.mentee, change.kind, change.score_before, change.score_after) for change in difference.mentees] == [
        ("m0", "moved", 900, 300),
        ("m1", "placed", None, 100),
    ]
    assert [(change.mentor, change.lost, change.gained) for change in difference.mentors] == [
        ("r0", ("m0",), ("m1",)),
        ("r1", (), ("m0",)),
    ]
    assert (difference.placed, difference.total, difference.worst) == (1, -500, (900, 100))
    assert (difference.better, difference.worse, difference.unchanged) == (0, 1, 0)

    back = compare(instance, after, before)
    assert [change.kind for change in back.mentees] == ["moved", "left-out"]
    assert (back.better, back.worse) == (1, 0)


def test_who_moves_at_the_same_score_is_neither_better_nor_worse_off() -> None:
    instance = make(2, [1, 1], {(0, 0): 500, (0, 1): 500, (1, 0): 100})
    before, after = match(instance, objective="total", minimum_score=200), match(instance, objective="coverage")
    before = before if dict(before.pairs)["m0"] == "r0" else match(make(2, [1, 0], {(0, 0): 500, (1, 0): 100}))

    difference = compare(instance, before, after)

    assert [(change.mentee, change.kind) for change in difference.mentees] == [("m0", "moved"), ("m1", "placed")]
    assert (difference.better, difference.worse) == (0, 0)
