"""The lowest dual prices of an optimal assignment: a longest-path fix point in exact integers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.arrays import NOBODY, Ints, Mask
from matching.solve.adjacency import ragged


class NotOptimal(ArithmeticError):
    """The pairs have no dual prices, so they are not optimal; this is a fault of the solver, not of the input."""


@dataclass(frozen=True)
class OptimalFace:
    """The matchings that are optimal so far: those on these pairs that place and fill who must be.

    ``rows`` and ``cols`` (e,) are the pairs by mentee; ``position`` (e,) their positions in the problem. ``room`` (m,)
    are the places, ``must_place`` (n,) and ``must_fill`` (m,) who has to be placed and filled, ``partner`` (n,)
    one such matching.
    """

    rows: Ints
    cols: Ints
    position: Ints
    room: Ints
    must_place: Mask
    must_fill: Mask
    partner: Ints

    @property
    def load(self) -> Ints:
        """Return the number of mentees of each mentor in ``partner``."""
        return np.bincount(self.partner[self.partner != NOBODY], minlength=self.room.size)

    def tight(self, gain: Ints, prices: tuple[Ints, Ints]) -> OptimalFace:
        """Return the matchings of this face that are optimal for a gain, by complementary slackness."""
        mentee, mentor = prices
        keep = mentee[self.rows] + mentor[self.cols] == gain
        return OptimalFace(
            self.rows[keep],
            self.cols[keep],
            self.position[keep],
            self.room,
            self.must_place | (mentee > 0),
            self.must_fill | (mentor > 0),
            self.partner,
        )


def lowest_prices(face: OptimalFace, gain: Ints) -> tuple[Ints, Ints]:
    """Return prices per mentee (n,) and per mentor (m,) that prove ``face.partner`` optimal for ``gain`` (e,).

    Every pair has price sum ≥ gain, with equality where paired; who may stay unplaced or unfilled has a price ≥
    0, and 0 where that is so; the others' prices have either sign. Mentors' prices are the lowest possible,
    counted from a floor for those who must be filled.

    Raises `NotOptimal` when there are none.
    """
    floor = 2 * (int(np.abs(gain).max(initial=0)) + 1) * (face.room.size + 1)
    price = np.where(face.must_fill, -floor, 0)
    held = np.zeros(face.partner.size, np.int64)
    own = face.cols == face.partner[face.rows]
    held[face.rows[own]] = gain[own]
    placed = face.partner != NOBODY
    unplaced = ~placed[face.rows]
    np.maximum.at(price, face.cols[unplaced], gain[unplaced])
    _relax(face, gain - held[face.rows], placed, price)
    mentee = np.where(placed, held - price[np.where(placed, face.partner, 0)] if price.size else 0, 0)
    if ((mentee < 0) & ~face.must_place).any() or (price[face.load < face.room] != 0).any():
        raise NotOptimal("The assignment has no dual prices.")
    _lift_floating(face, gain, mentee, price, price < -floor // 2)
    return mentee, price


def _lift_floating(face: OptimalFace, gain: Ints, mentee: Ints, price: Ints, is_low: Mask) -> None:
    """Raise the prices that nothing holds up, all by the same, as near to 0 as the other prices let them."""
    if not is_low.any():
        return
    is_floating = (face.partner != NOBODY) & is_low[np.where(face.partner == NOBODY, 0, face.partner)]
    border = is_floating[face.rows] & ~is_low[face.cols]
    slack = mentee[face.rows[border]] + price[face.cols[border]] - gain[border]
    rise = -int(price[is_low].min())
    for bound in (slack, mentee[is_floating & ~face.must_place]):
        rise = min(rise, int(bound.min(initial=rise)))
    price[is_low] += rise
    mentee[is_floating] -= rise


def _relax(face: OptimalFace, step: Ints, placed: Mask, price: Ints) -> None:
    """Raise prices along pairs until no mentee could have another mentor more cheaply than their own."""
    n, m = face.partner.size, face.room.size
    indptr = np.concatenate(([0], np.cumsum(np.bincount(face.rows, minlength=n))))
    mentees = np.flatnonzero(placed)
    mentees = mentees[np.argsort(face.partner[mentees], kind="stable")]
    members = np.concatenate(([0], np.cumsum(np.bincount(face.partner[mentees], minlength=m))))
    changed = np.flatnonzero(np.diff(members))
    for _ in range(m + 2):
        if not changed.size:
            return
        who = mentees[ragged(members[changed], members[changed + 1] - members[changed])]
        length = indptr[who + 1] - indptr[who]
        pairs = ragged(indptr[who], length)
        value = step[pairs] + np.repeat(price[face.partner[who]], length)
        cols = face.cols[pairs]
        higher = value > price[cols]
        cols = cols[higher]
        np.maximum.at(price, cols, value[higher])
        is_new = np.zeros(m, bool)
        is_new[cols] = True
        changed = np.flatnonzero(is_new)
    raise NotOptimal("Prices rise without end.")
