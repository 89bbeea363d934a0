"""The optimality part of a verification: covers, the level, dual prices by stage, and a single optimum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.certify_lots import pair_tickets
from matching.certify_sweep import Claim, Ground, Ints, Mask, Pairs, Rest, failing, tight
from matching.graph import Instance
from matching.result import Check, Cover, Matching, Stage

PRICE_LIMIT = 2**61
Masks = tuple[Mask, Mask]


@dataclass(frozen=True)
class Open:
    """What is open to a stage: the pairs (``None``: all of a `Rest`), and who must be placed (n,) or full (m,)."""

    pairs: Pairs | None
    must_place: Mask
    must_fill: Mask


def check_proof(instance: Instance, matching: Matching, partner: Ints) -> list[Check]:
    """Check the proof of a matching whose pairs keep every rule; ``partner`` (n,) are mentor positions or -1."""
    proof = matching.proof
    ground = _ground(instance, matching, partner)
    if matching.objective == "total":
        checks = [Check("covers", not proof.covers and proof.level is None)]
        none = np.zeros(partner.size, bool), np.zeros(ground.room.size, bool)
        every = Rest(np.zeros(partner.size, np.int64), np.zeros(ground.room.size, np.int64), None)
        return checks if not checks[0].ok else checks + _check_stages(ground, matching, every, Open(None, *none))
    masks = [_masks(cover, ground) for cover in proof.covers]
    level = proof.level.cover if proof.level is not None else None
    level_masks = None if level is None else _masks(level, ground)
    claims = [_claim(ground, cover, both, None) for cover, both in zip(proof.covers, masks, strict=True) if both]
    if level is not None and level_masks is not None and matching.worst is not None:
        claims.append(_claim(ground, level, level_masks, matching.worst))
    fails = failing(ground, claims)
    covers = None if None in masks else [both for both in masks if both is not None]
    checks = [_check_covers(ground, proof.covers, covers, fails)]
    if checks[0].ok:
        level_fails = level_masks is None or len(claims) == len(masks) or fails[-1]
        checks.append(_check_level(ground, matching, level_masks, level_fails))
    if covers is None or not all(check.ok for check in checks):
        return checks
    mentee, mentor = np.zeros(partner.size, np.int64), np.zeros(ground.room.size, np.int64)
    for both in covers:
        mentee += both[0]
        mentor += both[1]
    least = None if proof.level is None else proof.level.worst
    rest = Rest(_tier_weight(ground) - mentee, mentor, least)
    return checks + _check_stages(ground, matching, rest, Open(None, mentee > 0, mentor > 0))


def _ground(instance: Instance, matching: Matching, partner: Ints) -> Ground:
    """Return what locks and the minimum leave open, with places counted where the proof names them."""
    free = np.ones(partner.size, bool)
    free[instance.rows_of(instance.locked_at)] = False
    taken = np.bincount(instance.indices[instance.locked_at], minlength=len(instance.mentors))
    minimum = matching.settings.minimum_score
    ground = Ground(instance, minimum, free, instance.capacity - taken, np.where(free, partner, -1))
    named = np.zeros(len(instance.mentors), bool)
    covers = [*matching.proof.covers, *([matching.proof.level.cover] if matching.proof.level else [])]
    for cover in covers:
        both = None if cover is None else _masks(cover, ground)
        named |= False if both is None else both[1]
    for stage in matching.proof.stages:
        named |= np.asarray(stage.mentor) != 0 if np.shape(stage.mentor) == named.shape else False
    return ground.counted(named)


def _masks(cover: Cover, ground: Ground) -> Masks | None:
    """Return a cover as masks over free mentees and mentors, ``None`` unless it names known people in order."""
    out = []
    for positions, size in ((cover.mentees, ground.partner.size), (cover.mentors, ground.room.size)):
        mask = np.zeros(size, bool)
        listed = np.array(positions, dtype=np.int64)
        if listed.size and (listed[0] < 0 or listed[-1] >= size or (np.diff(listed) <= 0).any()):
            return None
        mask[listed] = True
        out.append(mask)
    return out[0], out[1]


def _claim(ground: Ground, cover: Cover, both: Masks, above: int | None) -> Claim:
    """Return what a cover claims; pairs of lower tiers are no concern of its."""
    return Claim(above, both[0] | (ground.instance.priority < cover.priority), both[1])


def _value(cover: Cover, both: Masks, ground: Ground) -> int:
    """Return the most mentees of the cover's tiers that fit."""
    locked = int((~ground.free & (ground.instance.priority >= cover.priority)).sum())
    return locked + int(both[0].sum()) + int(ground.room[both[1]].sum())


