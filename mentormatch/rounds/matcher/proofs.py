"""The two files of a draft for an auditor: the same proof under ids that are new each time.

Under its own ids a file would name people to anyone who has seen an address of a page, and two files could be laid side
by side. The draw among equally good results is left out for the same reason: its tickets come from the ids.
"""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import matching as library
from matching import Instance
from matching.io.json_contract import instance_to_texts, matching_from_json, matching_to_json
from matching.model.result import Cover, Matching, OptimalityProof, Stage
from mentormatch.rounds.matcher import files

LOTTERY = "lottery"


@dataclass(frozen=True)
class ProofFiles:
    """What `python -m matching verify` reads: an input and the result that belongs to it."""

    input: bytes
    result: bytes


@dataclass(frozen=True)
class NewIds:
    """The new id of everyone, and the place (n,) or (m,) in the new canonical order of who was at each place."""

    mentees: dict[Any, str]
    mentors: dict[Any, str]
    mentee_places: Any
    mentor_places: Any


def anonymous_proof(stored: bytes, result: dict[str, Any], new_id: Callable[[], str]) -> ProofFiles:
    """Write a draft's two files with ids from `new_id`, everyone in the order of these; checked before they leave.

    Raises RuntimeError if the check refuses them.
    """
    instance = files.unpacked(stored)
    matching = matching_from_json(result, instance)
    ids = _new_ids(instance, new_id)
    renamed = _instance(instance, ids)
    proof = _matching(matching, ids, renamed)
    if not library.verify(renamed, proof, without_draw=True).ok:
        raise RuntimeError("The certificate refused a draft under new ids.")
    return ProofFiles("".join(instance_to_texts(renamed)).encode(),
                      json.dumps(matching_to_json(proof, renamed)).encode() + b"\n")


def _new_ids(instance: Instance, new_id: Callable[[], str]) -> NewIds:
    mentees, mentors = ({person: new_id() for person in side} for side in (instance.mentees, instance.mentors))
    return NewIds(mentees, mentors, _places(list(mentees.values())), _places(list(mentors.values())))


def _places(names: Sequence[str]) -> Any:
    places = np.empty(len(names), np.int64)
    places[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return places


def _instance(instance: Instance, ids: NewIds) -> Instance:
    return Instance.from_edges(
        list(ids.mentees.values()), list(ids.mentors.values()), capacity=instance.capacity, priority=instance.priority,
        mentee_index=instance.rows, mentor_index=instance.indices, score=instance.score, locked=instance.locked,
        mentee_rank=instance.mentee_rank, mentor_rank=instance.mentor_rank)


def _matching(matching: Matching, ids: NewIds, renamed: Instance) -> Matching:
    proof, level = matching.proof, matching.proof.level
    if level is not None and level.cover is not None:
        level = replace(level, cover=_cover(level.cover, ids))
    return replace(
        matching, pairs=sorted((ids.mentees[mentee], ids.mentors[mentor]) for mentee, mentor in matching.pairs),
        unmatched=list[Hashable](sorted(ids.mentees[mentee] for mentee in matching.unmatched)),
        mentor_load={ids.mentors[mentor]: load for mentor, load in matching.mentor_load.items()},
        seed=None, fingerprint=renamed.fingerprint, pairs_at=None,
        proof=OptimalityProof(
            tuple(_cover(cover, ids) for cover in proof.covers), level,
            tuple(_stage(stage, ids) for stage in proof.stages if not stage.name.startswith(LOTTERY))))


def _cover(cover: Cover, ids: NewIds) -> Cover:
    return replace(cover, mentees=tuple(sorted(ids.mentee_places[list(cover.mentees)].tolist())),
                   mentors=tuple(sorted(ids.mentor_places[list(cover.mentors)].tolist())))


def _stage(stage: Stage, ids: NewIds) -> Stage:
    mentee, mentor = np.empty_like(stage.mentee), np.empty_like(stage.mentor)
    mentee[ids.mentee_places], mentor[ids.mentor_places] = stage.mentee, stage.mentor
    return Stage(stage.name, mentee, mentor)
