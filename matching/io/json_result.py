"""A result as JSON and back, its certificate included; `json_contract` holds the contract."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

from matching.arrays import Ints
from matching.model.errors import CertificateRefused, MatchingError
from matching.model.instance import Instance
from matching.model.result import Cover, Level, Matching, MatchSettings, OptimalityProof, Stage

INT64 = 2**63
T = TypeVar("T")
KEYS = {"pairs", "unmatched", "objective", "total", "worst", "certificate"}


def matching_to_json(matching: Matching, instance: Instance) -> dict[str, Any]:
    """Write a result of this instance, its certificate included, as `matching_from_json` reads it."""
    row = {mentee: position for position, mentee in enumerate(instance.mentees)}
    col = {mentor: position for position, mentor in enumerate(instance.mentors)}
    scored = [[i, j, int(instance.score[instance.edge(row[i], col[j])])] for i, j in matching.pairs]
    level = matching.proof.level
    return {
        "pairs": scored,
        "unmatched": list(matching.unmatched),
        "objective": matching.objective,
        "total": matching.total,
        "worst": matching.worst,
        "certificate": {
            "fingerprint": matching.fingerprint,
            "version": matching.version,
            "seed": matching.seed,
            "settings": {"minimum_score": matching.settings.minimum_score, "bands": matching.settings.bands},
            "mentor_load": [matching.mentor_load[mentor] for mentor in instance.mentors],
            "covers": [_cover_to_json(cover) for cover in matching.proof.covers],
            "level": None
            if level is None
            else {
                "worst": level.worst,
                "locked": level.locked,
                "cover": None if level.cover is None else _cover_to_json(level.cover),
            },
            "stages": [
                {"name": stage.name, "mentee": stage.mentee.tolist(), "mentor": stage.mentor.tolist()}
                for stage in matching.proof.stages
            ],
        },
    }


def matching_from_json(document: Any, instance: Instance, *, without_draw: bool = False) -> Matching:
    """Read a stored result of this instance; raises `MatchingError` when it does not have the form of one.

    `without_draw`: whether it may be one that leaves out the draw, with ``null`` for a seed.
    """
    try:
        return _matching(document, instance, without_draw)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        if isinstance(error, MatchingError):
            raise
        raise MatchingError(f"The result does not have the form of one: {error!r}.") from None


def _matching(document: Any, instance: Instance, without_draw: bool) -> Matching:
    if not isinstance(document, dict) or not document.keys() >= KEYS:
        raise MatchingError(f"A result must be a JSON object with {', '.join(sorted(KEYS))}.")
    proof, level = document["certificate"], document["certificate"]["level"]
    pairs = _of_kind(document["pairs"], list)
    _check_scores(pairs, instance)
    return Matching(
        pairs=[(mentee, mentor) for mentee, mentor, _ in pairs],
        unmatched=_of_kind(document["unmatched"], list),
        objective=_of_kind(document["objective"], str),
        total=_integer(document["total"]),
        worst=None if document["worst"] is None else _integer(document["worst"]),
        mentor_load=dict(zip(instance.mentors, map(_integer, _of_kind(proof["mentor_load"], list)), strict=True)),
        seed=None if without_draw and proof["seed"] is None else _of_kind(proof["seed"], str),
        fingerprint=_of_kind(proof["fingerprint"], str),
        settings=_settings(proof["settings"]),
        version=_of_kind(proof["version"], str),
        proof=OptimalityProof(
            covers=tuple(_cover(cover) for cover in _of_kind(proof["covers"], list)),
            level=None
            if level is None
            else Level(
                worst=_integer(level["worst"]),
                locked=_of_kind(level["locked"], bool),
                cover=None if level["cover"] is None else _cover(level["cover"]),
            ),
            stages=tuple(
                Stage(_of_kind(stage["name"], str), _prices(stage["mentee"]), _prices(stage["mentor"]))
                for stage in _of_kind(proof["stages"], list)
            ),
        ),
    )


def _check_scores(pairs: list[Any], instance: Instance) -> None:
    """Refuse a result whose scores are not the input's; pairs the input does not know are left to `verify`."""
    row = {mentee: position for position, mentee in enumerate(instance.mentees)}
    col = {mentor: position for position, mentor in enumerate(instance.mentors)}
    for mentee, mentor, score in pairs:
        edge = instance.edge(row[mentee], col[mentor]) if mentee in row and mentor in col else -1
        if edge >= 0 and (_integer(score) != instance.score[edge]):
            raise CertificateRefused(
                f"The result says {score} for ({mentee!r}, {mentor!r}); the input says {int(instance.score[edge])}.",
                ("scores",),
            )


def _settings(value: dict[str, Any]) -> MatchSettings:
    minimum = value["minimum_score"]
    return MatchSettings(None if minimum is None else _integer(minimum), _integer(value["bands"]))


def _cover_to_json(cover: Cover) -> dict[str, Any]:
    return {
        "priority": cover.priority,
        "placed": cover.placed,
        "mentees": list(cover.mentees),
        "mentors": list(cover.mentors),
    }


def _cover(value: dict[str, Any]) -> Cover:
    return Cover(
        priority=_integer(value["priority"]),
        placed=_integer(value["placed"]),
        mentees=tuple(map(_integer, _of_kind(value["mentees"], list))),
        mentors=tuple(map(_integer, _of_kind(value["mentors"], list))),
    )


def _prices(values: list[Any]) -> Ints:
    return np.array([_integer(value) for value in _of_kind(values, list)], np.int64)


def _of_kind(value: Any, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise MatchingError(f"{value!r} must be of the kind {kind.__name__}.")
    return value


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -INT64 <= value < INT64:
        raise MatchingError(f"{value!r} must be an integer.")
    return value
