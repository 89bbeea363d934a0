"""Importing a roster on its pages: upload, preview, import, once."""

import io
from dataclasses import replace

import pytest

from mentormatch.base.db import db
from mentormatch.people import queries
from mentormatch.people.models import Person, RosterUpload
from mentormatch.people.roster import services as roster
from mentormatch.people.roster import tasks
from tests.support import make

HEAD = "email,name,department,grade,manager_email,status\n"
GOOD = (HEAD + "ines@company.example,Ines Okafor,Finance,5,ben@company.example,\n"
        "ben@company.example,Ben Roth,Legal,8,,\n")


@pytest.fixture
def desk(app, signed_in):
    return signed_in(make.administrator())


def upload(desk, text, name="people.csv"):
    """Upload a file, and look again once a worker has read it."""
    page = send(desk, text, name)
    if page.status != 200:
        return page
    tasks.check_waiting(make.NOW)
    return desk.open_page(page.path)


def send(desk, text, name="people.csv"):
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
    assert "department: Finance → Legal" in page.click("Changed").text
    assert "status: active → left" in page.text, "leavers come first"
    assert "Ben Roth" in page.text
    assert "No match is touched." in page.text
    assert "One person in mentormatch isn't in the file and won't be affected." in page.text


def test_a_file_in_which_many_would_leave_asks_for_their_number(desk):
    """Twelve of fourteen: a file of the wrong kind must not sign the company out."""
    lines = [f"p{number:02}@company.example,Person {number:02},Finance,8,{{status}}" for number in range(12)]
    text = "email,name,department,grade,status\n" + "\n".join(lines) + "\n"
    upload(desk, text.replace("{status}", "")).submit("Import the roster")

    page = upload(desk, text.replace("{status}", "left"))
    assert "12 people leave" in page.text
    refused = page.submit("Import the roster", leavers="11")
    empty = page.submit("Import the roster", leavers="")
    assert (refused.status, empty.status) == (400, 400)
    assert "Nothing was imported: 12 people would leave." in refused.text
    assert 'value="11"' in refused.html
    assert queries.by_email("p00@company.example").status == "active"

    done = refused.submit("Import the roster", leavers="12")

    assert "The roster has been imported." in done.text
    assert queries.by_email("p00@company.example").left_at == make.NOW


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
        tasks.check_waiting(make.NOW)
        assert desk.open_page(page.path).reader.h1 == "Import preview"

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
    ((";".join(f"c{number}" for number in range(201)) + "\n").encode(), "The file has 201 columns."),
    (b"email;name\na@b.example;In\xeas", "We can't read line 2, because the file isn't in UTF-8."),
])
def test_a_file_that_cannot_be_read_is_told_so_beside_the_field(desk, content, words):
    page = upload(desk, content)

    assert page.status == 400
    assert page.reader.title.startswith("Error: Import the roster")
    assert words in page.text
    assert make.count(RosterUpload) == 0


def test_a_file_is_read_by_a_worker_while_its_page_waits(desk):
    page = send(desk, GOOD)

    assert page.reader.h1 == "Checking the file"
    assert desk.get(f"{page.path}/progress").headers.get("HX-Refresh") is None
    tasks.check_waiting(make.NOW)
    assert desk.get(f"{page.path}/progress").headers["HX-Refresh"] == "true"
    assert desk.open_page(page.path).reader.h1 == "Import preview"


@pytest.mark.parametrize(("content", "words"), [
    (b'email;name\na@b.example;"Ines', "We can't read line 2: it has an opening quotation mark"),
    (b"email;name\n", "The file has column names but no people."),
    ("email;name\n" + "a@b.example;Ann\n" * 100_001, "The file has more than 100,000 rows."),
])
def test_what_only_reading_all_of_a_file_shows_is_said_on_its_page(desk, content, words):
    page = upload(desk, content)

    assert page.reader.h1 == "This file can't be read"
    assert words in page.text
    assert "The file has been discarded." in page.submit("Discard file").text


def test_a_file_that_breaks_the_worker_is_not_read_again_and_again(desk, app):
    page, settings = send(desk, GOOD), app.config["SETTINGS"]

    app.config["SETTINGS"] = None  # whatever it is that breaks
    tasks.check_waiting(make.NOW)
    app.config["SETTINGS"] = settings

    assert "Something went wrong while we checked this file." in desk.open_page(page.path).text
    assert roster.ids_to_check() == []


def test_a_file_is_compared_again_when_asked(desk):
    page = upload(desk, GOOD)
    make.person("Ben Roth", email="ben@company.example", department="Sales", grade=1)

    page = page.submit("Compare again")
    assert page.reader.h1 == "Checking the file"
    tasks.check_waiting(make.NOW)

    assert "Changed 1" in desk.open_page(page.path).text


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
    rows = "".join(f"p{position:03d}@company.example,Person {position:03d},,,,\n" for position in range(120))

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
