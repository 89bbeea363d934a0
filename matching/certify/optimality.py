"""The optimality part of a verification: covers, the level, dual prices by stage, and a single optimum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from matching.arrays import Ints, Mask
from matching.certify.lottery import pair_tickets
from matching.certify.sweep import WIDE, CoverClaim, FirstStage, OpenPairs, Pairs, narrow_prices, sweep
from matching.model.instance import Instance
from matching.model.result import CertificateCheck, Cover, Matching, Stage

Masks = tuple[Mask, Mask]


@dataclass(frozen=True)
class StageFace:
    """What a stage leaves open: the pairs, and who must be placed (n,) or full (m,)."""

    pairs: Pairs
    must_place: Mask
    must_fill: Mask


def check_proof(instance: Instance, matching: Matching, partner: Ints) -> list[CertificateCheck]:
    """Check the proof of a matching whose pairs keep every rule; ``partner`` (n,) are mentor positions or -1."""
    proof = matching.proof
    if matching.objective == "total" and (proof.covers or proof.level is not None):
        return [CertificateCheck("covers", False)]
    above = None if proof.level is None else proof.level.cover
    masks = [_masks(cover, instance) for cover in proof.covers]
    level = None if above is None else _masks(above, instance)
    known = [both for both in masks if both is not None]
    open_pairs = _open_pairs(instance, matching, partner, [*known, *([level] if level else [])])
    claims = [_claim(open_pairs, cover, both, None) for cover, both in zip(proof.covers, masks, strict=True) if both]
    if above is not None and level is not None and matching.worst is not None:
        claims.append(_claim(open_pairs, above, level, matching.worst))
    mentee, mentor = np.zeros(partner.size, np.int64), np.zeros(open_pairs.room.size, np.int64)
    for both in known:
        mentee += both[0]
        mentor += both[1]
    fails, left = sweep(open_pairs, claims, _first(open_pairs, matching, mentee, mentor))
    if matching.objective == "total":
        checks = [CertificateCheck("covers", True)]
    else:
        checks = [_check_covers(open_pairs, proof.covers, known if len(known) == len(masks) else None, fails)]
    if checks[0].ok and matching.objective != "total":
        checks.append(_check_level(open_pairs, matching, level, len(claims) == len(masks) or fails[-1]))
    if not all(check.ok for check in checks):
        return checks
    return checks + _check_stages(open_pairs, matching, left, (mentee > 0, mentor > 0))


def _first(open_pairs: OpenPairs, matching: Matching, mentee: Ints, mentor: Ints) -> FirstStage | None:
    """Return what the first stage says of all pairs, ``None`` unless its prices hold for people.

    ``mentee`` (n,) and ``mentor`` (m,) count the covers naming a person: a pair of a matching that reaches all counts
    is named once by the cover of each of its mentee's tiers.
    """
    stages, level = matching.proof.stages, matching.proof.level
    if not stages or not _prices_hold(stages[0], open_pairs, (mentee > 0, mentor > 0)):
        return None
    name = _stage_names(matching)[0]
    weight = mentee if matching.objective == "total" else open_pairs.weight - mentee
    return FirstStage(
        *narrow_prices(np.asarray(stages[0].mentee), np.asarray(stages[0].mentor)),
        int(name.removeprefix("below-")) if name.startswith("below-") else None,
        weight,
        mentor,
        None if level is None else level.worst,
    )


def _open_pairs(instance: Instance, matching: Matching, partner: Ints, masks: list[Masks]) -> OpenPairs:
    """Return what locks and the minimum leave open, with places counted where the proof names them."""
    locked = instance.locked_at
    free = np.ones(partner.size, bool)
    free[instance.rows_of(locked)] = False
    room = instance.capacity - np.bincount(instance.indices[locked], minlength=len(instance.mentors))
    open_pairs = OpenPairs(instance, matching.settings.minimum_score, free, room, np.where(free, partner, -1))
    named = np.zeros(room.size, bool)
    for both in masks:
        named |= both[1]
    for stage in matching.proof.stages:
        named |= np.asarray(stage.mentor) != 0 if np.shape(stage.mentor) == named.shape else False
    return open_pairs.with_places_counted(named)


def _masks(cover: Cover, instance: Instance) -> Masks | None:
    """Return a cover as masks over mentees and mentors, ``None`` unless it names known people in order."""
    out = []
    for positions, size in ((cover.mentees, len(instance.mentees)), (cover.mentors, len(instance.mentors))):
        mask = np.zeros(size, bool)
        listed = np.array(positions)
        if listed.size:
            if listed.dtype != np.int64 or listed.ndim != 1:
                return None
            if listed.min() < 0 or listed.max() >= size or (np.diff(listed) <= 0).any():
                return None
            mask[listed] = True
        out.append(mask)
    return out[0], out[1]


def _claim(open_pairs: OpenPairs, cover: Cover, both: Masks, above: int | None) -> CoverClaim:
    """Return what a cover claims; pairs of lower tiers are no concern of its."""
    return CoverClaim(above, both[0] | (open_pairs.instance.priority < cover.priority), both[1])


def _value(cover: Cover, both: Masks, open_pairs: OpenPairs) -> int:
    """Return the most mentees of the cover's tiers that fit."""
    locked = int((~open_pairs.free & (open_pairs.instance.priority >= cover.priority)).sum())
    return locked + int(both[0].sum()) + int(open_pairs.room[both[1]].sum())


