"""CSV for spreadsheet programs: formulas are guarded, numbers and words are left alone."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentormatch.base import spreadsheet


@pytest.mark.parametrize("cell", [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1", "\n=1", "  =1+1", "=cmd|' /C calc'!A0", "\x00=1", "＝1+1",
    "-", "+49 30 1234",
])
def test_what_a_program_could_run_is_guarded(cell):
    assert spreadsheet.guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Ines", "", "-3", "+4.5", "-1,5", "12", "a=b", "ines@company.example"])
def test_words_and_numbers_are_left_alone(cell):
    assert spreadsheet.guarded(cell) == cell


def test_none_is_an_empty_cell_and_numbers_are_text():
    assert [spreadsheet.guarded(cell) for cell in (None, 7, -7)] == ["", "7", "-7"]


@given(rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=4))
def test_what_is_written_is_read_again_cell_by_cell(rows):
    text = "".join(spreadsheet.lines(("a", "b"), rows))

    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    assert read == [["a", "b"], *([spreadsheet.guarded(cell) for cell in row] for row in rows)]
