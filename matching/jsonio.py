"""The JSON of the command line: an instance in, a result with its certificate out, and both read back exactly."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from matching.instance import Instance
from matching.result import Cover, Level, Matching, Proof, Settings, Stage


def instance_to_json(instance: Instance) -> dict[str, Any]:
    """Return the input document of an instance; ids become text."""
    edges = zip(instance.rows.tolist(), instance.indices.tolist(), instance.score.tolist(), strict=True)
    locks = np.flatnonzero(instance.locked).tolist()
    return {
        "mentees": [{"id": str(one), "priority": priority}
                    for one, priority in zip(instance.mentees, instance.priority.tolist(), strict=True)],
        "mentors": [{"id": str(one), "capacity": capacity}
                    for one, capacity in zip(instance.mentors, instance.capacity.tolist(), strict=True)],
        "edges": [[str(instance.mentees[i]), str(instance.mentors[j]), score] for i, j, score in edges],
        "locked": [[str(instance.mentees[instance.rows[at]]), str(instance.mentors[instance.indices[at]])]
                   for at in locks],
    }


def instance_from_json(document: dict[str, Any]) -> Instance:
    """Return the instance an input document describes."""
    mentees = [one["id"] for one in document["mentees"]]
    mentors = [one["id"] for one in document["mentors"]]
    row, column = ({one: at for at, one in enumerate(side)} for side in (mentees, mentors))
    locked = {(mentee, mentor) for mentee, mentor in document.get("locked", [])}
    edges = document["edges"]
    return Instance.from_edges(
        mentees, mentors,
        capacity=np.array([one["capacity"] for one in document["mentors"]], np.int64),
        priority=np.array([one.get("priority", 0) for one in document["mentees"]], np.int64),
        mentee_index=np.array([row[mentee] for mentee, _mentor, _score in edges], np.int64),
        mentor_index=np.array([column[mentor] for _mentee, mentor, _score in edges], np.int64),
        score=np.array([score for _mentee, _mentor, score in edges], np.int64),
        locked=np.array([(mentee, mentor) in locked for mentee, mentor, _score in edges], bool),
    )


def matching_to_json(instance: Instance, matching: Matching) -> dict[str, Any]:
    """Return the output document of a result, its proof included."""
    score = {(instance.mentees[i], instance.mentors[j]): points for i, j, points in zip(
        instance.rows.tolist(), instance.indices.tolist(), instance.score.tolist(), strict=True)}
    level = matching.proof.level
    return {
        "pairs": [[str(mentee), str(mentor), score[mentee, mentor]] for mentee, mentor in matching.pairs],
        "unmatched": [str(one) for one in matching.unmatched],
        "objective": matching.objective, "total": matching.total, "worst": matching.worst,
        "certificate": {
            "seed": matching.seed, "fingerprint": matching.fingerprint, "version": matching.version,
            "settings": asdict(matching.settings), "mentor_load": {str(k): v for k, v in matching.mentor_load.items()},
            "covers": [asdict(cover) for cover in matching.proof.covers],
            "level": asdict(level) if level else None,
            "stages": [{"name": stage.name, "mentee": stage.mentee.tolist(), "mentor": stage.mentor.tolist()}
                       for stage in matching.proof.stages],
        },
    }


def matching_from_json(instance: Instance, document: dict[str, Any]) -> Matching:
    """Return the result an output document describes."""
    proof, level = document["certificate"], document["certificate"]["level"]
    return Matching(
        pairs=[(mentee, mentor) for mentee, mentor, _score in document["pairs"]],
        unmatched=list(document["unmatched"]), objective=document["objective"], total=document["total"],
        worst=document["worst"], mentor_load=dict(proof["mentor_load"]), seed=proof["seed"],
        fingerprint=proof["fingerprint"], settings=Settings(**proof["settings"]), version=proof["version"],
        proof=Proof(
            covers=tuple(_cover(cover) for cover in proof["covers"]),
            level=Level(level["worst"], level["locked"], _cover(level["cover"]) if level["cover"] else None)
            if level else None,
            stages=tuple(Stage(stage["name"], np.array(stage["mentee"], np.int64), np.array(stage["mentor"], np.int64))
                         for stage in proof["stages"]),
        ),
    )


def _cover(document: dict[str, Any]) -> Cover:
    return Cover(document["priority"], document["placed"], tuple(document["mentees"]), tuple(document["mentors"]))
