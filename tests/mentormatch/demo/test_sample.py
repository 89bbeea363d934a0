"""The sample roster in docs/ is what its script writes, and is worth importing."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from mentormatch.demo.sample import COLUMNS, roster

SAMPLE = Path(__file__).resolve().parents[3] / "docs" / "sample-people.csv"


@pytest.fixture(scope="module")
def rows():
    return list(csv.DictReader(SAMPLE.read_text(encoding="utf-8").splitlines()))


def test_the_committed_file_is_what_the_script_writes():
    assert SAMPLE.read_bytes() == roster().encode(), "Run: python scripts/make_sample_people.py"


def test_the_file_has_the_columns_of_the_import_and_500_people(rows):
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 500
    assert len({row["email"] for row in rows}) == 500


def test_every_manager_is_in_the_file_and_many_come_after_their_reports(rows):
    line = {row["email"]: number for number, row in enumerate(rows)}
    managed = [row for row in rows if row["manager_email"]]

    later = [row for row in managed if line[row["manager_email"]] > line[row["email"]]]

    assert len(managed) == 499
    assert 150 < len(later) < 350


def test_some_are_on_leave_and_some_have_left(rows):
    assert Counter(row["status"] for row in rows) == {"active": 475, "leave": 14, "left": 11}


def test_languages_are_one_quoted_cell_with_semicolons(rows):
    several = [row for row in rows if ";" in row["languages"]]

    assert len(several) > 250
    assert all(f'"{row["languages"]}"' in SAMPLE.read_text(encoding="utf-8") for row in several[:20])


def test_it_is_another_company_than_the_demo(rows):
    assert {row["email"].partition("@")[2] for row in rows} == {"orrinmere.example"}
