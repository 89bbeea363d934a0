"""Verification accepts the right result and refuses every change of it: one pair, score, capacity or price."""

from __future__ import annotations

import ast
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import matching.certify.verify
from matching.certify.verify import insist, verify
from matching.model.errors import CertificateRefused
from matching.model.instance import Instance
from matching.model.result import Level, Matching, MatchSettings, OptimalityProof, Stage
from matching.solve.match import match
from tests.matching.oracle import all_matchings, make, random_instance, rebuilt

PROVEN = ["coverage", "fair", "leximin", "total"]
ALL = [*PROVEN, "stable"]


def case(objective: str) -> tuple[Instance, Matching]:
    """Return a middling instance with tiers, a lock, ties and people left out, and its result."""
    base = random_instance(11, 24, 8, 4, scores=40, capacity=2, tiers=2)
    locked = np.zeros(base.score.size, bool)
    locked[3] = True
    instance = Instance(
        **{name: getattr(base, name) for name in ("mentees", "mentors", "capacity", "priority", "indptr", "indices")},
        score=base.score * 25,
        locked=locked,
    )
    return instance, match(instance, objective=objective)


@pytest.mark.parametrize("objective", ALL)
def test_the_right_result_is_accepted_with_its_figures(objective: str) -> None:
    instance, result = case(objective)

    certificate = insist(instance, result)

    assert certificate.ok
    assert (certificate.total, certificate.worst) == (result.total, result.worst)
    assert (certificate.fingerprint, certificate.version) == (instance.fingerprint, result.version)
    assert (certificate.seed, certificate.settings) == (result.seed, MatchSettings())
    assert certificate.placed[-1] == (0, len(result.pairs))


@pytest.mark.parametrize("objective", ALL)
def test_no_other_matching_passes_with_the_same_proof(objective: str) -> None:
    edges = {(i, j): 300 + 50 * ((i + j) % 2) for i in range(4) for j in range(3)}
    instance = make(4, [1, 1, 1], edges, priority=[0, 1, 0, 0])
    result = match(instance, objective=objective)

    passed = [pairs for pairs in all_matchings(instance) if verify(instance, rebuilt(instance, result, pairs)).ok]

    assert len(passed) == 1


@pytest.mark.parametrize("objective", PROVEN)
@pytest.mark.parametrize(
    ("mentees", "capacity"), [(1, [1, 1]), (2, [1, 1, 1]), (2, [2, 2]), (3, [1, 1]), (2, [1]), (3, [2, 3])]
)
def test_a_tie_without_its_lottery_is_refused(objective: str, mentees: int, capacity: list[int]) -> None:
    instance = make(mentees, capacity, {(i, j): 500 for i in range(mentees) for j in range(len(capacity))})
    result = match(instance, objective=objective)
    stages = tuple(stage for stage in result.proof.stages if not stage.name.startswith("lottery"))
    assert len(stages) < len(result.proof.stages)

    undrawn = replace(result, proof=replace(result.proof, stages=stages))

    for pairs in all_matchings(instance):
        assert not verify(instance, rebuilt(instance, undrawn, pairs)).ok


@pytest.mark.parametrize("objective", ALL)
def test_a_change_of_the_result_is_refused(objective: str) -> None:
    instance, result = case(objective)
    mentee, mentor = result.pairs[0]
    other = next(candidate for candidate in instance.mentors if candidate != mentor)
    changes = {
        "pair dropped": {"pairs": result.pairs[1:], "unmatched": sorted([*result.unmatched, mentee])},
        "pair moved": {"pairs": [(mentee, other), *result.pairs[1:]]},
        "pair twice": {"pairs": [result.pairs[0], *result.pairs]},
        "order": {"pairs": result.pairs[::-1]},
        "stranger": {"pairs": [("nobody", mentor), *result.pairs[1:]]},
        "strange mentor": {"pairs": [(mentee, "nobody"), *result.pairs[1:]]},
        "unmatched": {"unmatched": result.unmatched[1:]},
        "total": {"total": result.total + 1},
        "worst": {"worst": (result.worst or 0) + 1},
        "load": {"mentor_load": {**result.mentor_load, mentor: result.mentor_load[mentor] + 1}},
        "load missing": {"mentor_load": {k: v for k, v in result.mentor_load.items() if k != mentor}},
        "load of a stranger": {"mentor_load": {**result.mentor_load, "nobody": 0}},
        "objective": {"objective": "best"},
        "version": {"version": "0"},
        "fingerprint": {"fingerprint": "0" * 64},
        "minimum": {"settings": MatchSettings(minimum_score=990)},
    }

    for name, change in changes.items():
        changed = replace(result, **change)
        assert not verify(instance, changed).ok, name
        with pytest.raises(CertificateRefused):
            insist(instance, changed)


