"""Pages of administration about people: the list, one person, invitations."""

from datetime import timedelta

import pytest
from sqlalchemy import event, insert

from mentormatch.admin import services
from mentormatch.base import audit, clock
from mentormatch.base.db import db, transaction
from mentormatch.base.ids import new_id
from mentormatch.people import queries
from mentormatch.people.models import MailedLink, Person, SignIn
from tests.support import make


@pytest.fixture
def admin(app):
    return make.administrator()


@pytest.fixture
def desk(admin, signed_in):
    return signed_in(admin)


def uninvited(count):
    return [make.person(f"Person {number:02d}", password_hash=None, registered_at=None) for number in range(count)]


def verbs():
    db.session.rollback()
    return list(db.session.scalars(db.select(audit.AuditRow.verb).order_by(audit.AuditRow.id)))


@pytest.mark.parametrize("path", [
    "/admin", "/admin/people", "/admin/import", "/admin/mail", "/admin/audit", "/admin/audit/export",
    "/admin/invitations",
])
def test_administration_does_not_exist_for_others(app, browser, signed_in, admin, path):
    somebody = signed_in(make.person())

    assert somebody.get(path).status_code == 404
    assert browser.get(path).status_code == 303
    assert signed_in(admin).get(path).status_code == 200


def test_deeds_do_not_exist_for_others(app, signed_in, admin):
    ines = make.person()
    page = signed_in(ines).open_page("/account")
    token = dict(page.form(having="csrf_token").fields)["csrf_token"]

    for deed in ("make-administrator", "unmake-administrator", "let-create-programmes", "stop-creating-programmes",
                 "mark-left", "take-back", "end-sessions", "invite"):
        answer = page.client.post(f"/admin/people/{admin.id}/{deed}", data={"csrf_token": token})
        assert answer.status_code == 404
    assert verbs() == []


def test_people_are_found_and_filtered(desk):
    uninvited(2)
    make.person("Olu Berg", site="Oslo", status="left")

    page = desk.open_page("/admin/people")
    assert "3 people" in page.text
    assert "Olu Berg" not in page.text
    results = page.submit("Search", words="person 01")
    assert "One person" in results.text
    assert "Person 01" in results.text
    assert "Olu Berg" in page.submit("Search", status="left").text
    assert "Person 00" not in page.submit("Search", account="yes").text
    assert "No one found" in page.submit("Search", words="zzz").text


def test_a_long_list_has_pages_that_keep_the_filter(desk):
    uninvited(51)

    page = desk.open_page("/admin/people?account=no")
    assert "Person 00" in page.text
    assert "Person 50" not in page.text
    page = page.click("Next")

    assert "Person 50" in page.text
    assert "Person 00" not in page.text
    assert desk.get("/admin/people?page=x&account=nonsense&status=%00").status_code == 200
    assert desk.get("/admin/people?page=99999999999999999999").status_code == 200


def test_ticked_people_are_invited(desk):
    people = uninvited(3)

    page = desk.open_page("/admin/people").submit("Invite selected", person=[people[0].id, people[2].id])

    assert "2 people have been invited." in page.text
    assert make.count(MailedLink) == 2
    assert queries.by_id(people[1].id).invited_at is None


def test_ticking_nobody_says_what_to_do(desk):
    uninvited(1)

    page = desk.open_page("/admin/people").submit("Invite selected")

    assert "No one was selected. Tick the people to invite first." in page.text


def test_inviting_all_of_a_few_happens_at_once(desk):
    uninvited(3)

    page = desk.open_page("/admin/people").submit("Invite all 3 without an account")

    assert "3 people have been invited." in page.text
    assert make.count(MailedLink) == 3


def test_inviting_many_is_asked_first_with_the_count(desk):
    uninvited(51)
    make.person("Zoe Site", site="Oslo", password_hash=None)

    page = desk.open_page("/admin/people").submit("Search", words="person").submit("Invite all 51 without an account")

    assert page.reader.h1 == "Invite 51 people?"
    assert make.count(MailedLink) == 0
    page = page.submit("Send 51 invitations")
    assert "51 people have been invited." in page.text
    assert make.count(MailedLink) == 51


def test_somebody_invited_within_a_day_is_skipped_and_it_is_said(desk, admin, signed_in):
    people = uninvited(2)
    desk.open_page("/admin/people").submit("Invite selected", person=people[0].id)

    page = desk.open_page("/admin/people").submit("Invite all 2 without an account")

    assert "One person has been invited. One was skipped because they were invited within the last day." in page.text
    assert make.count(MailedLink) == 2
    page = desk.open_page(f"/admin/people/{people[0].id}")
    assert "You can invite them again tomorrow." in page.text
    with clock.stopped(make.NOW + timedelta(days=1, minutes=1)):
        page = signed_in(admin).open_page(f"/admin/people/{people[0].id}").submit("Invite again")
    assert "One person has been invited." in page.text


def test_the_same_inviting_sent_twice_invites_once(desk):
    people = uninvited(2)
    page = desk.open_page("/admin/people")

    for words in ("2 people have been invited.", "These invitations are already on their way."):
        answer = page.submit("Invite selected", person=[invited.id for invited in people])
        assert words in answer.text
    assert make.count(MailedLink) == 2


def test_people_with_an_account_are_not_invited_and_it_is_said(desk, admin):
    invited = uninvited(1)[0]

    page = desk.open_page("/admin/people").submit("Invite selected", person=[invited.id, admin.id, "nobody"])

    assert "One person has been invited. One has an account or has left, so doesn't need an invitation." in page.text


