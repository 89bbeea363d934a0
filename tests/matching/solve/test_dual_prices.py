"""Prices prove an assignment the best of those allowed, and leave open exactly the others that are as good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from matching.arrays import NOBODY, Ints
from matching.solve.alternating import best_in, free_pairs_of
from matching.solve.dual_prices import NotOptimal, OptimalFace, lowest_prices


def drawn(seed: int) -> tuple[OptimalFace, Ints]:
    """Return up to 4 mentees and 4 mentors, some of whom must be placed or filled, nobody being placed, and gains."""
    rng = np.random.default_rng(seed)
    n, m = rng.integers(0, 5, 2)
    room = rng.choice([0, 1, 1, 2, 3], m)
    rows, cols = np.nonzero((rng.random((n, m)) < rng.choice([0.4, 0.7, 1.0])) & (room > 0))
    room = np.minimum(room, np.bincount(cols, minlength=m))
    must = rng.random(n) < rng.choice([0, 0.3]), rng.random(m) < rng.choice([0, 0.3])
    face = OptimalFace(rows, cols, np.arange(rows.size), room, *must, np.full(n, NOBODY))
    largest = rng.choice([0, 1, 1, 3, 1000])
    return face, rng.integers(-largest, largest + 1, rows.size)


def matchings(face: OptimalFace) -> Iterator[tuple[int, ...]]:
    """Yield the partners of every matching of a face."""
    options = [[] if must else [NOBODY] for must in face.must_place]
    for row, col in zip(face.rows.tolist(), face.cols.tolist(), strict=True):
        options[row].append(col)
    for partner in product(*options):
        load = np.bincount([col for col in partner if col != NOBODY], minlength=face.room.size)
        if (load <= face.room).all() and (load == face.room)[face.must_fill].all():
            yield partner


def worth(face: OptimalFace, gain: Ints, partner: tuple[int, ...]) -> int:
    return int(gain[np.array(partner, np.int64)[face.rows] == face.cols].sum())


def check_prices(face: OptimalFace, gain: Ints, mentee: Ints, mentor: Ints) -> None:
    """Nobody would gain by another pair; who may stay unplaced or unfilled has no negative price, and 0 if so."""
    total = mentee[face.rows] + mentor[face.cols]
    own = face.partner[face.rows] == face.cols
    assert (total >= gain).all()
    assert (total == gain)[own].all()
    assert (mentee >= 0)[~face.must_place].all()
    assert (mentor >= 0)[~face.must_fill].all()
    assert (mentee == 0)[face.partner == NOBODY].all()
    assert (mentor == 0)[face.load < face.room].all()


def test_prices_exist_for_the_best_alone_and_leave_open_what_is_as_good() -> None:
    for seed in range(400):
        face, gain = drawn(seed)
        possible = {partner: worth(face, gain, partner) for partner in matchings(face)}
        best = {partner for partner, value in possible.items() if value == max(possible.values())}

        for partner, value in possible.items():
            local_face = replace(face, partner=np.array(partner, np.int64))
            if value < max(possible.values()):
                with pytest.raises(NotOptimal):
                    lowest_prices(local_face, gain)
                continue
            prices = lowest_prices(local_face, gain)
            check_prices(local_face, gain, *prices)
            assert set(matchings(local_face.tight(gain, prices))) == best


def test_what_can_change_is_what_some_matchings_have_and_others_have_not() -> None:
    for seed in range(800):
        face, gain = drawn(seed)
        possible = {partner: worth(face, gain, partner) for partner in matchings(face)}
        if not possible:
            continue
        local_face = replace(face, partner=np.array(min(possible), np.int64))

        free_pairs = free_pairs_of(local_face)

        assert free_pairs.is_empty == (len(possible) == 1)
        changes = [len(set(partners)) > 1 for partners in zip(*possible, strict=True)]
        assert free_pairs.mentees.tolist() == changes
        had = [
            any(partner[row] == col for partner in possible)
            for row, col in zip(face.rows.tolist(), face.cols.tolist(), strict=True)
        ]
        assert free_pairs.pairs.tolist() == [
            is_had and changes[row] for is_had, row in zip(had, face.rows, strict=True)
        ]
        if not free_pairs.is_empty:
            result = tuple(best_in(local_face, free_pairs, gain).tolist())
            assert possible[result] == max(possible.values())


def test_a_long_chain_of_mentors_who_must_be_filled_has_prices() -> None:
    length, most = 30, 1000
    rows = np.repeat(np.arange(length), 2)
    cols = rows + np.tile([0, 1], length)
    must_fill = np.arange(length + 1) < length
    none, partner = np.zeros(length, bool), np.arange(length)
    face = OptimalFace(rows, cols, np.arange(rows.size), np.ones(length + 1, np.int64), none, must_fill, partner)
    gain = np.tile([-most, most], length)

    mentee, mentor = lowest_prices(face, gain)

    check_prices(face, gain, mentee, mentor)
    assert mentor[0] <= -2 * most * length