@pytest.mark.parametrize("objective", PROVEN)
def test_a_result_of_one_objective_does_not_pass_for_another(objective: str) -> None:
    edges = {(0, 0): 900, (0, 1): 300, (1, 0): 850, (1, 1): 100, (2, 1): 50, (2, 2): 120, (1, 2): 110, (0, 2): 90}
    instance = make(3, [1, 1, 1], edges)
    results = {name: match(instance, objective=name) for name in ALL}

    for name in ALL:
        claimed = replace(results[name], objective=objective)
        assert verify(instance, claimed).ok == (claimed == results[objective]), name


@pytest.mark.parametrize("objective", ALL)
def test_a_change_of_the_input_is_refused(objective: str) -> None:
    instance, result = case(objective)
    names = ("mentees", "mentors", "capacity", "priority", "indptr", "indices", "score", "locked")
    parts = {name: getattr(instance, name) for name in names}

    for name in ("capacity", "priority", "score", "locked"):
        for index in range(0, parts[name].size, 3):
            values = parts[name].copy()
            values[index] = ~values[index] if name == "locked" else values[index] + 1
            changed = Instance(**(parts | {name: values}))
            assert verify(changed, result).failed == ("fingerprint",) or not verify(changed, result).ok


def test_the_input_is_checked_by_more_than_its_fingerprint() -> None:
    instance, result = case("fair")
    names = ("mentees", "mentors", "capacity", "priority", "indptr", "indices", "score", "locked")
    parts = {name: getattr(instance, name) for name in names}
    passed = 0

    for index in range(instance.score.size):
        score = parts["score"].copy()
        score[index] += 1000
        changed = Instance(**(parts | {"score": score}))
        claimed = replace(result, fingerprint=changed.fingerprint)
        passed += verify(changed, claimed).ok and match(changed, seed=result.seed).pairs != result.pairs

    assert passed == 0


@pytest.mark.parametrize("objective", PROVEN)
def test_any_one_price_changed_is_refused(objective: str) -> None:
    instance, result = case(objective)
    accepted = 0

    for number, stage in enumerate(result.proof.stages):
        for side in ("mentee", "mentor"):
            for index in range(getattr(stage, side).size):
                for step in (-1, 1, -(2**32), 2**32):
                    values = getattr(stage, side).copy()
                    values[index] += step
                    stages = list(result.proof.stages)
                    stages[number] = replace(stage, **{side: values})
                    changed = replace(result, proof=replace(result.proof, stages=tuple(stages)))
                    accepted += verify(instance, changed).ok

    assert accepted == 0


@pytest.mark.parametrize("objective", PROVEN)
def test_a_proof_with_a_part_missing_or_added_is_refused(objective: str) -> None:
    instance, result = case(objective)
    proof = result.proof
    longer = Stage("lottery-0", np.zeros(1, np.int64), np.zeros(1, np.int64))
    huge = replace(proof.stages[0], mentee=proof.stages[0].mentee + 2**62, mentor=proof.stages[0].mentor - 2**62)
    least = replace(proof.stages[0], mentee=np.full_like(proof.stages[0].mentee, -(2**63)))
    changes = [
        OptimalityProof(),
        replace(proof, stages=proof.stages[:-1]),
        replace(proof, stages=proof.stages[1:]),
        replace(proof, stages=(*proof.stages, longer)),
        replace(proof, stages=(*proof.stages[:-1], longer)),
        replace(proof, stages=(huge, *proof.stages[1:])),
        replace(proof, stages=(least, *proof.stages[1:])),
        replace(proof, covers=proof.covers[:-1]) if proof.covers else replace(proof, level=Level(0, True, None)),
    ]

    for changed in changes:
        assert not verify(instance, replace(result, proof=changed)).ok


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin"])
def test_any_change_of_a_cover_is_refused(objective: str) -> None:
    instance, result = case(objective)

    for number, cover in enumerate(result.proof.covers):
        for changed in changed_covers(cover, instance):
            covers = list(result.proof.covers)
            covers[number] = changed
            proof = replace(result.proof, covers=tuple(covers))
            assert not verify(instance, replace(result, proof=proof)).ok, changed