def test_one_person_with_manager_reports_and_account(desk):
    ben = make.person("Ben Roth", job_title="Head of Treasury")
    ines = make.person(manager_id=ben.id, languages=["en", "pt"])

    page = desk.open_page("/admin/people").click("Ines Okafor")

    assert page.reader.h1 == "Ines Okafor"
    assert "English, Portuguese" in page.text
    assert page.click("Ben Roth").reader.h1 == "Ben Roth"
    assert page.click("Ben Roth").click("Ines Okafor").path.endswith(ines.id)


def test_making_and_unmaking_administrators(desk):
    ines = make.person()

    page = desk.open_page(f"/admin/people/{ines.id}").click("Make an administrator")
    page = page.submit("Make an administrator", your_password=make.PASSWORD)
    assert "Ines Okafor is now an administrator." in page.text
    page = page.click("Remove as administrator").submit("Remove as administrator", your_password=make.PASSWORD)

    assert "Ines Okafor is no longer an administrator." in page.text
    assert not queries.by_id(ines.id).is_administrator
    assert verbs() == ["administrator.made", "administrator.unmade"]


@pytest.mark.parametrize("button", ["Remove as administrator", "Mark as left"])
def test_the_last_administrator_stays(desk, admin, button):
    make.person("Zoe Gone", is_administrator=True, status="left")

    page = desk.open_page(f"/admin/people/{admin.id}")
    if button == "Mark as left":
        page = page.click(button).submit(button)
        assert page.status == 400
    else:
        page = page.click(button).submit(button, your_password=make.PASSWORD)
        assert page.status == 400

    assert "Ada Admin is the only administrator. Make someone else an administrator first." in page.text
    assert queries.by_id(admin.id).is_administrator
    assert queries.by_id(admin.id).status == "active"


def test_somebody_without_an_account_is_not_made_an_administrator(desk):
    person = uninvited(1)[0]
    page = desk.open_page(f"/admin/people/{person.id}")
    token = dict(page.form("Invite").fields)["csrf_token"]

    page = desk.post_page(f"/admin/people/{person.id}/make-administrator",
                          data={"csrf_token": token, "your_password": make.PASSWORD})

    assert "Make an administrator" not in desk.open_page(f"/admin/people/{person.id}").text
    assert (page.status, queries.by_id(person.id).is_administrator) == (400, False)
    assert "doesn't have an account" in page.text


def test_marking_as_left_ends_sessions_and_can_be_taken_back(desk, signed_in):
    ines = make.person()
    her_browser = signed_in(ines)
    assert her_browser.get("/account").status_code == 200

    page = desk.open_page(f"/admin/people/{ines.id}").click("Mark as left").submit("Mark as left")
    assert "Ines Okafor is marked as left and signed out everywhere." in page.text
    assert her_browser.get("/account").status_code == 303
    page = page.submit("Make active again")

    assert "Ines Okafor is active again." in page.text
    assert queries.by_id(ines.id).can_sign_in
    assert her_browser.get("/account").status_code == 303
    assert verbs() == ["person.left", "person.returned"]


def test_signing_somebody_out_everywhere(desk, signed_in):
    ines = make.person()
    her_browser = signed_in(ines)

    page = desk.open_page(f"/admin/people/{ines.id}").click("Sign out everywhere")
    page.submit("Sign out everywhere", your_password=make.PASSWORD)

    assert her_browser.get("/account").status_code == 303
    assert make.count(SignIn) == 1


def test_inviting_thousands_takes_no_statement_each_but_for_the_trail(desk):
    with transaction():
        db.session.execute(insert(Person), [
            {"id": new_id(), "email": f"p{number}@company.example", "name": f"P{number}", "created_at": make.NOW}
            for number in range(3_000)])
    messages = []
    page = desk.open_page("/admin/invitations")
    event.listen(db.engine, "before_cursor_execute", lambda *args: messages.append(args[2]))

    page = page.submit("Send 3000 invitations")

    assert "3000 people have been invited." in page.text
    assert len([words for words in messages if "INTO audit_row" not in words]) < 60


def test_somebody_is_let_create_programmes_and_it_is_taken_back(app, desk, signed_in):
    ines = make.person()
    page = desk.open_page(f"/admin/people/{ines.id}").submit("Let them create programmes")
    assert "Ines Okafor can now create programmes." in page.text
    assert "Can create programmes" in page.text
    assert signed_in(ines).open_page("/programmes/new").status == 200

    page = page.submit("Stop them creating programmes")

    assert "Ines Okafor can no longer create programmes." in page.text
    assert signed_in(ines).open_page("/programmes/new").status == 404
    assert verbs() == ["person.may_create_programmes", "person.may_not_create_programmes"]


def test_the_right_is_given_and_taken_once_however_often_it_is_pressed(app, admin):
    ines = make.person()

    for deed in (services.let_create_programmes, services.stop_creating_programmes):
        for _ in range(2):
            with transaction():
                deed(ines, by=admin, now=make.NOW)

    assert verbs() == ["person.may_create_programmes", "person.may_not_create_programmes"]


def test_who_may_create_programmes_anyway_is_offered_no_button(app, desk, admin):
    cora = make.person("Cora Lindt")
    make.programme(cora)

    page = desk.open_page(f"/admin/people/{cora.id}")
    assert "Runs a programme, so can create others." in page.text
    assert "Let them create programmes" not in page.text
    assert "Let them create programmes" not in desk.open_page(f"/admin/people/{admin.id}").text
