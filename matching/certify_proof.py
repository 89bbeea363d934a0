"""The optimality part of a verification: covers, the level, dual prices by stage, and a single optimum."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.graph import Instance
from matching.ids import id_text
from matching.result import Check, Cover, Matching, Stage

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
PRICE_LIMIT = 2**61


@dataclass(frozen=True)
class Open:
    """What is still open: the pairs, the places, who must be placed or full; and the ``partner`` of each."""

    rows: Ints
    cols: Ints
    score: Ints
    room: Ints
    must_place: Mask
    must_fill: Mask
    partner: Ints

    def kept(self, keep: Mask) -> Open:
        """Return what is open on some of the pairs."""
        return replace(self, rows=self.rows[keep], cols=self.cols[keep], score=self.score[keep])


def check_proof(instance: Instance, matching: Matching, partner: Ints) -> list[Check]:
    """Check the proof of a matching whose pairs keep every rule; ``partner`` (n,) are mentor positions or -1."""
    free = np.ones(partner.size, bool)
    free[instance.rows[instance.locked]] = False
    start = _undecided(instance, matching.settings.minimum_score, free, partner)
    objective, proof = matching.objective, matching.proof
    checks: list[Check] = []
    if objective == "total":
        checks.append(Check("covers", not proof.covers and proof.level is None))
        state = start
    else:
        checks.append(_check_covers(instance, proof.covers, start, free, partner))
        if checks[-1].ok:
            checks.append(_check_level(instance, matching, start, free))
        if not all(check.ok for check in checks):
            return checks
        state = _covered(instance, matching, start)
    return checks + _check_stages(instance, matching, state)


def pair_ticket(seed: str, draw: str, mentee: object, mentor: object) -> int:
    """Return the ticket of a pair by the published rule, in plain integers."""
    word = 0
    for side, person in (("mentee", mentee), ("mentor", mentor)):
        text = f"{seed}\x00{draw}\x00{side}\x00{id_text(person)}\x00"
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        word = (word + int.from_bytes(digest[:8], "little")) % 2**64
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    word = (word ^ word >> 27) * 0x94D049BB133111EB % 2**64
    return (word ^ word >> 31) >> 32


def _undecided(instance: Instance, minimum: int | None, free: Mask, partner: Ints) -> Open:
    """Return the pairs left to decide once the locked ones are kept."""
    taken = np.bincount(instance.indices[instance.locked], minlength=len(instance.mentors))
    room = instance.capacity - taken
    keep = np.ones(instance.indices.size, bool)
    if minimum is not None:
        keep &= instance.score >= minimum
    if not free.all():
        keep &= free[instance.rows]
    if (room == 0).any():
        keep &= room[instance.indices] > 0
    every = Open(
        instance.rows,
        instance.indices,
        instance.score,
        room,
        np.zeros(partner.size, bool),
        np.zeros(room.size, bool),
        np.where(free, partner, -1),
    )
    state = every if keep.all() else every.kept(keep)
    return replace(state, room=np.minimum(room, np.bincount(state.cols, minlength=room.size)))


def _masks(cover: Cover, state: Open) -> tuple[Mask, Mask] | None:
    """Return a cover as masks over free mentees and mentors, ``None`` unless it names known people in order."""
    out = []
    for positions, size in ((cover.mentees, state.partner.size), (cover.mentors, state.room.size)):
        mask = np.zeros(size, bool)
        listed = np.array(positions, dtype=np.int64)
        if listed.size and (listed[0] < 0 or listed[-1] >= size or (np.diff(listed) <= 0).any()):
            return None
        mask[listed] = True
        out.append(mask)
    return out[0], out[1]


def _value(cover: Cover, masks: tuple[Mask, Mask], instance: Instance, state: Open, free: Mask) -> int | None:
    """Return the most mentees of the cover's tiers that fit, or ``None`` if it misses a pair."""
    mentees, mentors = masks
    uncovered = ~(mentees[state.rows] | mentors[state.cols])
    if len(set(instance.priority.tolist())) > 1:
        uncovered &= instance.priority[state.rows] >= cover.priority
    if uncovered.any():
        return None
    locked = int((~free & (instance.priority >= cover.priority)).sum())
    return locked + int(mentees.sum()) + int(state.room[mentors].sum())


def _check_covers(instance: Instance, covers: tuple[Cover, ...], state: Open, free: Mask, partner: Ints) -> Check:
    """Check that each tier from the top has its cover and that as many are placed as it allows."""
    tiers = sorted(set(instance.priority.tolist()), reverse=True)
    numbers = []
    ok = [cover.priority for cover in covers] == tiers
    for cover in covers if ok else ():
        placed = int(((partner >= 0) & (instance.priority >= cover.priority)).sum())
        masks = _masks(cover, state)
        bound = None if masks is None else _value(cover, masks, instance, state, free)
        ok = ok and placed == bound == cover.placed
        numbers.append((f"placed-{cover.priority}", placed))
    return Check("coverage", ok, tuple(numbers))


def _check_level(instance: Instance, matching: Matching, state: Open, free: Mask) -> Check:
    """Check that no matching with the same counts has a better worst score."""
    level, worst = matching.proof.level, matching.worst
    if matching.objective == "coverage" or worst is None:
        return Check("level", level is None)
    if level is None or level.worst != worst:
        return Check("level", False)
    if level.locked:
        lowest = instance.score[instance.locked].min(initial=2**31 - 1)
        return Check("level", level.cover is None and int(lowest) == worst, (("worst", worst),))
    reached = {cover.priority: cover.placed for cover in matching.proof.covers}
    if level.cover is None or level.cover.priority not in reached:
        return Check("level", False)
    above = state.kept(state.score > worst)
    masks = _masks(level.cover, above)
    bound = None if masks is None else _value(level.cover, masks, instance, above, free)
    ok = bound is not None and bound == level.cover.placed and bound < reached[level.cover.priority]
    return Check("level", ok, (("worst", worst), ("above", -1 if bound is None else bound)))


