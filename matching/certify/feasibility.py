"""The part of a verification that needs no proof: every rule a pair must keep, and the figures reported."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import compress, repeat

import numpy as np

from matching.arrays import Ints
from matching.model.instance import Instance
from matching.model.result import CertificateCheck, Matching


@dataclass(frozen=True)
class CheckedPairs:
    """The ``checks`` made, and in ``partner`` (n,) each mentee's mentor position or -1."""

    checks: tuple[CertificateCheck, ...]
    partner: Ints


def check_pairs(instance: Instance, matching: Matching, minimum: int | None) -> CheckedPairs:
    """Check people, allowed pairs, capacities, locks, the minimum score and the figures of a result."""
    partner = np.full(len(instance.mentees), -1, np.int64)
    rows, cols, positions = _given_positions(instance, matching) or _positions_by_name(instance, matching)
    known = bool((rows >= 0).all() and (cols >= 0).all())
    ascending = bool((np.diff(rows) > 0).all())
    checks = [CertificateCheck("people", known), CertificateCheck("one-mentor-each", ascending)]
    if not (known and ascending):
        return CheckedPairs(tuple(checks), partner)
    partner[rows] = cols
    unmatched = list(compress(instance.mentees, (partner < 0).tobytes()))
    checks.append(CertificateCheck("unmatched", list(matching.unmatched) == unmatched))
    positions = _edges(instance, rows, cols) if positions is None else positions
    forbidden = int((positions < 0).sum())
    checks.append(CertificateCheck("allowed", not forbidden, (("pairs", rows.size), ("forbidden", forbidden))))
    if forbidden:
        return CheckedPairs(tuple(checks), partner)
    checks += _check_figures(instance, matching, minimum, positions, cols)
    return CheckedPairs(tuple(checks), partner)


def _given_positions(instance: Instance, matching: Matching) -> tuple[Ints, Ints, Ints] | None:
    """Return the pairs at the positions a result came with, ``None`` unless their names are just those of its pairs."""
    positions = matching.pairs_at
    if (
        positions is None
        or positions.shape != (len(matching.pairs),)
        or ((positions < 0) | (positions >= instance.indices.size)).any()
    ):
        return None
    rows, cols = instance.rows_of(positions), instance.indices[positions]
    mentees, mentors = _sides(matching)
    is_same = _names(instance.mentees, rows) == mentees and _names(instance.mentors, cols) == mentors
    return (rows, cols, positions) if is_same else None


def _sides(matching: Matching) -> tuple[list[Hashable], list[Hashable]]:
    return [mentee for mentee, _ in matching.pairs], [mentor for _, mentor in matching.pairs]


def _names(people: tuple[Hashable, ...], positions: Ints) -> list[Hashable]:
    """Return the people at these positions."""
    return list(map(people.__getitem__, positions.tolist()))


def _positions_by_name(instance: Instance, matching: Matching) -> tuple[Ints, Ints, None]:
    """Return the positions of the people of each pair, -1 for strangers."""
    mentees, mentors = _sides(matching)
    rows = np.fromiter(map(instance.mentee_at.get, mentees, repeat(-1)), np.int64, len(mentees))
    cols = np.fromiter(map(instance.mentor_at.get, mentors, repeat(-1)), np.int64, len(mentors))
    return rows, cols, None


def _edges(instance: Instance, rows: Ints, cols: Ints) -> Ints:
    """Return the position of each pair in the instance, -1 for one that is not allowed.

    Each search goes on from before the mentee's first pair, half as far each time, while it is not past the mentor.
    """
    before, last = instance.indptr[rows] - 1, instance.indptr[rows + 1] - 1
    if not instance.indices.size:
        return np.full(rows.size, -1, np.int64)
    position = before
    step = 1 << int((last - before).max(initial=0)).bit_length()
    while step := step >> 1:
        further = np.minimum(position + step, last)
        position = np.where(instance.indices.take(further) <= cols, further, position)
    is_pair = (position > before) & (instance.indices[position] == cols)
    return np.where(is_pair, position, -1)


def _check_figures(
    instance: Instance, matching: Matching, minimum: int | None, positions: Ints, cols: Ints
) -> list[CertificateCheck]:
    scores, locked = instance.score[positions], instance.locked[positions]
    below = 0 if minimum is None else int(((scores < minimum) & ~locked).sum())
    load = np.bincount(cols, minlength=len(instance.mentors))
    reported = list(map(matching.mentor_load.get, instance.mentors, repeat(-1)))
    same_load = len(matching.mentor_load) == len(instance.mentors) and reported == load.tolist()
    total, worst = int(scores.sum()), int(scores.min()) if scores.size else None
    wanted = instance.locked_at.size
    return [
        CertificateCheck("minimum-score", below == 0, (("below", below),)),
        CertificateCheck(
            "capacity",
            bool((load <= instance.capacity).all()),
            (("over", int((load > instance.capacity).sum())),),
        ),
        CertificateCheck("mentor-load", same_load),
        CertificateCheck("locks", int(locked.sum()) == wanted, (("locked", wanted), ("kept", int(locked.sum())))),
        CertificateCheck("sum", matching.total == total, (("total", total),)),
        CertificateCheck("worst", matching.worst == worst),
    ]
