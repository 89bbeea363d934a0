"""The JSON contract of the command line and of stored results: instances in, matchings out and back, exactly.

An instance is ``{"mentees": [{"id", "priority"?}], "mentors": [{"id", "capacity"}], "edges": [[mentee, mentor,
score]], "locked": [[mentee, mentor]]?, "rankings": {"mentees": {id: [mentor, …]}, "mentors": {id: [mentee,
…]}}?}``; ids are strings. Very many pairs are written as ``"rows"`` in place of ``"edges"``, see `json_rows`. A result
is ``{"pairs": [[mentee, mentor, score]], "unmatched", "objective", "total", "worst", "certificate"}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from matching.arrays import Ints, Whole
from matching.io.json_result import matching_from_json as matching_from_json
from matching.io.json_result import matching_to_json as matching_to_json
from matching.io.json_rows import CompactRows, row_texts, rows_of
from matching.model.errors import LockConflict, MatchingError
from matching.model.ids import is_canonical
from matching.model.instance import UNRANKED, Instance
from matching.model.instance_checks import COUNT_LIMIT, SCORE_LIMIT

EdgeAt = Callable[[int, int], int]
"""The position of the pair of a mentee's and a mentor's position; -1 when it is not allowed."""


def instance_from_json(document: Any) -> Instance:
    """Read an instance; raises `MatchingError` with one sentence naming the entry at fault."""
    pairs = "rows" if isinstance(document, dict) and "rows" in document else "edges"
    known = _object(document, "the input", {"mentees", "mentors", pairs}, {"locked", "rankings"})
    mentees = [_person(entry, "mentee", "priority", index, 0) for index, entry in enumerate(_list(known, "mentees"))]
    mentors = [_person(entry, "mentor", "capacity", index, None) for index, entry in enumerate(_list(known, "mentors"))]
    row_of = _position_of("mentee", [person for person, _ in mentees])
    column_of = _position_of("mentor", [person for person, _ in mentors])
    people = {"capacity": np.array([count for _, count in mentors], np.int64),
              "priority": np.array([count for _, count in mentees], np.int64)}
    if pairs == "rows":
        bare = _from_rows(known, list(row_of), list(column_of), people)
        at_rows, at_columns = dict(bare.mentee_at), dict(bare.mentor_at)
        marks = _marks(known, at_rows, at_columns, bare.edge, bare.indices.size)  # type: ignore[arg-type]  # text ids
        return replace(bare, **marks) if known.get("locked") or known.get("rankings") else bare
    rows, cols, scores = _edges(_list(known, "edges"), row_of, column_of)
    edge_of: dict[tuple[int, int], int] = {}
    if known.get("locked") or known.get("rankings"):
        edge_of = {pair: edge for edge, pair in enumerate(zip(rows.tolist(), cols.tolist(), strict=True))}
    return Instance.from_edges(
        list(row_of),
        list(column_of),
        **people,
        mentee_index=rows,
        mentor_index=cols,
        score=scores,
        **_marks(known, row_of, column_of, lambda row, column: edge_of.get((row, column), -1), rows.size),
    )


def instance_to_json(instance: Instance) -> dict[str, Any]:
    """Write an instance with string ids as `instance_from_json` reads it."""
    pairs = zip(instance.rows.tolist(), instance.indices.tolist(), instance.score.tolist(), strict=True)
    edges = [[instance.mentees[i], instance.mentors[j], score] for i, j, score in pairs]
    return _people_to_json(instance) | {"edges": edges}


def instance_to_texts(instance: Instance) -> Iterator[str]:
    """Yield the compact form of an instance piece by piece, one for each mentee; together they are one document."""
    yield json.dumps(_people_to_json(instance))[:-1] + ', "rows": ['
    separator = "\n"
    for text in row_texts(instance):
        yield separator + text
        separator = ",\n"
    yield "\n]}\n"


def _people_to_json(instance: Instance) -> dict[str, Any]:
    """Everything but the pairs: the people, locks and rankings."""
    locked = instance.locked_at
    couples = zip(instance.rows_of(locked).tolist(), instance.indices[locked].tolist(), strict=True)
    document: dict[str, Any] = {
        "mentees": [
            {"id": mentee, "priority": priority}
            for mentee, priority in zip(instance.mentees, instance.priority.tolist(), strict=True)
        ],
        "mentors": [
            {"id": mentor, "capacity": capacity}
            for mentor, capacity in zip(instance.mentors, instance.capacity.tolist(), strict=True)
        ],
        "locked": [[instance.mentees[i], instance.mentors[j]] for i, j in couples],
    }
    rankings = {
        side: _ranking_lists(instance, ranks, first)
        for side, ranks, first in (("mentees", instance.mentee_rank, 0), ("mentors", instance.mentor_rank, 1))
        if ranks is not None
    }
    return document | ({"rankings": rankings} if rankings else {})


def _from_rows(known: dict[str, Any], mentees: list[str], mentors: list[str], people: dict[str, Ints]) -> Instance:
    """Read the compact form without its locks and rankings."""
    rows = known["rows"] if isinstance(known["rows"], CompactRows) else rows_of(_list(known, "rows"))
    if rows.indptr.size != len(mentees) + 1:
        raise MatchingError(f"'rows' has {rows.indptr.size - 1} entries; there are {len(mentees)} mentees.", "rows")
    if rows.columns.size and rows.columns.max() >= len(mentors):
        row = int(np.searchsorted(rows.indptr, rows.columns.argmax(), side="right")) - 1
        raise MatchingError(f"rows[{row}] names the mentor {int(rows.columns.max())}; there are {len(mentors)}.", row)
    if is_canonical(mentees) and is_canonical(mentors):
        none_locked = np.broadcast_to(np.False_, rows.columns.shape)
        return Instance(tuple(mentees), tuple(mentors), people["capacity"], people["priority"], rows.indptr,
                        rows.columns, rows.scores, none_locked)
    index = np.repeat(np.arange(len(mentees)), np.diff(rows.indptr))
    return Instance.from_edges(mentees, mentors, **people, mentee_index=index, mentor_index=rows.columns,
                               score=rows.scores)


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


def _person(entry: Any, side: str, count: str, index: int, default: int | None) -> tuple[str, int]:
    """Return one person's id and capacity or priority."""
    where = f"{side}s[{index}]"
    needed = {"id"} if default is not None else {"id", count}
    known = _object(entry, where, needed, {count})
    if not isinstance(known["id"], str):
        raise MatchingError(f"The id of {where} must be text, not {known['id']!r}.", known["id"])
    value = known.get(count, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= COUNT_LIMIT:
        raise MatchingError(
            f"The {count} of the {side} {known['id']!r} must be an integer, 0 to {COUNT_LIMIT}, not {value!r}.",
            known["id"],
        )
    return known["id"], value


def _position_of(side: str, ids: list[str]) -> dict[str, int]:
    positions = {person: position for position, person in enumerate(ids)}
    if len(positions) != len(ids):
        twice = next(person for position, person in enumerate(ids) if positions[person] != position)
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
        for index, entry in enumerate(edges):
            _check_edge(entry, f"edges[{index}]", row_of, column_of, 3)
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


def _marks(
    known: dict[str, Any], row_of: dict[str, int], column_of: dict[str, int], edge_at: EdgeAt, count: int
) -> dict[str, Any]:
    """Return which pairs are locked, and the rank arrays of the sides that rank."""
    return {"locked": _locked(known, row_of, column_of, edge_at, count)} | _ranks(
        known, row_of, column_of, edge_at, count)


def _locked(
    known: dict[str, Any], row_of: dict[str, int], column_of: dict[str, int], edge_at: EdgeAt, count: int
) -> np.ndarray:
    """Return which edges are locked (e,)."""
    locked = np.zeros(count, bool)
    for place, entry in enumerate(_list(known, "locked")):
        where = f"locked[{place}]"
        _check_edge(entry, where, row_of, column_of, 2)
        edge = edge_at(row_of[entry[0]], column_of[entry[1]])
        if edge < 0:
            raise LockConflict(
                f"{where} names ({entry[0]!r}, {entry[1]!r}), which is not an allowed pair.", (entry[0], entry[1])
            )
        locked[edge] = True
    return locked


def _ranks(
    known: dict[str, Any], row_of: dict[str, int], column_of: dict[str, int], edge_at: EdgeAt, count: int
) -> dict[str, Ints]:
    """Return the rank arrays (e,) of the sides that rank; who is left out of a list is unranked."""
    rankings = _object(known.get("rankings", {}), "rankings", set(), {"mentees", "mentors"})
    ranks_by_side: dict[str, Ints] = {}
    for side, own, other in (("mentees", row_of, column_of), ("mentors", column_of, row_of)):
        if side not in rankings:
            continue
        ranks = np.full(count, UNRANKED, np.int64)
        for person, wishes in _object(rankings[side], f"rankings.{side}", set(), set(own)).items():
            if not isinstance(wishes, list):
                raise MatchingError(f"The ranking of {person!r} must be a list, not {wishes!r}.", person)
            for rank, wish in enumerate(wishes):
                edge = _ranked_edge(person, wish, own, other, edge_at, is_mentee=side == "mentees")
                if ranks[edge] != UNRANKED:
                    raise MatchingError(f"{person!r} ranks {wish!r} twice.", person)
                ranks[edge] = rank
        ranks_by_side[f"{side.removesuffix('s')}_rank"] = ranks
    return ranks_by_side


def _ranked_edge(
    person: str, wish: Any, own: dict[str, int], other: dict[str, int], edge_at: EdgeAt, *, is_mentee: bool
) -> int:
    """Return the edge a wish is about."""
    if not isinstance(wish, str) or wish not in other:
        raise MatchingError(f"{person!r} ranks the unknown {wish!r}.", person)
    edge = edge_at(own[person], other[wish]) if is_mentee else edge_at(other[wish], own[person])
    if edge < 0:
        raise MatchingError(f"{person!r} ranks {wish!r}, but the two are not an allowed pair.", person)
    return edge


def _ranking_lists(instance: Instance, ranks: Whole, own: int) -> dict[str, list[str]]:
    """Return each person's wishes in order."""
    edges = np.flatnonzero(ranks != UNRANKED)
    couples = zip(instance.rows_of(edges).tolist(), instance.indices[edges].tolist(), strict=True)
    ranked = sorted(zip(ranks[edges].tolist(), edges.tolist(), couples, strict=True))
    lists: dict[str, list[str]] = {}
    for _rank, _edge, (row, column) in ranked:
        names: list[Any] = [instance.mentees[row], instance.mentors[column]]
        lists.setdefault(names[own], []).append(names[1 - own])
    return lists