def _check_covers(ground: Ground, covers: tuple[Cover, ...], masks: list[Masks] | None, fails: list[bool]) -> Check:
    """Check that each tier from the top has its cover and that as many are placed as it allows."""
    priority = ground.instance.priority
    tiers = np.unique(priority)[::-1].tolist()
    ok = masks is not None and [cover.priority for cover in covers] == tiers
    numbers = []
    for cover, both, missed in zip(covers, masks or (), fails, strict=False) if ok else ():
        served = priority >= cover.priority
        placed = int((served & ((ground.partner >= 0) | ~ground.free)).sum())
        ok = ok and not missed and placed == _value(cover, both, ground) == cover.placed
        numbers.append((f"placed-{cover.priority}", placed))
    return Check("coverage", ok, tuple(numbers))


def _check_level(ground: Ground, matching: Matching, masks: Masks | None, missed: bool) -> Check:
    """Check that no matching with the same counts has a better worst score."""
    level, worst, instance = matching.proof.level, matching.worst, ground.instance
    if matching.objective == "coverage" or worst is None:
        return Check("level", level is None)
    if level is None or level.worst != worst:
        return Check("level", False)
    if level.locked:
        lowest = min(instance.score[instance.locked_at].tolist(), default=None)
        return Check("level", level.cover is None and lowest == worst, (("worst", worst),))
    reached = {cover.priority: cover.placed for cover in matching.proof.covers}
    if level.cover is None or masks is None or level.cover.priority not in reached:
        return Check("level", False)
    bound = -1 if missed else _value(level.cover, masks, ground)
    ok = bound == level.cover.placed and 0 <= bound < reached[level.cover.priority]
    return Check("level", ok, (("worst", worst), ("above", bound)))


def _tier_weight(ground: Ground) -> Ints:
    """Return 1 for a mentee (n,) of the lowest tier, 2 for the next, and so on."""
    return np.unique(ground.instance.priority, return_inverse=True)[1] + 1


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


def _check_stages(ground: Ground, matching: Matching, rest: Rest, state: Open) -> list[Check]:
    """Check the dual prices of each stage on what the stages before left open, then that one matching is left."""
    stages = matching.proof.stages
    wanted = _stage_names(matching)
    draws = [f"lottery-{draw}" for draw in range(len(stages) - len(wanted))]
    checks = [Check("stages", [stage.name for stage in stages] == wanted + draws, (("stages", len(stages)),))]
    for stage in stages if checks[0].ok else ():
        pairs = _left_by(stage, ground, matching, rest, state)
        checks.append(Check(stage.name, pairs is not None))
        if pairs is None:
            return checks
        state = Open(pairs, state.must_place | (stage.mentee > 0), state.must_fill | (stage.mentor > 0))
    if checks[0].ok and state.pairs is not None:
        is_only = not _changeable(ground, state.pairs, state.must_place, state.must_fill).any()
        checks.append(Check("only-optimum", is_only, (("open-pairs", state.pairs.rows.size),)))
    return checks


