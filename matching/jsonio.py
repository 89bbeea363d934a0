"""The JSON contract of the command line and of stored results: instances in, matchings out and back, exactly.

An instance is ``{"mentees": [{"id", "priority"?}], "mentors": [{"id", "capacity"}], "edges": [[mentee, mentor,
score]], "locked": [[mentee, mentor]]?, "rankings": {"mentees": {id: [mentor, …]}, "mentors": {id: [mentee,
…]}}?}``; ids are strings. A result is ``{"pairs": [[mentee, mentor, score]], "unmatched", "objective", "total",
"worst", "certificate"}``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from matching.errors import LockConflict, MatchingError
from matching.instance import UNRANKED, Instance
from matching.instance_checks import SCORE_LIMIT
from matching.json_result import matching_from_json as matching_from_json
from matching.json_result import matching_to_json as matching_to_json
from matching.problem import Ints, Whole


def instance_from_json(document: Any) -> Instance:
    """Read an instance; raises `MatchingError` with one sentence naming the entry at fault."""
    known = _object(document, "the input", {"mentees", "mentors", "edges"}, {"locked", "rankings"})
    mentees = [_person(entry, "mentee", "priority", at, 0) for at, entry in enumerate(_list(known, "mentees"))]
    mentors = [_person(entry, "mentor", "capacity", at, None) for at, entry in enumerate(_list(known, "mentors"))]
    row_of = _position_of("mentee", [person for person, _ in mentees])
    column_of = _position_of("mentor", [person for person, _ in mentors])
    rows, cols, scores = _edges(_list(known, "edges"), row_of, column_of)
    at: dict[tuple[int, int], int] = {}
    if known.get("locked") or known.get("rankings"):
        at = {pair: edge for edge, pair in enumerate(zip(rows.tolist(), cols.tolist(), strict=True))}
    return Instance.from_edges(
        list(row_of),
        list(column_of),
        capacity=np.array([count for _, count in mentors], np.int64),
        priority=np.array([count for _, count in mentees], np.int64),
        mentee_index=rows,
        mentor_index=cols,
        score=scores,
        locked=_locked(known, row_of, column_of, at, rows.size),
        **_ranks(known, row_of, column_of, at, rows.size),
    )


def instance_to_json(instance: Instance) -> dict[str, Any]:
    """Write an instance with string ids as `instance_from_json` reads it."""
    pairs = list(zip(instance.rows.tolist(), instance.indices.tolist(), strict=True))
    names = [(instance.mentees[i], instance.mentors[j]) for i, j in pairs]
    document: dict[str, Any] = {
        "mentees": [
            {"id": mentee, "priority": priority}
            for mentee, priority in zip(instance.mentees, instance.priority.tolist(), strict=True)
        ],
        "mentors": [
            {"id": mentor, "capacity": capacity}
            for mentor, capacity in zip(instance.mentors, instance.capacity.tolist(), strict=True)
        ],
        "edges": [[*name, score] for name, score in zip(names, instance.score.tolist(), strict=True)],
        "locked": [list(names[at]) for at in np.flatnonzero(instance.locked).tolist()],
    }
    rankings = {
        side: _ranking_lists(names, ranks, first)
        for side, ranks, first in (("mentees", instance.mentee_rank, 0), ("mentors", instance.mentor_rank, 1))
        if ranks is not None
    }
    return document | ({"rankings": rankings} if rankings else {})


def _object(value: Any, name: str, needed: set[str], optional: set[str]) -> dict[str, Any]:
    """Return a JSON object that has the keys needed and no unknown one."""
    if not isinstance(value, dict):
        raise MatchingError(f"{name.capitalize()} must be a JSON object, not {type(value).__name__}.")
    for key in sorted(needed - value.keys()):
        raise MatchingError(f"{name.capitalize()} has no {key!r}.", key)
    for key in sorted(value.keys() - needed - optional):
        raise MatchingError(f"{name.capitalize()} has an unknown key {key!r}.", key)
    return value


def _list(known: dict[str, Any], key: str) -> list[Any]:
    value = known.get(key, [])
    if not isinstance(value, list):
        raise MatchingError(f"{key!r} must be a list, not {type(value).__name__}.", key)
    return value


def _person(entry: Any, side: str, count: str, at: int, default: int | None) -> tuple[str, int]:
    """Return one person's id and capacity or priority."""
    where = f"{side}s[{at}]"
    needed = {"id"} if default is not None else {"id", count}
    known = _object(entry, where, needed, {count})
    if not isinstance(known["id"], str):
        raise MatchingError(f"The id of {where} must be text, not {known['id']!r}.", known["id"])
    value = known.get(count, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise MatchingError(
            f"The {count} of the {side} {known['id']!r} must be an integer, 0 or more, not {value!r}.", known["id"]
        )
    return known["id"], value


def _position_of(side: str, ids: list[str]) -> dict[str, int]:
    positions = {person: at for at, person in enumerate(ids)}
    if len(positions) != len(ids):
        twice = next(person for at, person in enumerate(ids) if positions[person] != at)
        raise MatchingError(f"The {side} {twice!r} is listed twice.", twice)
    return positions


def _edges(edges: list[Any], row_of: dict[str, int], column_of: dict[str, int]) -> tuple[Ints, Ints, Ints]:
    """Return the positions and scores of all edges, looking one by one only to name a fault."""
    try:
        rows = [row_of[mentee] for mentee, _, _ in edges]
        cols = [column_of[mentor] for _, mentor, _ in edges]
        scores = [score for _, _, score in edges]
        is_sound = set(map(type, scores)) <= {int} and (not scores or max(map(abs, scores)) <= SCORE_LIMIT)
    except (KeyError, TypeError, ValueError):
        is_sound = False
    if not is_sound:
        for at, entry in enumerate(edges):
            _check_edge(entry, f"edges[{at}]", row_of, column_of, 3)
    return np.array(rows, np.int64), np.array(cols, np.int64), np.array(scores, np.int64)


def _check_edge(entry: Any, where: str, row_of: dict[str, int], column_of: dict[str, int], length: int) -> None:
    """Refuse an entry that does not name a known mentee, a known mentor and, if wanted, an integer score."""
    form = "[mentee, mentor, score]" if length == 3 else "[mentee, mentor]"
    if not isinstance(entry, list) or len(entry) != length:
        raise MatchingError(f"{where} must be {form}, not {entry!r}.", where)
    for side, person, known in (("mentee", entry[0], row_of), ("mentor", entry[1], column_of)):
        if not isinstance(person, str) or person not in known:
            raise MatchingError(f"{where} names the unknown {side} {person!r}.", person)
    score = entry[2] if length == 3 else 0
    if isinstance(score, bool) or not isinstance(score, int) or abs(score) > SCORE_LIMIT:
        raise MatchingError(
            f"The score of {where} ({entry[0]!r}, {entry[1]!r}) must be an integer, not {score!r}.",
            (entry[0], entry[1]),
        )


def _locked(
    known: dict[str, Any], row_of: dict[str, int], column_of: dict[str, int], at: dict[tuple[int, int], int], count: int
) -> np.ndarray:
    """Return which edges are locked (e,)."""
    locked = np.zeros(count, bool)
    for place, entry in enumerate(_list(known, "locked")):
        where = f"locked[{place}]"
        _check_edge(entry, where, row_of, column_of, 2)
        edge = at.get((row_of[entry[0]], column_of[entry[1]]))
        if edge is None:
            raise LockConflict(
                f"{where} names ({entry[0]!r}, {entry[1]!r}), which is not an allowed pair.", (entry[0], entry[1])
            )
        locked[edge] = True
    return locked


def _ranks(
    known: dict[str, Any], row_of: dict[str, int], column_of: dict[str, int], at: dict[tuple[int, int], int], count: int
) -> dict[str, Ints]:
    """Return the rank arrays (e,) of the sides that rank; who is left out of a list is unranked."""
    rankings = _object(known.get("rankings", {}), "rankings", set(), {"mentees", "mentors"})
    found: dict[str, Ints] = {}
    for side, own, other in (("mentees", row_of, column_of), ("mentors", column_of, row_of)):
        if side not in rankings:
            continue
        ranks = np.full(count, UNRANKED, np.int64)
        for person, wishes in _object(rankings[side], f"rankings.{side}", set(), set(own)).items():
            if not isinstance(wishes, list):
                raise MatchingError(f"The ranking of {person!r} must be a list, not {wishes!r}.", person)
            for rank, wish in enumerate(wishes):
                edge = _ranked_edge(person, wish, own, other, at, is_mentee=side == "mentees")
                if ranks[edge] != UNRANKED:
                    raise MatchingError(f"{person!r} ranks {wish!r} twice.", person)
                ranks[edge] = rank
        found[f"{side.removesuffix('s')}_rank"] = ranks
    return found


def _ranked_edge(
    person: str,
    wish: Any,
    own: dict[str, int],
    other: dict[str, int],
    at: dict[tuple[int, int], int],
    *,
    is_mentee: bool,
) -> int:
    """Return the edge a wish is about."""
    if not isinstance(wish, str) or wish not in other:
        raise MatchingError(f"{person!r} ranks the unknown {wish!r}.", person)
    pair = (own[person], other[wish]) if is_mentee else (other[wish], own[person])
    if pair not in at:
        raise MatchingError(f"{person!r} ranks {wish!r}, but the two are not an allowed pair.", person)
    return at[pair]


def _ranking_lists(names: list[tuple[Any, Any]], ranks: Whole, own: int) -> dict[str, list[str]]:
    """Return each person's wishes in order."""
    ranked = sorted((int(ranks[at]), at) for at in np.flatnonzero(ranks != UNRANKED).tolist())
    lists: dict[str, list[str]] = {}
    for _, at in ranked:
        lists.setdefault(names[at][own], []).append(names[at][1 - own])
    return lists
