"""Importing rosters: who is new, changes, leaves; all or nothing, and only once."""

from pathlib import Path

import pytest
from sqlalchemy import event

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.people import queries
from mentormatch.people.accounts import sessions
from mentormatch.people.models import LEFT, Person, RosterUpload, SignIn
from mentormatch.people.queries import by_email as person
from mentormatch.people.roster import services as roster
from tests.support import make
from tests.support.rosters import BEN, INES, file_of, imported, plan

SAMPLE = Path(__file__).resolve().parents[3] / "docs" / "sample-people.csv"


def test_new_people_arrive_with_everything_and_managers_may_come_later(app):
    done = imported(INES, BEN)

    assert (done.new, done.changed, done.leaving, done.unchanged) == (2, 0, 0, 0)
    ines = person("ines@company.example")
    assert (ines.name, ines.department, ines.site, ines.grade) == ("Ines Okafor", "Finance", "Lisbon", 5)
    assert (ines.languages, ines.time_zone, ines.status) == (["en", "pt"], "Europe/Lisbon", "active")
    assert ines.manager.email == "ben@company.example"
    assert not ines.has_account


def test_the_same_file_twice_changes_nothing(app):
    imported(INES, BEN)

    again = imported(INES, BEN)

    assert (again.new, again.changed, again.leaving, again.unchanged) == (0, 0, 0, 2)
    assert not plan(INES, BEN).does_something


def test_the_shipped_sample_imports_cleanly_and_only_once(app):
    sheet = roster.read(SAMPLE.read_bytes())
    for expected in ((500, 0), (0, 500)):
        with transaction():
            done = roster.import_sheet(sheet, by=None, now=make.NOW)
        assert (done.new, done.unchanged, done.changed, done.leaving) == (*expected, 0, 0)

    assert make.count(Person) == 500
    assert len(queries.manager_ids()) == 499


def test_the_preview_says_which_fact_changes_from_what_to_what(app):
    imported(INES, BEN)

    changed = plan(INES.replace("Finance", "Legal").replace(",5,", ",6,"), BEN).changed

    assert [entry.email for entry in changed] == ["ines@company.example"]
    assert [(change.label, change.before, change.after) for change in changed[0].changes] == [
        ("department", "Finance", "Legal"), ("grade", "5", "6")]
    assert person("ines@company.example").department == "Finance"


def test_a_manager_may_be_somebody_who_is_known_and_not_in_the_file(app):
    imported(BEN)

    imported(INES)

    assert person("ines@company.example").manager.email == "ben@company.example"


def test_addresses_are_one_person_whatever_their_case(app):
    imported(BEN)

    assert plan(BEN.replace("ben@", "Ben@").replace("company.", "COMPANY.")).unchanged


def test_an_empty_cell_empties_what_the_company_says_and_leaves_the_rest(app):
    imported(INES, BEN)

    imported("ines@company.example,Ines Okafor,,,,,,,")

    ines = person("ines@company.example")
    assert (ines.department, ines.site, ines.grade, ines.manager_id) == ("", "", None, None)
    assert (ines.languages, ines.time_zone, ines.status) == (["en", "pt"], "Europe/Lisbon", "active")


def test_an_absent_column_changes_nothing(app):
    imported(INES, BEN)

    imported("ines@company.example,Ines Okafor,6", head="email,name,grade\n")

    ines = person("ines@company.example")
    assert (ines.grade, ines.department, ines.manager.email) == (6, "Finance", "ben@company.example")


def test_what_people_with_an_account_say_of_themselves_stays_and_is_counted(app):
    make.person("Inês O.", email="ines@company.example", languages=["fr"], time_zone="")

    preview = plan(INES, BEN)
    imported(INES, BEN)

    ines = person("ines@company.example")
    assert preview.own_details_kept == 2
    assert (ines.name, ines.languages, ines.time_zone) == ("Inês O.", ["fr"], "Europe/Lisbon")
    assert (ines.department, ines.manager.email) == ("Finance", "ben@company.example")


