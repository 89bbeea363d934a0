"""Importing rosters: who is new, changes, leaves; what stands in the way; all or nothing, and only once."""

from pathlib import Path

import pytest
from sqlalchemy import event

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.people import queries, roster, roster_plan, sessions
from mentormatch.people.models import LEFT, Person, RosterUpload, SignIn
from tests.support import make

SAMPLE = Path(__file__).resolve().parents[3] / "docs" / "sample-people.csv"
HEAD = "email,name,department,site,grade,manager_email,languages,timezone,status\n"


def file_of(*rows, head=HEAD):
    return (head + "\n".join(rows) + "\n").encode()


def plan(*rows, head=HEAD):
    return roster_plan.of(roster.read(file_of(*rows, head=head)))


def imported(*rows, head=HEAD, by=None):
    sheet = roster.read(file_of(*rows, head=head))
    with transaction():
        return roster.import_sheet(sheet, by=by, now=make.NOW)


def reasons(*rows, head=HEAD):
    return {problem.line: problem.reason for problem in plan(*rows, head=head).problems}


def person(email):
    return queries.by_email(email)


INES = "ines@company.example,Ines Okafor,Finance,Lisbon,5,ben@company.example,English;pt,Europe/Lisbon,active"
BEN = "ben@company.example,Ben Roth,Finance,Lisbon,8,,English,Europe/Lisbon,active"


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

    assert [one.email for one in changed] == ["ines@company.example"]
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

    seen = plan(INES, BEN)
    imported(INES, BEN)

    ines = person("ines@company.example")
    assert seen.kept_own == 2
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
    assert (row.verb, row.by_name) == ("people.imported", "Ada Admin")
    assert row.facts == {"new": 2, "changed": 0, "leaving": 0, "unchanged": 0}


@pytest.mark.parametrize(("row", "words"), [
    (BEN.replace("ben@company.example", "ben@"), "The e-mail address is “ben@”."),
    (BEN.replace("ben@company.example", ""), "The e-mail address is empty."),
    (BEN.replace("Ben Roth", ""), "The name is empty."),
    (BEN.replace(",8,", ",11,"), "The grade is “11”. Enter a whole number from 1 (junior) to 10 (executive)."),
    (BEN.replace(",8,", ",0,"), "The grade is “0”."),
    (BEN.replace(",8,", ",senior,"), "The grade is “senior”."),
    (BEN.replace(",8,", ",7.5,"), "The grade is “7.5”."),
    (BEN.replace(",8,", ",²,"), "The grade is “²”."),
    (BEN.replace("Europe/Lisbon", "Europe/Atlantis"), "“Europe/Atlantis” is no time zone we know."),
    (BEN.replace("English", "English;Klingon"), "“Klingon” is no language we know."),
    (BEN.replace("active", "retired"), "The status is “retired”. Enter active, leave or left."),
    (BEN.replace(",8,", ",8,nobody@company.example"), "The manager nobody@company.example is neither in this file"),
    (BEN.replace(",8,", ",8,nobody"), "The manager is “nobody”. Enter an e-mail address"),
    (BEN.replace(",8,", ",8,Ben@company.example"), "would be their own manager"),
])
def test_each_bad_row_is_named_with_its_line_and_reason(app, row, words):
    assert words in reasons(INES.replace("ben@company.example", ""), row)[3]


def test_all_that_is_wrong_with_a_row_is_said_at_once(app):
    said = reasons(BEN.replace("ben@", "ben").replace(",8,", ",99,").replace("active", "gone"))[2]

    assert "The e-mail address is “bencompany.example”." in said
    assert "The grade is “99”." in said
    assert "The status is “gone”." in said


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
    said = reasons(INES, BEN, BEN.replace("ben@", "BEN@"))

    assert said == {4: "Lines 3 and 4 have the same e-mail address. Keep one of them."}


def test_a_circle_of_managers_is_named_once(app):
    said = reasons(
        "a@company.example,A,,,,b@company.example,,,", "b@company.example,B,,,,c@company.example,,,",
        "c@company.example,C,,,,a@company.example,,,", "d@company.example,D,,,,a@company.example,,,")

    assert list(said) == [2]
    assert ("a@company.example (line 2) → b@company.example (line 3) → c@company.example (line 4) → "
            "a@company.example") in said[2]


def test_a_circle_closed_by_somebody_who_is_not_in_the_file_is_named(app):
    imported(INES, BEN)

    said = reasons(BEN.replace(",8,", ",8,ines@company.example"))

    assert "ben@company.example (line 2) → ines@company.example → ben@company.example" in said[2]


def test_a_file_may_turn_a_line_of_managers_round(app):
    imported(INES, BEN)

    imported(BEN.replace(",8,", ",8,ines@company.example"), INES.replace("ben@company.example", ""))

    assert person("ben@company.example").manager.email == "ines@company.example"
    assert person("ines@company.example").manager is None


def test_with_one_bad_row_nothing_is_imported(app):
    with pytest.raises(roster.RosterHasProblems):
        imported(INES, BEN, BEN.replace("ben@", "kim@").replace(",8,", ",88,"))

    assert make.count(Person) == 0
    assert make.count(audit.AuditRow) == 0


def test_the_last_administrator_cannot_leave_by_import(app):
    make.administrator(email="ada@company.example")

    said = reasons("ada@company.example,Ada Admin,left", head="email,name,status\n")

    assert "Nobody would administer mentormatch any more." in said[2]
    make.administrator("Zoe Admin")
    assert reasons("ada@company.example,Ada Admin,left", head="email,name,status\n") == {}


def test_an_import_takes_no_more_statements_for_more_people(app):
    def statements(first, last):
        count = []
        listener = lambda *args: count.append(args[2])  # noqa: E731 -- event.remove needs the same object
        event.listen(db.engine, "before_cursor_execute", listener)
        imported(*(f"p{at}@company.example,P{at},Finance,,3,boss@company.example,en,," for at in range(first, last)),
                 *["boss@company.example,Boss,,,9,,,,"])
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(count)

    statements(0, 1)
    few = statements(1, 4)

    assert statements(4, 404) == few


def test_an_upload_is_imported_once_and_its_file_forgotten(app):
    admin = make.administrator()
    with transaction():
        upload = roster.keep("people.csv", file_of(INES, BEN), by=admin, now=make.NOW)
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
        roster.keep("people.csv", file_of(BEN), by=admin, now=make.NOW)
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