def _covered(instance: Instance, matching: Matching, state: Open) -> Open:
    """Keep what every matching with the proven counts and the proven worst score has in common."""
    mentee, mentor = np.zeros(state.partner.size, np.int64), np.zeros(state.room.size, np.int64)
    covers = matching.proof.covers
    for cover in covers:
        masks = _masks(cover, state)
        if masks is not None:
            mentee += masks[0]
            mentor += masks[1]
    keep = mentee[state.rows] + mentor[state.cols] == _tier_weight(instance, state)
    if matching.proof.level is not None:
        keep &= state.score >= matching.proof.level.worst
    return replace(state.kept(keep), must_place=mentee > 0, must_fill=mentor > 0)


def _tier_weight(instance: Instance, state: Open) -> Ints:
    """Return 1 for a pair of the lowest tier, 2 for the next, and so on."""
    return np.unique(instance.priority, return_inverse=True)[1][state.rows] + 1


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


def _check_stages(instance: Instance, matching: Matching, state: Open) -> list[Check]:
    """Check the dual prices of each stage on what the stages before left open, then that one matching is left."""
    stages = matching.proof.stages
    wanted = _stage_names(matching)
    draws = [f"lottery-{draw}" for draw in range(len(stages) - len(wanted))]
    checks = [Check("stages", [stage.name for stage in stages] == wanted + draws, (("stages", len(stages)),))]
    for stage in stages if checks[0].ok else ():
        narrowed = _narrowed(stage, _gain(stage.name, instance, matching, state), state)
        checks.append(Check(stage.name, narrowed is not None))
        if narrowed is None:
            return checks
        state = narrowed
    if checks[0].ok:
        checks.append(Check("only-optimum", _is_only(state), (("open-pairs", state.rows.size),)))
    return checks


def _narrowed(stage: Stage, gain: Ints, state: Open) -> Open | None:
    """Return what is left open if the prices prove the pairs optimal for the gain, else ``None``."""
    mentee, mentor = np.asarray(stage.mentee), np.asarray(stage.mentor)
    if mentee.shape != state.partner.shape or mentor.shape != state.room.shape:
        return None
    if np.abs(mentee).max(initial=0) > PRICE_LIMIT or np.abs(mentor).max(initial=0) > PRICE_LIMIT:
        return None
    slack = mentee[state.rows] + mentor[state.cols] - gain
    own = state.partner[state.rows] == state.cols
    placed = state.partner >= 0
    load = np.bincount(state.partner[placed], minlength=state.room.size)
    proven = (
        (slack >= 0).all()
        and int(own.sum()) == int(placed.sum())
        and (slack[own] == 0).all()
        and (mentee[~state.must_place] >= 0).all()
        and (mentor[~state.must_fill] >= 0).all()
        and (mentee[~placed] == 0).all()
        and (mentor[(load < state.room) | (state.room == 0)] == 0).all()
    )
    if not proven:
        return None
    return replace(
        state.kept(slack == 0),
        must_place=state.must_place | (mentee > 0),
        must_fill=state.must_fill | (mentor > 0),
    )


def _gain(name: str, instance: Instance, matching: Matching, state: Open) -> Ints:
    """Return what each open pair is worth in a stage."""
    kind, _, number = name.partition("-")
    if kind == "total":
        return state.score
    if kind == "places":
        return _tier_weight(instance, state)
    if kind == "below":
        return (state.score >= int(number)).astype(np.int64)
    choices = np.bincount(state.rows, minlength=state.partner.size) + ~state.must_place
    gain = np.zeros(state.rows.size, np.int64)
    for at in np.flatnonzero(choices[state.rows] > 1).tolist():
        pair = instance.mentees[int(state.rows[at])], instance.mentors[int(state.cols[at])]
        gain[at] = pair_ticket(matching.seed, number, pair[0], pair[1])
    return gain


def _is_only(state: Open) -> bool:
    """Say whether no other matching is left: no closed walk of mentees changing places on the open pairs.

    Node m stands for "no mentor" and "a place left open", and for every mentor who may both gain and lose one.
    """
    m = state.room.size
    placed = state.partner >= 0
    load = np.bincount(state.partner[placed], minlength=m)
    loose = ~state.must_fill & (state.room > 0)
    node = np.append(np.where(loose & (load > 0) & (load < state.room), m, np.arange(m)), m)
    at = node[np.where(placed, state.partner, m)]
    other = state.partner[state.rows] != state.cols
    from_node = [at[state.rows[other]], at[placed & ~state.must_place]]
    to_node = [node[state.cols[other]], np.full(from_node[1].size, m)]
    falling, rising = np.flatnonzero(loose & (load == state.room)), np.flatnonzero(loose & (load == 0))
    if any((start == end).any() for start, end in zip(from_node, to_node, strict=True)):
        return False
    source = np.concatenate((*from_node, np.full(falling.size, m), rising))
    target = np.concatenate((*to_node, falling, np.full(rising.size, m)))
    walks = coo_array((np.ones(source.size, np.int8), (source, target)), shape=(m + 1, m + 1)).tocsr()
    return bool(connected_components(walks, directed=True, connection="strong")[0] == m + 1)