def _left_by(stage: Stage, ground: Ground, matching: Matching, rest: Rest, state: Open) -> Pairs | None:
    """Return the pairs whose prices just make their gain, ``None`` unless the prices prove the matching optimal."""
    if not _prices_hold(stage, ground, state):
        return None
    mentee, mentor = np.asarray(stage.mentee), np.asarray(stage.mentor)
    if state.pairs is None:
        cut = int(stage.name.removeprefix("below-")) if stage.name.startswith("below-") else None
        left = tight(ground, rest, mentee, mentor, cut)
    else:
        pairs = state.pairs
        slack = mentee[pairs.rows] + mentor[pairs.cols] - _gain(stage.name, ground, matching, pairs, state)
        left = None if (slack < 0).any() else pairs.only(slack == 0)
    if left is None:
        return None
    used = int((ground.partner[left.rows] == left.cols).sum())
    return left if used == int((ground.partner >= 0).sum()) else None


def _prices_hold(stage: Stage, ground: Ground, state: Open) -> bool:
    """Check what prices have to be for each person: of the right number, and 0 or more, or 0, where that is needed."""
    mentee, mentor = np.asarray(stage.mentee), np.asarray(stage.mentor)
    if mentee.shape != ground.partner.shape or mentor.shape != ground.room.shape:
        return False
    if any(side.min(initial=0) < -PRICE_LIMIT or side.max(initial=0) > PRICE_LIMIT for side in (mentee, mentor)):
        return False
    return bool(
        (mentee[~state.must_place] >= 0).all()
        and (mentor[~state.must_fill] >= 0).all()
        and (mentee[ground.partner < 0] == 0).all()
        and (mentor[(ground.load < ground.room) | (ground.room == 0)] == 0).all()
    )


def _gain(name: str, ground: Ground, matching: Matching, pairs: Pairs, state: Open) -> Ints:
    """Return what each open pair is worth in a stage after the first."""
    kind, _, number = name.partition("-")
    rows, cols = pairs.rows, pairs.cols
    if kind == "total":
        return pairs.score
    if kind == "places":
        return _tier_weight(ground)[rows]
    if kind == "below":
        return (pairs.score >= int(number)).astype(np.int64)
    gain = np.zeros(rows.size, np.int64)
    at = np.flatnonzero(_changeable(ground, pairs, state.must_place, state.must_fill))
    people = ground.instance
    gain[at] = pair_tickets(matching.seed, number, people.mentees, people.mentors, rows[at], cols[at])
    return gain


def _changeable(ground: Ground, pairs: Pairs, must_place: Mask, must_fill: Mask) -> Mask:
    """Mark the pairs (p,) that some matchings on the open pairs have and others have not; none if there is one only.

    Matchings differ by closed walks of mentees who change places. Node m stands for "no mentor" and "a place left
    open", and for every mentor who may both gain and lose one.
    """
    partner, room, load, m = ground.partner, ground.room, ground.load, ground.room.size
    placed, rows = partner >= 0, pairs.rows
    loose = ~must_fill & (room > 0)
    node = np.append(np.where(loose & (load > 0) & (load < room), m, np.arange(m)), m)
    at = node[np.where(placed, partner, m)]
    own = partner[rows] == pairs.cols
    may_leave = placed & ~must_place
    falling, rising = np.flatnonzero(loose & (load == room)), np.flatnonzero(loose & (load == 0))
    source = np.concatenate((at[rows[~own]], at[may_leave], np.full(falling.size, m), rising))
    leaving = np.full(int(may_leave.sum()), m)
    target = np.concatenate((node[pairs.cols[~own]], leaving, falling, np.full(rising.size, m)))
    walks = coo_array((np.ones(source.size, np.int8), (source, target)), shape=(m + 1, m + 1)).tocsr()
    part = connected_components(walks, directed=True, connection="strong")[1]
    moves = ~own & (part[at[rows]] == part[node[pairs.cols]])
    movers = may_leave & (part[at] == part[m])
    movers[rows[moves]] = True
    return moves | (own & movers[rows])
