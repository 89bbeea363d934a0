"""The command line: results, refusals and invalid input, each with its exit code."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

import matching.__main__ as command
from matching.__main__ import main
from matching.io.json_contract import instance_to_json
from tests.matching.oracle import make, random_instance


@pytest.fixture
def given(tmp_path: Path) -> Path:
    instance = make(3, [1, 1], {(0, 0): 700, (0, 1): 300, (1, 0): 800, (2, 1): 300}, priority=[0, 1, 0])
    path = tmp_path / "in.json"
    path.write_text(json.dumps(instance_to_json(instance)), encoding="utf-8")
    return path


def test_a_result_is_written_and_verified(given: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out.json"

    assert main(["match", str(given), "--out", str(out)]) == 0
    assert main(["verify", str(given), str(out)]) == 0

    result = json.loads(out.read_text(encoding="utf-8"))
    assert (result["objective"], result["worst"], result["total"]) == ("fair", 300, 1100)
    assert result["pairs"][1] == ["m1", "r0", 800]
    assert result["certificate"]["fingerprint"]
    assert capsys.readouterr().out.splitlines()[-1] == "proven"


def test_settings_reach_the_result(given: Path, capsys) -> None:
    options = ["--objective", "leximin", "--seed", "x", "--minimum-score", "400", "--bands", "5"]

    assert main(["match", str(given), *options]) == 0

    result = json.loads(capsys.readouterr().out)
    assert result["objective"] == "leximin"
    assert result["pairs"] == [["m1", "r0", 800]]
    assert result["certificate"]["seed"] == "x"
    assert result["certificate"]["settings"] == {"minimum_score": 400, "bands": 5}


def test_a_changed_result_is_refused_with_one(given: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out.json"
    main(["match", str(given), "--out", str(out)])
    result = json.loads(out.read_text(encoding="utf-8"))
    result["total"] += 1
    out.write_text(json.dumps(result), encoding="utf-8")

    assert main(["verify", str(given), str(out)]) == 1

    printed = capsys.readouterr()
    assert "FAILED sum" in printed.out
    assert printed.err.startswith("refused: ")
    assert "sum" in printed.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "too deep"),
        ('{"mentees": [' + "9" * 5000 + "]}", "too long"),
        ('{"mentees": [], "mentors": []}', "no 'edges'"),
        (
            '{"mentees": [{"id": "a"}], "mentors": [{"id": "x\\ny", "capacity": 1}], "edges": [["b", "x\\ny", 5]]}',
            "'b'",
        ),
        ('{"mentees": [], "mentors": [{"id": "Max", "capacity": 1%s}], "edges": []}' % ("0" * 30), "'Max'"),
        ('{"mentees": [{"id": "Ana", "priority": 2147483648}], "mentors": [], "edges": []}', "0 to 2147483647"),
    ],
)
def test_invalid_input_is_two_and_one_line(text: str, words: str, tmp_path: Path, capsys) -> None:
    path = tmp_path / "in.json"
    path.write_text(text, encoding="utf-8")

    assert main(["match", str(path)]) == 2

    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_files_that_cannot_be_read_or_written_are_named(given: Path, tmp_path: Path, capsys) -> None:
    binary = tmp_path / "binary.json"
    binary.write_bytes(b"\xff\xfe\x00")

    assert main(["match", str(tmp_path / "absent.json")]) == 2
    assert main(["match", str(binary)]) == 2
    assert main(["match", str(given), "--out", str(tmp_path / "no" / "out.json")]) == 2

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert [word in line for word, line in zip(("absent.json", "UTF-8", "written"), lines, strict=True)] == [True] * 3


def test_a_long_run_tells_its_steps(tmp_path: Path, capsys) -> None:
    instance = random_instance(1, 1700, 60, 60)
    assert instance.score.size >= command.LONG_RUN
    path = tmp_path / "in.json"
    path.write_text(json.dumps(instance_to_json(instance)), encoding="utf-8")

    assert main(["match", str(path), "--out", str(tmp_path / "out.json")]) == 0

    assert "stage total …" in capsys.readouterr().err.splitlines()


def test_a_wrong_entry_of_a_compressed_file_is_named(tmp_path: Path, capsys) -> None:
    path = tmp_path / "in.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as text:
        text.write('{"mentees": [{"id": "Ana"}], "mentors": [{"id": "Max", "capacity": 1}], "rows": [[[0], [5.5]]]}')

    assert main(["match", str(path)]) == 2

    assert "rows[0] holds 5.5" in capsys.readouterr().err


def test_a_result_written_to_a_compressed_file_can_be_verified(given: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out.json.gz"

    assert main(["match", str(given), "--out", str(out)]) == 0
    assert main(["verify", str(given), str(out)]) == 0

    assert capsys.readouterr().out.splitlines()[-1] == "proven"


@pytest.mark.parametrize(
    ("ending", "code", "words"),
    [
        ("| true", 141, ""),
        pytest.param(
            "> /dev/full",
            2,
            "error: standard output cannot be written: No space left on device.\n",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux alone"),
        ),
    ],
)
def test_an_output_nobody_can_read_is_no_crash(given: Path, ending: str, code: int, words: str) -> None:
    script = f"{sys.executable} -m matching match {given} {ending}; exit ${{PIPESTATUS[0]}}"

    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)

    assert (ended.returncode, ended.stderr) == (code, words)


def test_an_interrupted_run_says_so_and_leaves_the_file_as_it_was(
    given: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.json"
    out.write_text("before", encoding="utf-8")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "match", interrupted)

    assert main(["match", str(given), "--out", str(out)]) == 130

    assert capsys.readouterr().err == "interrupted\n"
    assert out.read_text(encoding="utf-8") == "before"