@pytest.mark.parametrize("objective", ["fair", "leximin"])
def test_any_change_of_the_level_is_refused(objective: str) -> None:
    base = random_instance(11, 24, 8, 4, scores=40, capacity=2, tiers=2)
    result = match(base, objective=objective)
    level = result.proof.level
    assert level is not None
    assert level.cover is not None

    levels = [replace(level, cover=changed) for changed in changed_covers(level.cover, base)]
    levels += [replace(level, worst=level.worst + 1), replace(level, worst=level.worst - 1)]
    levels += [replace(level, locked=True), Level(level.worst, True, None), Level(level.worst, False, None)]
    for changed in [*levels, None]:
        assert not verify(base, replace(result, proof=replace(result.proof, level=changed))).ok, changed


def changed_covers(cover, instance: Instance) -> list:
    """Return a cover with one person more, less, twice or unknown, another count, and another tier."""
    changes = [replace(cover, placed=cover.placed + 1), replace(cover, priority=cover.priority + 7)]
    for side, count in (("mentees", len(instance.mentees)), ("mentors", len(instance.mentors))):
        named = list(getattr(cover, side))
        variants = [named[:index] + named[index + 1 :] for index in range(len(named))]
        variants += [sorted([*named, index]) for index in range(count) if index not in named]
        variants += [[*named, count], [-1, *named], [*named, named[-1]] if named else [count]]
        changes += [replace(cover, **{side: tuple(variant)}) for variant in variants]
    return changes


def test_an_unproven_lottery_seed_is_refused() -> None:
    instance = make(3, [1], {(i, 0): 5 for i in range(3)})
    result = match(instance, seed="x")

    seeds = [seed for seed in map(str, range(30)) if verify(instance, replace(result, seed=seed)).ok]

    assert all(match(instance, seed=seed).pairs == result.pairs for seed in seeds)


def test_the_verifier_imports_nothing_of_the_solver() -> None:
    package = Path(matching.certify.verify.__file__).parents[1]
    allowed = {"certify", "model", "arrays"}

    for path in [*package.glob("certify/*.py"), *package.glob("model/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "matching":
                assert f"{node.module}.".split(".")[1] in allowed, (path, node.module)


@pytest.mark.parametrize("pair", [("nobody", "r0"), ("m0", "nobody")])
def test_a_stranger_ends_the_verification(pair: tuple[str, str]) -> None:
    instance = make(2, [1, 1], {(0, 0): 5, (1, 1): 5})
    result = match(instance)

    changed = replace(result, pairs=[pair, result.pairs[1]])

    assert verify(instance, changed).failed == ("people",)


def test_a_pair_of_the_next_mentee_is_not_hers() -> None:
    instance = make(2, [1, 2], {(0, 0): 5, (1, 1): 5})
    result = match(instance)

    changed = replace(result, pairs=[("m0", "r1"), ("m1", "r1")])

    assert verify(instance, changed).failed == ("allowed",)


def test_a_pair_beyond_all_pairs_is_not_allowed() -> None:
    instance = make(2, [9] * 9, {(0, j): 5 for j in range(9)} | {(1, 0): 5})
    result = match(instance)

    changed = replace(result, pairs=[("m0", "r8"), ("m1", "r8")])

    assert verify(instance, changed).failed == ("allowed",)


def test_random_swaps_in_larger_results_are_refused() -> None:
    rng = random.Random(5)
    instance = random_instance(2, 120, 40, 8, tiers=2)
    for objective in ALL:
        result = match(instance, objective=objective)
        partner = {instance.mentees.index(i): instance.mentors.index(j) for i, j in result.pairs}
        for _ in range(60):
            first, second = rng.sample(sorted(partner), 2)
            swapped = partner | {first: partner[second], second: partner[first]}
            edges = {i: instance.edge(i, j) for i, j in swapped.items()}
            if partner[first] == partner[second] or min(edges.values()) < 0:
                continue
            pairs = [(i, swapped[i], int(instance.score[edges[i]])) for i in sorted(swapped)]
            assert not verify(instance, rebuilt(instance, result, pairs)).ok
