"""JSON in and out is exact, and each wrong entry is named in one sentence."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from matching.certify.verify import verify
from matching.io.json_contract import instance_from_json, instance_to_json, matching_from_json, matching_to_json
from matching.model.errors import CertificateRefused, MatchingError
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.oracle import instances, random_instance

GOOD: dict[str, Any] = {
    "mentees": [{"id": "Ana", "priority": 1}, {"id": "Béa"}],
    "mentors": [{"id": "Max", "capacity": 1}, {"id": "Oz", "capacity": 2}],
    "edges": [["Ana", "Max", 700], ["Ana", "Oz", 300], ["Béa", "Max", 800]],
    "locked": [["Ana", "Oz"]],
    "rankings": {"mentees": {"Ana": ["Oz", "Max"]}, "mentors": {"Max": ["Béa"]}},
}


@settings(max_examples=30, deadline=None, derandomize=True)
@given(instances())
def test_an_instance_survives_the_way_through_json(instance: Instance) -> None:
    assert instance_from_json(json.loads(json.dumps(instance_to_json(instance)))) == instance


def test_rankings_and_locks_are_read_and_written() -> None:
    instance = instance_from_json(GOOD)

    assert instance.locked.tolist() == [False, True, False]
    assert instance.mentee_rank.tolist() == [1, 0, -1]
    assert instance.mentor_rank.tolist() == [-1, -1, 0]
    assert instance.priority.tolist() == [1, 0]
    assert instance_from_json(instance_to_json(instance)) == instance


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin", "total", "stable"])
def test_a_stored_result_is_read_back_equal_and_proven(objective: str) -> None:
    instance = random_instance(2, 30, 12, 5, scores=4, tiers=2)
    result = match(instance, objective=objective, minimum_score=1)

    stored = json.loads(json.dumps(matching_to_json(result, instance)))

    assert matching_from_json(stored, instance) == result
    assert verify(instance, matching_from_json(stored, instance)).ok


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ([], [], "must be a JSON object"),
        (["mentees"], None, "'mentees' must be a list"),
        (["extra"], 1, "unknown key 'extra'"),
        (["mentees", 0], "Ana", r"entees\[0\] must be a JSON object"),
        (["mentees", 0, "id"], 5, r"id of mentees\[0\]"),
        (["mentees", 0, "priority"], -1, "priority of the mentee 'Ana'"),
        (["mentees", 1, "id"], "Ana", "'Ana' is listed twice"),
        (["mentors", 0], {"id": "Max"}, "no 'capacity'"),
        (["mentors", 0, "capacity"], 1.5, "capacity of the mentor 'Max'"),
        (["mentors", 0, "capacity"], True, "capacity of the mentor 'Max'"),
        (["mentors", 0, "capacity"], 2**31, "capacity of the mentor 'Max'"),
        (["edges", 1], ["Ana", "Oz"], r"edges\[1\] must be \[mentee, mentor, score\]"),
        (["edges", 1], "AnaOz", r"edges\[1\] must be"),
        (["edges", 1, 0], "Zoe", r"edges\[1\] names the unknown mentee 'Zoe'"),
        (["edges", 1, 1], ["Oz"], r"edges\[1\] names the unknown mentor"),
        (["edges", 1, 2], 3.5, r"edges\[1\] \('Ana', 'Oz'\)"),
        (["edges", 1, 2], None, r"edges\[1\] \('Ana', 'Oz'\)"),
        (["edges", 1, 2], 10**9, r"edges\[1\] \('Ana', 'Oz'\)"),
        (["locked", 0], ["Béa", "Oz"], "not an allowed pair"),
        (["locked", 0], ["Béa"], r"locked\[0\] must be"),
        (["rankings", "mentees", "Zoe"], [], "unknown key 'Zoe'"),
        (["rankings", "mentees", "Ana"], "Oz", "ranking of 'Ana' must be a list"),
        (["rankings", "mentees", "Ana"], ["Zoe"], "unknown 'Zoe'"),
        (["rankings", "mentees", "Ana"], ["Oz", "Oz"], "'Ana' ranks 'Oz' twice"),
        (["rankings", "mentees", "Béa"], ["Oz"], "not an allowed pair"),
    ],
)
def test_a_wrong_entry_is_named(path: list, value: object, words: str) -> None:
    document: Any = copy.deepcopy(GOOD)
    if path:
        inner = document
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
    else:
        document = value

    with pytest.raises(MatchingError, match=words) as raised:
        instance_from_json(document)

    assert "\n" not in str(raised.value)


def test_a_pair_listed_twice_is_named() -> None:
    with pytest.raises(MatchingError, match=r"'Ana', 'Max'.*twice"):
        instance_from_json(GOOD | {"edges": [*GOOD["edges"], ["Ana", "Max", 5]]})


@pytest.mark.parametrize("key", ["pairs", "certificate", "total"])
def test_a_result_without_a_part_is_refused(key: str) -> None:
    instance = instance_from_json(GOOD)
    stored = matching_to_json(match(instance), instance)
    del stored[key]

    with pytest.raises(MatchingError, match="must be a JSON object"):
        matching_from_json(stored, instance)


@pytest.mark.parametrize(
    "change",
    [
        {"covers": 5},
        {"covers": [{}]},
        {"settings": {}},
        {"stages": [{"name": "total", "mentee": [0.5, 0], "mentor": [0, 0]}]},
        {"stages": [{"name": "total", "mentee": [2**63, 0], "mentor": [0, 0]}]},
        {"mentor_load": [1]},
        {"level": 7},
        {"seed": 7},
        {"seed": None},
        {"covers": {}},
        {"stages": ""},
        {"level": {"worst": 0, "locked": 1, "cover": None}},
        {"mentor_load": ""},
    ],
)
def test_a_certificate_of_another_form_is_refused(change: dict) -> None:
    instance = instance_from_json(GOOD)
    stored = matching_to_json(match(instance), instance)
    stored["certificate"] |= change

    with pytest.raises(MatchingError):
        matching_from_json(stored, instance)


@pytest.mark.parametrize("change", [{"unmatched": ""}, {"pairs": {}}, {"objective": ["fair"]}])
def test_a_result_of_another_form_is_refused(change: dict) -> None:
    instance = instance_from_json({"mentees": [], "mentors": [], "edges": []})
    stored = matching_to_json(match(instance), instance)

    with pytest.raises(MatchingError):
        matching_from_json(stored | change, instance)


def test_a_changed_score_of_a_pair_is_refused() -> None:
    instance = instance_from_json(GOOD)
    stored = matching_to_json(match(instance), instance)
    stored["pairs"][0][2] += 1

    with pytest.raises(CertificateRefused, match="the input says"):
        matching_from_json(stored, instance)


def test_every_number_in_a_stored_certificate_matters() -> None:
    instance = random_instance(9, 14, 6, 4, scores=5, capacity=2, tiers=2)
    stored = json.loads(json.dumps(matching_to_json(match(instance), instance)))
    refused = 0

    places = list(numbers(stored, ()))
    for place in places:
        changed = copy.deepcopy(stored)
        inner = changed
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] += 1
        try:
            refused += not verify(instance, matching_from_json(changed, instance)).ok
        except MatchingError:
            refused += 1

    # Only the number of bands, which `fair` does not read, may be another.
    assert refused == len(places) - 1


def numbers(value: Any, path: tuple) -> Any:
    """Yield the path of every number in a JSON document."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers(inner, (*path, key))
    elif isinstance(value, int | np.integer) and not isinstance(value, bool):
        yield path
