"""Rows of rosters: what is understood, and the reason each row that cannot be imported is given."""

import pytest

from mentormatch.people.queries import by_email as person
from tests.support import make
from tests.support.rosters import BEN, INES, imported, plan, reasons


@pytest.mark.parametrize(("row", "words"), [
    (BEN.replace("ben@company.example", "ben@"), "“ben@” isn't an email address."),
    (BEN.replace("ben@company.example", ""), "The email address is empty."),
    (BEN.replace("Ben Roth", ""), "The name is empty."),
    (BEN.replace(",8,", ",11,"), "“11” isn't a grade. Enter a whole number from 1 (junior) to 10 (executive)."),
    (BEN.replace(",8,", ",0,"), "“0” isn't a grade."),
    (BEN.replace(",8,", ",senior,"), "“senior” isn't a grade."),
    (BEN.replace(",8,", ",7.5,"), "“7.5” isn't a grade."),
    (BEN.replace(",8,", ",²,"), "“²” isn't a grade."),
    (BEN.replace("Europe/Lisbon", "Europe/Atlantis"), "the time zone “Europe/Atlantis”"),
    (BEN.replace("English", "English;Klingon"), "the language “Klingon”"),
    (BEN.replace("active", "retired"), "“retired” isn't a status. Enter active, leave or left."),
    (BEN.replace(",8,", ",8,nobody@company.example"), "The manager nobody@company.example isn't in this file"),
    (BEN.replace(",8,", ",8,nobody"), "“nobody” isn't a manager's email address."),
    (BEN.replace(",8,", ",8,Ben@company.example"), "would be their own manager"),
])
def test_each_bad_row_is_named_with_its_line_and_reason(app, row, words):
    assert words in reasons(INES.replace("ben@company.example", ""), row)[3]


def test_all_that_is_wrong_with_a_row_is_said_at_once(app):
    messages = reasons(BEN.replace("ben@", "ben").replace(",8,", ",99,").replace("active", "gone"))[2]

    assert "“bencompany.example” isn't an email address." in messages
    assert "“99” isn't a grade." in messages
    assert "“gone” isn't a status." in messages


@pytest.mark.parametrize(("cell", "grade"), [("1", 1), ("10", 10), ("07", 7), ("7.0", 7)])
def test_grades_as_spreadsheets_write_them_are_understood(app, cell, grade):
    assert plan(BEN.replace(",8,", f",{cell},")).new[0].after.grade == grade


@pytest.mark.parametrize(("cell", "codes"), [
    ("English", ("en",)), ("EN; deutsch", ("en", "de")), ('"Polish, français / nl"', ("pl", "fr", "nl")),
    ("English;english", ("en",)),
])
def test_languages_are_understood_by_name_and_code(app, cell, codes):
    assert plan(BEN.replace("English", cell)).new[0].after.languages == codes


@pytest.mark.parametrize(("cell", "status"), [
    ("Active", "active"), ("ON LEAVE", "leave"), ("left", "left"), ("", "active"),
])
def test_statuses_are_understood_in_any_case(app, cell, status):
    assert plan(BEN.replace("active", cell)).new[0].after.status == status


def test_two_rows_with_one_address_are_named_with_both_lines(app):
    messages = reasons(INES, BEN, BEN.replace("ben@", "BEN@"))

    assert messages == {4: "Lines 3 and 4 have the same email address. Keep one of them."}


def test_a_circle_of_managers_is_named_once(app):
    messages = reasons(
        "a@company.example,A,,,,b@company.example,,,", "b@company.example,B,,,,c@company.example,,,",
        "c@company.example,C,,,,a@company.example,,,", "d@company.example,D,,,,a@company.example,,,")

    assert list(messages) == [2]
    assert ("a@company.example (line 2) → b@company.example (line 3) → c@company.example (line 4) → "
            "a@company.example") in messages[2]


def test_a_circle_closed_by_somebody_who_is_not_in_the_file_is_named(app):
    imported(INES, BEN)

    messages = reasons(BEN.replace(",8,", ",8,ines@company.example"))

    assert "ben@company.example (line 2) → ines@company.example → ben@company.example" in messages[2]


def test_a_file_may_turn_a_line_of_managers_round(app):
    imported(INES, BEN)

    imported(BEN.replace(",8,", ",8,ines@company.example"), INES.replace("ben@company.example", ""))

    assert person("ben@company.example").manager.email == "ines@company.example"
    assert person("ines@company.example").manager is None


def test_the_last_administrator_cannot_leave_by_import(app):
    make.administrator(email="ada@company.example")

    messages = reasons("ada@company.example,Ada Admin,left", head="email,name,status\n")

    assert "mentormatch would have no administrator left." in messages[2]
    make.administrator("Zoe Admin")
    assert reasons("ada@company.example,Ada Admin,left", head="email,name,status\n") == {}
