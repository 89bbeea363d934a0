"""Every example in docs/matching.md is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import matching
from matching.certify.verify import verify
from matching.io.json_contract import instance_from_json
from matching.model.instance import Instance
from matching.model.result import OBJECTIVES, Matching
from matching.solve.match import match

TEXT = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def table(first: str) -> list[list[str]]:
    """Return the rows of the table whose header begins with a cell, without the ruler."""
    lines = TEXT.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith(f"| {first} |".replace("|  |", "| |")))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return [rows[0], *rows[2:]]


@pytest.fixture(scope="module")
def example() -> Instance:
    return instance_from_json(json.loads(blocks("json")[0]))


@pytest.fixture(scope="module")
def fair(example: Instance) -> Matching:
    return match(example, objective="fair")


def test_the_example_of_the_readme_runs() -> None:
    readme = Path(matching.__file__).parent / "README.md"

    for example in re.findall(r"```python\n(.+?)```", readme.read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(example, str(readme), "exec"), {})


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_each_python_example_runs(number: int) -> None:
    exec(compile(blocks("python")[number], f"docs/matching.md, example {number}", "exec"), {})


def test_the_table_of_scores_is_the_json(example: Instance) -> None:
    header, *rows = table("")

    written = {
        (row[0], mentor): int(cell) for row in rows for mentor, cell in zip(header[1:], row[1:], strict=True) if cell
    }

    pairs = zip(example.rows.tolist(), example.indices.tolist(), example.score.tolist(), strict=True)
    assert written == {(example.mentees[i], example.mentors[j]): score for i, j, score in pairs}


def test_the_table_of_results_is_what_each_objective_gives(example: Instance) -> None:
    header, *rows = table("objective")

    assert [row[0] for row in rows] == list(OBJECTIVES)
    for row in rows:
        result = match(example, objective=row[0])
        written = {mentee: mentor for mentee, mentor in zip(header[1:7], row[1:7], strict=True) if mentor != "–"}
        assert written == dict(result.pairs)
        assert [int(cell) for cell in row[7:]] == [len(result.pairs), result.worst, result.total]
        assert verify(example, result).ok


def test_the_covers_and_prices_read_out_are_those_of_the_certificate(example: Instance, fair: Matching) -> None:
    header, prices = table("Ana | Bea")
    by_name = {name: int(price) for name, price in zip(header, prices, strict=True) if name}

    [cover], level, [stage] = fair.proof.covers, fair.proof.level, fair.proof.stages

    assert (cover.mentees, cover.mentors, cover.placed) == ((), (0, 1, 2, 3), 5)
    assert level.cover.placed == 4
    assert [example.mentees[index] for index in level.cover.mentees] == ["Cleo"]
    assert [example.mentors[index] for index in level.cover.mentors] == ["Max", "Oz", "Quin"]
    assert stage.name == "total"
    assert by_name == dict(zip(example.mentees, stage.mentee.tolist(), strict=True)) | dict(
        zip(example.mentors, stage.mentor.tolist(), strict=True)
    )
    assert stage.mentee.sum() == 2600
    assert (stage.mentor * example.capacity).sum() == -350


def test_fair_has_two_pairs_below_300_and_leximin_one(example: Instance, fair: Matching) -> None:
    scores = {
        name: sorted(
            int(example.score[example.edge(example.mentees.index(mentee), example.mentors.index(mentor))])
            for mentee, mentor in result.pairs
        )
        for name, result in (("fair", fair), ("leximin", match(example, objective="leximin")))
    }

    assert [sum(score < 300 for score in scores[name]) for name in ("fair", "leximin")] == [2, 1]
