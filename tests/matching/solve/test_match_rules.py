"""Locks, minimum score, tiers and capacities are honoured, and impossible wishes are named."""

from __future__ import annotations

import pytest

from matching.certify.verify import verify
from matching.model.errors import LockConflict, MatchingError
from matching.model.graph import to_networkx
from matching.model.progress import Phase
from matching.solve.match import match
from tests.matching.oracle import make, random_instance

ALL = ["coverage", "fair", "leximin", "total", "stable"]


@pytest.mark.parametrize("objective", ALL)
def test_a_locked_pair_is_kept_though_it_costs(objective: str) -> None:
    edges = {(0, 0): 900, (0, 1): 100, (1, 0): 100, (1, 1): 900}
    instance = make(2, [1, 1], edges, locked={(0, 1)})

    result = match(instance, objective=objective)

    assert result.pairs == [("m0", "r1"), ("m1", "r0")]
    assert (result.total, result.worst, result.mentor_load) == (200, 100, {"r0": 1, "r1": 1})


@pytest.mark.parametrize("objective", ALL)
def test_a_locked_pair_below_the_minimum_score_is_kept_and_no_other(objective: str) -> None:
    instance = make(2, [1, 1], {(0, 0): 100, (1, 1): 100}, locked={(0, 0)})

    result = match(instance, objective=objective, minimum_score=200)

    assert result.pairs == [("m0", "r0")]
    assert result.unmatched == ["m1"]
    assert verify(instance, result).ok


def test_a_mentee_locked_twice_is_named() -> None:
    instance = make(1, [1, 1], {(0, 0): 1, (0, 1): 1}, locked={(0, 0), (0, 1)})

    with pytest.raises(LockConflict, match="'m0' is locked to 'r0' and to 'r1'") as raised:
        match(instance)

    assert raised.value.entry == "m0"


def test_a_mentor_with_more_locks_than_places_is_named() -> None:
    instance = make(2, [1], {(0, 0): 1, (1, 0): 1}, locked={(0, 0), (1, 0)})

    with pytest.raises(LockConflict, match="'r0' is locked to 2 mentees and has 1 place") as raised:
        match(instance)

    assert raised.value.entry == "r0"


def test_the_worst_score_of_a_lock_does_not_stop_the_others_from_being_proven() -> None:
    edges = {(0, 0): 10, (1, 1): 500, (1, 2): 600, (2, 1): 700, (2, 2): 100}
    instance = make(3, [1, 1, 1], edges, locked={(0, 0)})

    result = match(instance, objective="fair")

    assert (result.worst, result.total) == (10, 10 + 600 + 700)
    assert result.proof.level is not None
    assert result.proof.level.locked
    assert verify(instance, result).ok


def test_the_higher_tier_is_served_first_without_placing_fewer() -> None:
    edges = {(i, j): 100 * (3 - i) for i in range(3) for j in range(2)}
    instance = make(3, [1, 1], edges, priority=[0, 0, 1])

    for objective in ("coverage", "fair", "leximin", "stable"):
        result = match(instance, objective=objective)
        assert len(result.pairs) == 2
        assert "m2" not in result.unmatched


def test_total_leaves_out_whoever_costs_the_sum() -> None:
    edges = {(0, 0): 900, (1, 0): 100, (0, 1): 100}
    instance = make(2, [1, 1], edges)

    assert len(match(instance, objective="coverage").pairs) == 2
    assert match(instance, objective="total").pairs == [("m0", "r0")]


def test_total_places_at_no_gain_but_never_at_a_loss() -> None:
    instance = make(2, [1, 1], {(0, 0): 0, (1, 1): -1})

    assert match(instance, objective="total").pairs == [("m0", "r0")]


def test_total_serves_the_higher_tier_among_equal_sums() -> None:
    instance = make(2, [1], {(0, 0): 5, (1, 0): 5}, priority=[0, 1])

    assert match(instance, objective="total").unmatched == ["m0"]


