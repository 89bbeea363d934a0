"""The stable part of a verification: no two people would rather have each other, and no mentee could do better.

A matching is stable when no pair blocks it. Among stable matchings it is the mentees' best exactly when no cycle
of mentors exists in which each takes over the next one's mentee, who would rather come (an exposed rotation:
Gusfield & Irving, The Stable Marriage Problem, 1989, section 1.6 and for capacities 1.6.5).
"""

from __future__ import annotations

import numpy as np

from matching.arrays import Ints, Mask, Whole
from matching.certify.lottery import pair_tickets
from matching.model.instance import Instance
from matching.model.result import CertificateCheck, Matching, OptimalityProof


def check_stable(instance: Instance, matching: Matching, partner: Ints) -> list[CertificateCheck]:
    """Check stability and mentee-optimality; ``partner`` (n,) are mentor positions or -1.

    Without the draw people are indifferent between equal scores, and which stable matching is best isn't decided.
    """
    free = np.ones(partner.size, bool)
    free[instance.rows_of(instance.locked_at)] = False
    locked_load = np.bincount(instance.indices[instance.locked], minlength=len(instance.mentors))
    room = instance.capacity - locked_load
    keep = free[instance.rows] & (room[instance.indices] > 0)
    if matching.settings.minimum_score is not None:
        keep &= instance.score >= matching.settings.minimum_score
    edge = np.flatnonzero(keep)
    rows, cols = instance.rows[edge], instance.indices[edge]
    mentee_liking, mentor_liking = _preferences(instance, matching.seed, edge)
    own = np.flatnonzero(partner[rows] == cols)
    own_liking = np.full(partner.size, -1, np.int64)
    own_liking[rows[own]] = mentee_liking[own]
    load = np.bincount(cols[own], minlength=room.size)
    last_liking = np.full(room.size, edge.size, np.int64)
    np.minimum.at(last_liking, cols[own], mentor_liking[own])
    wants = (mentee_liking > own_liking[rows]) & (partner[rows] != cols)
    blocks = wants & ((load < room)[cols] | (mentor_liking > last_liking[cols]))
    checks = [
        CertificateCheck("stages", matching.proof == OptimalityProof()),
        CertificateCheck("no-blocking-pair", not blocks.any(), (("blocking", int(blocks.sum())),)),
    ]
    if checks[-1].ok and matching.seed is not None:
        checks.append(
            CertificateCheck(
                "best-for-mentees", not _has_rotation(rows, cols, mentor_liking, wants, partner, room.size)
            )
        )
    return checks


def _preferences(instance: Instance, seed: str | None, edge: Ints) -> tuple[Ints, Ints]:
    """Return, for every pair, a number that is higher the more the mentee wants the mentor, and one the other way.

    A mentee goes by ranking, then the score, then the ticket; a mentor by the mentee's priority, then ranking, the
    score, the ticket. Without a seed there are no tickets, and equal ones get equal numbers.
    """
    rows, cols, score = instance.rows[edge], instance.indices[edge], instance.score[edge]

    def liking(ranks: Ints | None) -> Ints:
        if ranks is None:
            return np.zeros(edge.size, np.int64)
        return np.where(ranks[edge] < 0, -(2**40), -ranks[edge].astype(np.int64))

    draw = []
    if seed is not None:
        draw = [np.arange(edge.size), pair_tickets(seed, "0", instance.mentees, instance.mentors, rows, cols)]
    return (_order(*draw, score, liking(instance.mentee_rank)),
            _order(*draw, score, liking(instance.mentor_rank), instance.priority[rows]))


def _order(*keys: Ints | Whole) -> Ints:
    """Return a number for each place (e,): higher where the keys are, the last of them first; equal where all are."""
    order = np.lexsort(keys)
    rises = np.zeros(order.size, np.int64)
    for key in keys:
        rises[1:] |= np.diff(key[order]) != 0
    numbers = np.empty(order.size, np.int64)
    numbers[order] = np.cumsum(rises)
    return numbers


def _has_rotation(rows: Ints, cols: Ints, mentor_liking: Ints, wants: Mask, partner: Ints, mentors: int) -> bool:
    """Say whether mentees could exchange mentors, all for the better, and the matching stay stable."""
    following = np.full(mentors, -1, np.int64)
    candidates = np.flatnonzero(wants)
    candidates = candidates[np.argsort(mentor_liking[candidates])]
    # The last write wins, so each mentor is left with their favourite candidate.
    following[cols[candidates]] = partner[rows[candidates]]
    colour = np.zeros(mentors, np.int64)
    for first in range(mentors):
        mentor = first
        while mentor >= 0 and colour[mentor] == 0:
            colour[mentor] = first + 1
            mentor = int(following[mentor])
        if mentor >= 0 and colour[mentor] == first + 1:
            return True
    return False