def _check_covers(
    open_pairs: OpenPairs, covers: tuple[Cover, ...], masks: list[Masks] | None, fails: list[bool]
) -> CertificateCheck:
    """Check that each tier from the top has its cover and that as many are placed as it allows."""
    priority = open_pairs.instance.priority
    tiers = open_pairs.instance.tiers[0].tolist()
    ok = masks is not None and [cover.priority for cover in covers] == tiers
    numbers = []
    for cover, both, missed in zip(covers, masks or (), fails, strict=False) if ok else ():
        served = priority >= cover.priority
        placed = int((served & (open_pairs.placed | ~open_pairs.free)).sum())
        ok = ok and not missed and placed == _value(cover, both, open_pairs) == cover.placed
        numbers.append((f"placed-{cover.priority}", placed))
    return CertificateCheck("coverage", ok, tuple(numbers))


def _check_level(open_pairs: OpenPairs, matching: Matching, masks: Masks | None, missed: bool) -> CertificateCheck:
    """Check that no matching with the same counts has a better worst score."""
    level, worst, instance = matching.proof.level, matching.worst, open_pairs.instance
    if matching.objective == "coverage" or worst is None:
        return CertificateCheck("level", level is None)
    if level is None or level.worst != worst:
        return CertificateCheck("level", False)
    if level.locked:
        lowest = min(instance.score[instance.locked_at].tolist(), default=None)
        return CertificateCheck("level", level.cover is None and lowest == worst, (("worst", worst),))
    reached = {cover.priority: cover.placed for cover in matching.proof.covers}
    if level.cover is None or masks is None or level.cover.priority not in reached:
        return CertificateCheck("level", False)
    bound = -1 if missed else _value(level.cover, masks, open_pairs)
    ok = bound == level.cover.placed and 0 <= bound < reached[level.cover.priority]
    return CertificateCheck("level", ok, (("worst", worst), ("above", bound)))


