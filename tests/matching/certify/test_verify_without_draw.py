"""A result without its draw: proven to be as good as any, by people who may not know the ids it was drawn with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from matching.__main__ import main
from matching.certify.verify import verify
from matching.io.json_contract import instance_to_json, matching_from_json, matching_to_json
from matching.model.errors import MatchingError
from matching.model.result import OBJECTIVES, Matching
from matching.solve.match import match
from tests.matching.oracle import make, random_instance


def without_draw(result: Matching) -> Matching:
    stages = tuple(stage for stage in result.proof.stages if not stage.name.startswith("lottery"))
    return replace(result, seed=None, proof=replace(result.proof, stages=stages))


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("seed", range(4))
def test_it_is_proven_where_that_is_asked_for_and_nowhere_else(objective: str, seed: int) -> None:
    instance = random_instance(seed, 24, 8, 4, scores=6, capacity=2, tiers=2)
    result = without_draw(match(instance, objective=objective))

    assert verify(instance, result, without_draw=True).ok
    assert verify(instance, result).failed == ("settings",)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_equally_good_results_are_proven_alike_and_worse_ones_refused(objective: str) -> None:
    instance = make(2, [1], {(0, 0): 500, (1, 0): 500})
    first, second = (match(instance, objective=objective, seed=seed) for seed in ("a", "c"))
    assert first.pairs != second.pairs, "the two seeds draw alike now: choose others"
    better = make(2, [1], {(0, 0): 500, (1, 0): 501})
    worse = next(result for result in (first, second) if result.pairs != match(better, objective=objective).pairs)

    exchanged = replace(without_draw(first), pairs=second.pairs, unmatched=second.unmatched, pairs_at=None)
    assert verify(instance, without_draw(first), without_draw=True).ok
    assert verify(better, replace(without_draw(worse), fingerprint=better.fingerprint), without_draw=True).failed
    if objective == "stable":  # others name the mentees who are placed in their prices
        assert verify(instance, exchanged, without_draw=True).ok


def test_the_command_says_what_it_could_not_check(tmp_path: Path, capsys) -> None:
    instance = make(3, [1, 1], {(0, 0): 700, (0, 1): 300, (1, 0): 700, (2, 1): 300})
    document = matching_to_json(without_draw(match(instance)), instance)
    (tmp_path / "in.json").write_text(json.dumps(instance_to_json(instance)), encoding="utf-8")
    (tmp_path / "out.json").write_text(json.dumps(document), encoding="utf-8")

    assert main(["verify", str(tmp_path / "in.json"), str(tmp_path / "out.json")]) == 0

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "not checked: the draw among equally good results, which this file leaves out", "proven"]
    with pytest.raises(MatchingError, match="kind str"):
        matching_from_json(document, instance)
