"""The compact form says the same as the long one, is read as a stream, and each wrong entry is named."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from matching.__main__ import main
from matching.io import json_rows
from matching.io.json_contract import instance_from_json, instance_to_json, instance_to_texts, matching_to_json
from matching.io.json_rows import document_of
from matching.model.errors import MatchingError
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.oracle import instances, random_instance

GOOD: dict[str, Any] = {
    "mentees": [{"id": "Béa"}, {"id": "Ana", "priority": 1}],
    "mentors": [{"id": "Oz", "capacity": 2}, {"id": "Max", "capacity": 1}],
    "rows": [[[1], [800]], [[1, 0], [700, 300]]],
    "locked": [["Ana", "Oz"]],
    "rankings": {"mentees": {"Ana": ["Oz", "Max"]}, "mentors": {"Max": ["Béa"]}},
}


def read(text: str) -> Any:
    return document_of(io.StringIO(text))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(instances())
def test_an_instance_survives_the_way_through_the_compact_form(instance: Instance) -> None:
    text = "".join(instance_to_texts(instance))

    assert instance_from_json(read(text)) == instance
    assert instance_from_json(json.loads(text)) == instance


@pytest.mark.parametrize("chunk", [1, 2, 7, 64])
def test_it_does_not_matter_where_the_stream_is_cut(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_rows, "CHUNK", chunk)
    instance = random_instance(3, 12, 7, 4, scores=1000, tiers=2)

    assert instance_from_json(read("".join(instance_to_texts(instance)))) == instance
    assert instance_from_json(read(json.dumps(instance_to_json(instance), indent=2))) == instance
    assert read(" [1, -2.5e3, 12345678] ") == [1, -2500.0, 12345678]


def test_no_more_of_a_file_is_held_than_the_entry_that_is_read() -> None:
    class Bounded(io.StringIO):
        def read(self, size: int | None = -1) -> str:
            assert size is not None
            assert 0 < size <= json_rows.CHUNK
            return super().read(size)

    instance = random_instance(1, 900, 400, 300, scores=1000)
    text = "".join(instance_to_texts(instance))
    assert len(text) > 1.5 * json_rows.CHUNK

    assert instance_from_json(document_of(Bounded(text))) == instance


def test_any_order_rankings_and_locks_are_read() -> None:
    long = GOOD | {"edges": [["Béa", "Max", 800], ["Ana", "Max", 700], ["Ana", "Oz", 300]]}
    del long["rows"]

    assert instance_from_json(GOOD) == instance_from_json(long)
    assert instance_from_json(read(json.dumps(GOOD))) == instance_from_json(long)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (None, "'rows' must be a list"),
        ([], "'rows' has 0 entries; there are 2 mentees"),
        ([[[1], [800]], [[1, 0], [700]]], r"rows\[1\] must be .*as many of both"),
        ([[[1], [800]], "Ana"], r"rows\[1\] must be"),
        ([[[1], [800]], [[1], [700], [1]]], r"rows\[1\] must be"),
        ([[[1], [800]], [[2], [700]]], r"rows\[1\] names the mentor 2; there are 2"),
        ([[[1], [800]], [[-1], [700]]], r"rows\[1\] holds -1"),
        ([[[1], [800]], [[True], [700]]], r"rows\[1\] holds True"),
        ([[[1], [800.5]], [[1], [700]]], r"rows\[0\] holds 800.5"),
        ([[[1], [10**9]], [[1], [700]]], r"rows\[0\] holds 1000000000"),
        ([[[1], [800]], [[1, 1], [700, 1]]], r"'Ana', 'Max'.*twice"),
    ],
)
def test_a_wrong_row_is_named(rows: object, words: str) -> None:
    document = GOOD | {"rows": rows}
    del document["locked"], document["rankings"]

    for given_form in (document, json.dumps(document)):
        with pytest.raises(MatchingError, match=words):
            instance_from_json(read(given_form) if isinstance(given_form, str) else given_form)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"edges": []}, "unknown key 'edges'"),
        ({"locked": [["Béa", "Oz"]]}, "not an allowed pair"),
        ({"rankings": {"mentees": {"Béa": ["Oz"]}}}, "not an allowed pair"),
        ({"rankings": {"mentees": {"Ana": ["Oz", "Oz"]}}}, "'Ana' ranks 'Oz' twice"),
    ],
)
def test_the_rest_is_checked_as_in_the_long_form(change: dict[str, Any], words: str) -> None:
    with pytest.raises(MatchingError, match=words):
        instance_from_json(GOOD | change)


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("{", 1), ('{"a": 1', 1), ('{"a" 1}', 1), ('{"a": 1,\n}', 2), ('{"a": 1}\n\nx', 3), ("{1: 2}", 1),
     ('{"a": [1,\n2,,]}', 2), ('{"rows": [[[0],[1]]\n[[0],[1]]]}', 2),
     ('{"rows": [[[0],[1]],\n[[0]', 2), ('{"a": 1 "b": 2}', 1)],
)
@pytest.mark.parametrize("chunk", [1, 1 << 20])
def test_what_is_no_json_is_refused_with_its_line(
    text: str, line: int, chunk: int, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_rows, "CHUNK", chunk)

    with pytest.raises(json.JSONDecodeError) as raised:
        read(text)

    assert raised.value.lineno == line


def test_a_compressed_input_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    instance = random_instance(2, 30, 12, 5, scores=4, tiers=2)
    packed, result = tmp_path / "in.json.gz", tmp_path / "out.json"
    packed.write_bytes(gzip.compress("".join(instance_to_texts(instance)).encode()))
    result.write_text(json.dumps(matching_to_json(match(instance), instance)))

    assert main(["verify", str(packed), str(result)]) == 0
    assert capsys.readouterr().out.endswith("proven\n")
    assert main(["match", str(packed), "--out", str(tmp_path / "again.json")]) == 0
    assert json.loads((tmp_path / "again.json").read_text()) == json.loads(result.read_text())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{}", "is not a complete gzip file"),
        (gzip.compress(b'{"mentees": []}' * 9)[:-9], "is not a complete gzip file"),
        (gzip.compress(b'{"mentees": [}'), "is not JSON: .* in line 1"),
        (gzip.compress(b'{"mentees": "\xff"}'), "is not UTF-8"),
        (gzip.compress(b"[" * 100_000), "lists nested too deeply"),
    ],
    ids=["no gzip", "cut off", "no JSON", "no UTF-8", "too deep"],  # the bytes themselves hold the time they were made
)
def test_a_compressed_file_that_cannot_be_read_is_refused_in_a_sentence(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "in.json.gz"
    path.write_bytes(content)

    assert main(["match", str(path)]) == 2
    captured = capsys.readouterr().err
    assert captured.count("\n") == 1
    assert re.search(words, captured)