def test_people_who_are_not_in_the_file_are_not_touched(app):
    make.person("Olu Berg")

    assert plan(BEN).not_in_file == 1
    imported(BEN)

    assert person("olu.berg@company.example").status == "active"


def test_leavers_are_signed_out_at_once_and_it_is_written_down(app, signed_in):
    browser = signed_in(make.person("Ines Okafor", email="ines@company.example"))
    make.person("Ben Roth", email="ben@company.example", grade=8)
    assert browser.get("/account").status_code == 200

    done = imported(INES.replace("active", "left"), BEN)

    assert (done.leaving, done.changed, done.unchanged) == (1, 0, 1)
    assert not person("ines@company.example").can_sign_in
    assert make.count(SignIn) == 0
    assert "/sign-in" in browser.get("/account").location
    verbs = list(db.session.scalars(db.select(audit.AuditRow.verb).order_by(audit.AuditRow.id)))
    assert verbs == ["person.left", "people.imported"]


def test_who_left_can_come_back(app):
    make.person("Ben Roth", email="ben@company.example", status=LEFT)

    done = imported(BEN)

    assert (done.changed, done.leaving) == (1, 0)
    assert person("ben@company.example").can_sign_in
    verbs = list(db.session.scalars(db.select(audit.AuditRow.verb).order_by(audit.AuditRow.id)))
    assert verbs == ["person.returned", "people.imported"]


def test_one_audit_row_tells_of_the_import_with_counts_and_no_names(app):
    admin = make.administrator()

    imported(INES, BEN, by=admin)

    row = db.session.scalars(db.select(audit.AuditRow)).one()
    assert (row.verb, row.by_id) == ("people.imported", admin.id)
    assert row.facts == {"new": 2, "changed": 0, "leaving": 0, "unchanged": 0}


def test_with_one_bad_row_nothing_is_imported(app):
    with pytest.raises(roster.RosterHasProblems):
        imported(INES, BEN, BEN.replace("ben@", "kim@").replace(",8,", ",88,"))

    assert make.count(Person) == 0
    assert make.count(audit.AuditRow) == 0


def test_an_import_takes_no_more_statements_for_more_people(app):
    def statements(first, last):
        count = []
        listener = lambda *args: count.append(args[2])  # noqa: E731 -- event.remove needs the same object
        event.listen(db.engine, "before_cursor_execute", listener)
        imported(*(f"p{row}@company.example,P{row},Finance,,3,boss@company.example,en,," for row in range(first, last)),
                 *["boss@company.example,Boss,,,9,,,,"])
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(count)

    statements(0, 1)
    few = statements(1, 4)

    assert statements(4, 404) == few


def test_an_upload_is_imported_once_and_its_file_forgotten(app):
    admin = make.administrator()
    with transaction():
        upload = roster.store("people.csv", file_of(INES, BEN), by=admin, now=make.NOW)
    sheet, upload_id = roster.read(upload.content), upload.id
    for was_done in (False, True):
        with transaction():
            done = roster.import_upload(upload_id, sheet, by=admin, now=make.NOW)
        assert (done.new, done.was_done) == (2, was_done)

    assert make.count(audit.AuditRow) == 1
    assert db.session.get(RosterUpload, upload_id).content == b""
    with transaction(), pytest.raises(roster.RosterIsGone):
        roster.import_upload("a" * 16, sheet, by=admin, now=make.NOW)


def test_files_that_were_only_looked_at_are_forgotten(app):
    admin = make.administrator()
    with transaction():
        roster.store("people.csv", file_of(BEN), by=admin, now=make.NOW)
    with transaction():
        roster.forget_old(make.NOW + roster.KEPT_FOR)
    assert make.count(RosterUpload) == 1

    with transaction():
        roster.forget_old(make.NOW + roster.KEPT_FOR * 2)

    assert make.count(RosterUpload) == 0


def test_other_sessions_stay_when_somebody_else_leaves(app):
    olu = make.person("Olu Berg")
    make.person("Ben Roth", email="ben@company.example")
    with transaction():
        sessions.begin(olu, browser="x", address="", now=make.NOW)

    imported(BEN.replace("active", "left"))

    assert make.count(SignIn) == 1
