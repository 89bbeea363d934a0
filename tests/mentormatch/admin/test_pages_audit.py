"""The audit trail: filters, pages, and a file that no spreadsheet program runs."""

import csv
import io
from datetime import UTC, datetime

import pytest

from mentormatch.base import audit
from mentormatch.base.db import transaction
from tests.support import make

FORMULA = '=HYPERLINK("http://evil.example";"Click")'


@pytest.fixture
def admin(app):
    return make.administrator(time_zone="Europe/Lisbon")


@pytest.fixture
def desk(admin, signed_in):
    return signed_in(admin)


def recorded(verb, by=None, on=None, at=make.NOW, **facts):
    with transaction():
        audit.record(verb, by=by, on=on, now=at, **facts)


def exported(desk, query=""):
    answer = desk.get(f"/admin/audit/export{query}")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def test_deeds_are_listed_with_names_and_facts(desk, admin):
    ines = make.person()
    recorded("person.invited", by=admin, on=ines)
    recorded("people.imported", by=admin, new=3, changed=0)

    page = desk.open_page("/admin/audit")

    assert "2 entries" in page.text
    assert "Person invited" in page.text
    assert "new: 3, changed: 0" in page.text
    assert page.click("Ines Okafor").path == f"/admin/people/{ines.id}"


def test_deeds_are_filtered_by_verb_person_programme_and_day(desk, admin):
    ines, olu = make.person(), make.person("Olu Berg", status="left")
    programme = make.programme(admin)
    recorded("person.signed_in", by=ines, on=ines)
    recorded("person.left", by=admin, on=olu)
    recorded("programme.opened", by=admin, on=programme)
    page = desk.open_page("/admin/audit")

    assert "One entry" in page.submit("Search", verb="person.left").text
    assert "One entry" in page.submit("Search", person="ines.okafor@").text
    assert "One entry" in page.submit("Search", person="Olu").text
    assert "2 entries" in page.submit("Search", person="Ada").text
    assert "Open Doors" in page.submit("Search", programme=programme.id).text
    assert "One entry" in page.submit("Search", programme=programme.id).text
    assert "No matching entries" in page.submit("Search", since="2026-05-05").text
    assert "3 entries" in page.submit("Search", since="2026-05-04", until="2026-05-04").text
    assert "No matching entries" in page.submit("Search", until="2026-05-03").text


def test_days_are_those_of_the_reader(desk, admin):
    recorded("person.left", at=datetime(2026, 5, 3, 23, 30, tzinfo=UTC))  # half past midnight in Lisbon

    page = desk.open_page("/admin/audit")

    assert "One entry" in page.submit("Search", since="2026-05-04").text
    assert "No matching entries" in page.submit("Search", until="2026-05-03").text


def test_what_is_no_day_is_told_so_and_nonsense_in_the_address_does_no_harm(desk):
    page = desk.open_page("/admin/audit?since=yesterday")

    assert page.status == 400
    assert "Enter a date such as 2026-05-04." in page.text
    assert 'value="yesterday"' in page.html
    for query in ("verb=x", "programme=%00", "person=%00%25", "until=9999-12-31", "since=0001-01-01", "page=0"):
        assert desk.get(f"/admin/audit?{query}").status_code == 200, query


def test_the_first_and_the_last_day_there_are_do_no_harm_east_and_west_of_greenwich(admin, signed_in):
    for zone in ("Asia/Tokyo", "Etc/GMT+12"):
        with transaction():
            admin.time_zone = zone
        desk = signed_in(admin)
        for query in ("since=0001-01-01", "until=0001-01-01", "until=9999-12-30", "until=9999-12-31"):
            assert desk.get(f"/admin/audit?{query}").status_code == 200, (zone, query)


def test_the_trail_has_pages(desk):
    for _ in range(51):
        recorded("person.signed_in")

    page = desk.open_page("/admin/audit?verb=person.signed_in").click("Next")

    assert page.text.count("Person signed in") == 2  # one row, and the choice in the filter


def test_the_export_holds_what_was_asked_for_oldest_first(desk, admin):
    recorded("person.invited", by=admin)
    recorded("people.imported", by=admin, new=3)
    recorded("person.left", by=admin)

    rows = exported(desk, "?person=Ada")
    assert [row[1] for row in rows[1:]] == ["person.invited", "people.imported", "person.left"]
    assert rows[0][:3] == ["at (UTC)", "what", "by"]
    assert rows[1][0] == "2026-05-04T09:30:00+00:00"
    assert rows[2][7] == '{"new": 3}'
    assert len(exported(desk, "?verb=person.left")) == 2


def test_no_cell_of_the_export_is_a_formula(desk):
    evil = make.person(FORMULA, email="evil@company.example")
    recorded("person.signed_in", by=evil, on=evil, count=-3)

    row = exported(desk)[1]

    assert row[2] == f"'{FORMULA}"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