def _stage_names(matching: Matching) -> list[str]:
    """Return the stages the objective demands before the lottery."""
    if matching.objective == "total":
        return ["total", "places"]
    names = []
    if matching.objective == "leximin" and matching.worst is not None:
        bands = matching.settings.bands
        cuts = [-(-1000 * step // bands) for step in range(1, bands)]
        names = [f"below-{cut}" for cut in cuts if cut > matching.worst]
    return [*names, "total"]


def _check_stages(open_pairs: OpenPairs, matching: Matching, left: Pairs | None, must: Masks) -> list[CertificateCheck]:
    """Check the dual prices of each stage on what the stages before left open, then that one matching is left.

    Where the draw is left out, several may be.

    ``left`` are the pairs the first stage leaves, ``must`` says who has to be placed and full from the start.
    """
    stages = matching.proof.stages
    wanted = _stage_names(matching)
    draws = [f"lottery-{draw}" for draw in range(len(stages) - len(wanted))] if matching.seed is not None else []
    checks = [
        CertificateCheck("stages", [stage.name for stage in stages] == wanted + draws, (("stages", len(stages)),))
    ]
    for index, stage in enumerate(stages if checks[0].ok else ()):
        if index and left is not None:
            left = _left_by(stage, open_pairs, matching, StageFace(left, *must))
        if left is None or int((open_pairs.partner[left.rows] == left.cols).sum()) != int(open_pairs.placed.sum()):
            return [*checks, CertificateCheck(stage.name, False)]
        checks.append(CertificateCheck(stage.name, True))
        must = must[0] | (np.asarray(stage.mentee) > 0), must[1] | (np.asarray(stage.mentor) > 0)
    if checks[0].ok and left is not None and matching.seed is not None:
        is_only = not _changeable(open_pairs, StageFace(left, *must)).any()
        checks.append(CertificateCheck("only-optimum", is_only, (("open-pairs", left.rows.size),)))
    return checks


def _left_by(stage: Stage, open_pairs: OpenPairs, matching: Matching, state: StageFace) -> Pairs | None:
    """Return the pairs whose prices just make their gain, ``None`` unless all others' exceed it."""
    if not _prices_hold(stage, open_pairs, (state.must_place, state.must_fill)):
        return None
    pairs = state.pairs
    paid = np.asarray(stage.mentee)[pairs.rows] + np.asarray(stage.mentor)[pairs.cols]
    slack = paid - _gain(stage.name, open_pairs, matching, state)
    return None if (slack < 0).any() else pairs.only(slack == 0)


def _prices_hold(stage: Stage, open_pairs: OpenPairs, must: Masks) -> bool:
    """Check what prices have to be for each person: whole numbers, and 0 or more, or 0, where that is needed."""
    mentee, mentor = np.asarray(stage.mentee), np.asarray(stage.mentor)
    if mentee.dtype != np.int64 or mentor.dtype != np.int64:
        return False
    if mentee.shape != open_pairs.partner.shape or mentor.shape != open_pairs.room.shape:
        return False
    if any(side.min(initial=0) < -WIDE or side.max(initial=0) > WIDE for side in (mentee, mentor)):
        return False
    return bool(
        (must[0] | (mentee >= 0)).all()
        and (must[1] | (mentor >= 0)).all()
        and (open_pairs.placed | (mentee == 0)).all()
        and ((mentor == 0) | (open_pairs.is_full)).all()
    )


def _gain(name: str, open_pairs: OpenPairs, matching: Matching, state: StageFace) -> Ints:
    """Return what each open pair is worth in a stage after the first."""
    kind, _, number = name.partition("-")
    rows, cols, score = state.pairs.rows, state.pairs.cols, state.pairs.score
    if kind == "total":
        return score
    if kind == "places":
        return open_pairs.weight[rows]
    if kind == "below":
        return (score >= int(number)).astype(np.int64)
    gain = np.zeros(rows.size, np.int64)
    drawn = np.flatnonzero(_changeable(open_pairs, state))
    people = open_pairs.instance
    assert matching.seed is not None, "no stage is a lottery without one"
    gain[drawn] = pair_tickets(matching.seed, number, people.mentees, people.mentors, rows[drawn], cols[drawn])
    return gain


def _changeable(open_pairs: OpenPairs, state: StageFace) -> Mask:
    """Mark the pairs (p,) that some matchings on the open pairs have and others have not; none if there is one only.

    Matchings differ by closed walks of mentees who change places. Node m stands for "no mentor" and "a place left
    open", and for every mentor who may both gain and lose one.
    """
    partner, room, load, m = open_pairs.partner, open_pairs.room, open_pairs.load, open_pairs.room.size
    rows, cols = state.pairs.rows, state.pairs.cols
    loose = ~state.must_fill & (room > 0)
    node = np.arange(m + 1)
    node[:m][loose & (load > 0) & (load < room)] = m
    own = partner[rows] == cols
    # NOBODY is -1, and the last node is m.
    start, end = node[partner[rows]], node[cols]
    leavers = np.flatnonzero(open_pairs.placed & ~state.must_place)
    leaving = node[partner[leavers]]
    falling, rising = np.flatnonzero(loose & (load == room)), np.flatnonzero(loose & (load == 0))
    source = np.concatenate((start[~own], leaving, np.full(falling.size, m), rising))
    target = np.concatenate((end[~own], np.full(leaving.size, m), falling, np.full(rising.size, m)))
    walks = csr_array((np.ones(source.size), (source, target)), shape=(m + 1, m + 1))
    part = connected_components(walks, directed=True, connection="strong")[1]
    moves = ~own & (part[start] == part[end])
    movers = np.zeros(partner.size, bool)
    movers[leavers] = part[leaving] == part[m]
    movers[rows[moves]] = True
    return moves | (own & movers[rows])