def test_leximin_goes_on_where_fair_stops() -> None:
    edges = {(0, 0): 150, (1, 1): 450, (2, 2): 450, (1, 2): 950, (2, 1): 290}
    instance = make(3, [1, 1, 1], edges)

    fair, leximin = (match(instance, objective=objective) for objective in ("fair", "leximin"))

    assert sorted(dict(fair.pairs).items()) == [("m0", "r0"), ("m1", "r2"), ("m2", "r1")]
    assert sorted(dict(leximin.pairs).items()) == [("m0", "r0"), ("m1", "r1"), ("m2", "r2")]
    assert fair.worst == leximin.worst == 150
    assert leximin.total < fair.total


def test_the_number_of_bands_is_a_setting_of_leximin() -> None:
    edges = {(0, 0): 150, (1, 1): 450, (2, 2): 450, (1, 2): 950, (2, 1): 290}
    instance = make(3, [1, 1, 1], edges)

    fair = match(instance, objective="fair").pairs
    assert match(instance, objective="leximin", bands=10).pairs != fair
    assert match(instance, objective="leximin", bands=4).pairs == fair
    assert match(instance, objective="leximin", bands=1).pairs == fair


@pytest.mark.parametrize("objective", ALL)
def test_a_graph_and_its_instance_give_the_same_result(objective: str) -> None:
    instance = random_instance(3, 25, 12, 5, tiers=3)

    assert match(to_networkx(instance), objective=objective) == match(instance, objective=objective)


def test_a_locked_pair_at_the_worst_score_is_proof_enough_of_the_level() -> None:
    edges = {(0, 0): 300, (1, 1): 300, (2, 2): 900}

    held = match(make(3, [1, 1, 1], edges, locked={(0, 0)}), objective="fair").proof.level
    free = match(make(3, [1, 1, 1], edges, locked={(2, 2)}), objective="fair").proof.level

    assert (held.worst, held.locked, held.cover) == (300, True, None)
    assert (free.worst, free.locked, free.cover is None) == (300, False, False)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"objective": "best"}, "'best' is unknown"),
        ({"seed": 5}, "seed must be text"),
        ({"minimum_score": 0.5}, "minimum score"),
        ({"minimum_score": True}, "minimum score"),
        ({"bands": 0}, "bands"),
        ({"bands": 1001}, "bands"),
        ({"bands": 2.0}, "bands"),
    ],
)
def test_settings_off_the_contract_are_refused(settings: dict, words: str) -> None:
    with pytest.raises(MatchingError, match=words):
        match(make(1, [1], {(0, 0): 1}), **settings)


def test_progress_names_the_steps_in_order() -> None:
    steps: list[Phase] = []

    match(random_instance(1, 30, 10, 4, scores=3), objective="leximin", progress=steps.append)

    assert steps[:2] == ["placing as many as possible", "raising the worst score"]
    assert steps[-2:] == ["stage total", "stage lottery-0"]
    assert steps[-1].share == pytest.approx(0.9)


@pytest.mark.parametrize("objective", ALL)
def test_progress_never_falls_and_stays_below_the_whole(objective: str) -> None:
    phases: list[Phase] = []

    match(random_instance(1, 30, 10, 4, scores=3), objective=objective, progress=phases.append)

    shares = [phase.share for phase in phases]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] < 1


def test_what_progress_raises_stops_the_run() -> None:
    def stop(phase: Phase) -> None:
        if phase == "stage total":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match(random_instance(1, 30, 10, 4, scores=3), progress=stop)


def test_seed_settings_version_and_fingerprint_are_recorded() -> None:
    instance = make(1, [1], {(0, 0): 1})

    by_default, chosen = match(instance), match(instance, seed="2026-05", minimum_score=1, bands=5)

    assert by_default.seed == by_default.fingerprint == instance.fingerprint
    assert (chosen.seed, chosen.settings.minimum_score, chosen.settings.bands) == ("2026-05", 1, 5)
    assert chosen.version
