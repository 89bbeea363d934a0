"""Verification refuses what no run could have written: settings off limits, prices and positions of another kind."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import Any

import numpy as np
import pytest

from matching.certify.verify import verify
from matching.model.instance import Instance
from matching.model.result import Matching, MatchSettings
from matching.solve.match import match
from tests.matching.oracle import make, random_instance


def case(objective: str = "leximin") -> tuple[Instance, Matching]:
    instance = random_instance(11, 24, 8, 4, scores=40, capacity=2, tiers=2)
    return instance, match(instance, objective=objective)


@pytest.mark.parametrize("bands", [0, -1, 1001, 10**12, True, 10.0, None, "10"])
@pytest.mark.parametrize("objective", ["fair", "leximin", "stable"])
def test_a_number_of_bands_no_run_takes_is_refused(objective: str, bands: Any) -> None:
    instance, result = case(objective)

    assert "settings" in verify(instance, replace(result, settings=MatchSettings(bands=bands))).failed


@pytest.mark.parametrize("minimum", [True, -0.5, "0", [0]])
def test_a_minimum_that_is_no_whole_number_is_refused(minimum: Any) -> None:
    instance, result = case()

    assert "settings" in verify(instance, replace(result, settings=MatchSettings(minimum))).failed


@pytest.mark.parametrize("seed", [None, 7, b"x"])
def test_a_seed_that_is_no_text_is_refused(seed: Any) -> None:
    instance = make(1, [1], {(0, 0): 500})

    assert verify(instance, replace(match(instance), seed=seed)).failed == ("settings",)


@pytest.mark.parametrize(
    "settings",
    [MatchSettings(bands=1), MatchSettings(bands=1000), MatchSettings(0), MatchSettings(-5), MatchSettings(500)],
)
def test_settings_that_give_the_same_result_are_right(settings: MatchSettings) -> None:
    instance = make(1, [1], {(0, 0): 500})

    assert verify(instance, replace(match(instance), settings=settings)).ok


def test_settings_a_run_takes_are_right() -> None:
    class Bands(IntEnum):
        FEW = 5

    instance, _ = case()

    assert verify(instance, match(instance, objective="leximin", bands=Bands.FEW, minimum_score=Bands.FEW)).ok


@pytest.mark.parametrize("side", ["mentee", "mentor"])
@pytest.mark.parametrize("kind", [np.float64, np.int32, np.uint64, object])
@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin", "total"])
def test_prices_of_another_kind_are_refused(objective: str, kind: type, side: str) -> None:
    instance, result = case(objective)

    for index, stage in enumerate(result.proof.stages):
        stages = list(result.proof.stages)
        stages[index] = replace(stage, **{side: getattr(stage, side).astype(kind)})
        assert not verify(instance, replace(result, proof=replace(result.proof, stages=tuple(stages)))).ok


@pytest.mark.parametrize(
    "positions", [(0, -(2**63)), (-(2**63), 0), (0.0,), (0.5,), (2**70,), (False,), ((0,),), ("0",)]
)
@pytest.mark.parametrize("side", ["mentees", "mentors"])
def test_positions_of_another_kind_are_refused(side: str, positions: tuple[Any, ...]) -> None:
    instance = make(1, [1], {(0, 0): 500})
    result = match(instance)
    cover = replace(result.proof.covers[0], **{"mentees": (), "mentors": (), side: positions})

    certificate = verify(instance, replace(result, proof=replace(result.proof, covers=(cover,))))

    assert certificate.failed == ("coverage",)
