"""Importing a roster on its pages: upload, preview, import, once."""

import io
from dataclasses import replace

import pytest

from mentormatch.base.db import db
from mentormatch.people import queries
from mentormatch.people.models import Person, RosterUpload
from tests.support import make

HEAD = "email,name,department,grade,manager_email,status\n"
GOOD = (HEAD + "ines@company.example,Ines Okafor,Finance,5,ben@company.example,\n"
        "ben@company.example,Ben Roth,Legal,8,,\n")


@pytest.fixture
def desk(app, signed_in):
    return signed_in(make.administrator())


def upload(desk, text, name="people.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return desk.open_page("/admin/import").submit("Preview", having="file", file=(io.BytesIO(content), name))


def test_a_roster_is_looked_at_then_imported(desk):
    page = upload(desk, GOOD)
    assert page.reader.h1 == "Import preview"
    assert "New 2 will be added" in page.text
    assert "Ines Okafor" in page.text
    assert make.count(Person) == 1

    page = page.submit("Import the roster")

    assert page.reader.h1 == "Roster imported"
    assert "New 2 added" in page.text
    assert queries.by_email("ines@company.example").manager.name == "Ben Roth"


def test_a_second_time_there_is_nothing_to_import(desk):
    upload(desk, GOOD).submit("Import the roster")

    page = upload(desk, GOOD)

    assert "There's nothing to import." in page.text
    assert "Unchanged 2 stay as they are" in page.text
    assert not any("Import the roster" in words for form in page.reader.forms for words, _, _ in form.buttons)


def test_the_preview_shows_changes_and_leavers(desk):
    upload(desk, GOOD).submit("Import the roster")

    page = upload(desk, GOOD.replace("Finance", "Legal").replace("8,,", "8,,left"))

    assert "Changed 1" in page.text
    assert "department: Finance → Legal" in page.text
    assert "status: active → left" in page.click("Leaving").text
    assert "Ben Roth" in page.click("Leaving").text
    assert "One person in mentormatch isn't in the file and won't be affected." in page.text


def test_with_a_bad_row_nothing_can_be_imported(desk):
    page = upload(desk, GOOD + "kim@company.example,Kim,Legal,77,nobody@company.example,\n")

    assert "One row needs fixing" in page.text
    assert "Line 4" in page.text
    assert "“77” isn't a grade." in page.text
    assert "nobody@company.example isn't in this file or in mentormatch" in page.text
    assert not any("Import the roster" in words for form in page.reader.forms for words, _, _ in form.buttons)
    token = dict(page.form("Discard file").fields)["csrf_token"]
    page = desk.post_page(f"{page.path}/run", data={"csrf_token": token})
    assert "Nothing was imported: some rows need fixing first." in page.text
    assert make.count(Person) == 1


def test_the_plan_is_made_anew_when_people_changed_since_the_preview(desk):
    page = upload(desk, GOOD)
    make.person("Ben Roth", email="ben@company.example", department="Sales", grade=1)

    page = page.submit("Import the roster")

    assert "New 1" in page.text
    assert "Changed 1" in page.text
    assert queries.by_email("ben@company.example").department == "Legal"


def test_pressing_import_twice_imports_once(desk):
    preview = upload(desk, GOOD)

    first, second = preview.submit("Import the roster"), preview.submit("Import the roster")

    assert first.path == second.path
    assert second.reader.h1 == "Roster imported"
    assert make.count(Person) == 3


def test_the_same_upload_sent_twice_is_kept_once(desk):
    form = desk.open_page("/admin/import")
    for _ in range(2):
        page = form.submit("Preview", having="file", file=(io.BytesIO(GOOD.encode()), "people.csv"))
        assert page.reader.h1 == "Import preview"

    assert make.count(RosterUpload) == 1


def test_an_upload_that_was_only_looked_at_waits_and_can_be_thrown_away(desk):
    upload(desk, GOOD, "spring.csv")

    assert "Finish importing spring.csv" in desk.open_page("/admin").text
    page = desk.open_page("/admin/import").submit("Discard")

    assert "The file has been discarded." in page.text
    assert make.count(RosterUpload) == 0


@pytest.mark.parametrize(("content", "words"), [
    (b"", "The file is empty."),
    (b"PK\x03\x04", "This is an Excel file, not a CSV file."),
    (b"\x00\x01\x02", "Line 1 isn't plain text"),
    (b"name;grade\nInes;3", "These are missing: email"),
    (b'email;name\na@b.example;"Ines', "We can't read line 2: it has an opening quotation mark"),
    (b"email;name\na@b.example;In\xeas", "We can't read line 2, because the file isn't in UTF-8."),
])
def test_a_file_that_cannot_be_read_is_told_so_beside_the_field(desk, content, words):
    page = upload(desk, content)

    assert page.status == 400
    assert page.reader.title.startswith("Error: Import the roster")
    assert words in page.text
    assert make.count(RosterUpload) == 0


def test_no_file_is_told_so(desk):
    page = desk.open_page("/admin/import").submit("Preview")

    assert page.status == 400
    assert "Choose a file first." in page.text


def test_a_file_that_is_too_large_is_told_how_large_it_may_be(desk, app):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], upload_megabytes=1)
    app.config["MAX_CONTENT_LENGTH"] = 200_000  # a larger file would make the test client open one of its own

    page = upload(desk, b"email,name\n" + b"x" * 200_000)

    assert page.status == 413
    assert "The file is larger than 1 MB." in page.text


def test_a_long_preview_has_pages(desk):
    rows = "".join(f"p{at:03d}@company.example,Person {at:03d},,,,\n" for at in range(120))

    page = upload(desk, HEAD + rows)

    assert "Person 049" in page.text
    assert "Person 050" not in page.text
    assert "Person 119" in page.click("3").text
    assert desk.get(f"{page.path}?list=nonsense&page=-3").status_code == 200
    assert desk.get(f"{page.path}?list=new&page=9999").status_code == 200


def test_words_of_a_file_are_never_markup(desk):
    page = upload(desk, GOOD.replace("Ines Okafor", "<b>Ines</b>").replace("Finance", "{{ 7 * 7 }}"), "<i>.csv")

    assert "<b>Ines" not in page.html
    assert "&lt;b&gt;Ines&lt;/b&gt;" in page.html
    assert "{{ 7 * 7 }}" in page.text
    assert "<i>.csv" not in page.html
    db.session.rollback()
