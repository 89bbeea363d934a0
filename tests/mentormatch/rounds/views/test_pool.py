"""The page of the pool: the forecast in words, whom to ask, the reminder, the topics; nothing private on it."""

from datetime import date

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import DRAFT, PAUSED
from mentormatch.programmes.models import Topic
from tests.mentormatch.rounds.company import counted
from tests.support import make

POOL = "/programmes/open-doors/pool"


def test_a_coordinator_reads_who_can_be_served_what_is_scarce_and_whom_to_ask(company, carla):
    page = carla.open_page("/programmes/open-doors/rounds").click("View the pool")

    assert page.status == 200
    assert "Right now, 3 of 4" in page.text
    assert "share all the capacity there is: enough for 3 people." in page.text
    assert "One of them will go without." in page.text
    assert "Could take on 2 more people. Ask them to take another. One more person would be matched." in page.text
    topic = db.session.get(Topic, company.strategy).name
    assert f"{topic}: 4 want it, 2 offer it." in page.text


def test_it_works_before_enrolment_closes_and_without_anybody(company, carla):
    with transaction():
        company.programme.enrol_until = date(2026, 12, 31)
        for one in (*company.mentees, *company.mentors):
            one.state = PAUSED
    page = carla.open_page(POOL)

    assert page.status == 200
    assert "No one is waiting to be matched." in page.text


def test_one_click_reminds_the_unfinished_once_a_week_and_the_audit_trail_says_so(company, carla):
    company.enrol("Ulla Unfinished", "mentee", 5, {}, state=DRAFT)
    with transaction():
        company.programme.enrol_until = date(2026, 12, 31)

    page = carla.open_page(POOL).submit("Remind 1 person")
    assert "We've emailed one person a reminder." in page.text
    assert "They've all been reminded in the last seven days." in page.text
    again = page.form("Sign out")
    token = next(value for name, value in again.fields if name == "csrf_token")
    carla.post_page(f"{POOL}/remind", data={"csrf_token": token})
    db.session.rollback()
    mails = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "enrolments.unfinished")).all()
    assert [mail.to_name for mail in mails] == ["Ulla Unfinished"]
    assert [row.facts for row in db.session.scalars(
        db.select(AuditRow).where(AuditRow.verb == "enrolments.reminded"))] == [{"count": 1}]


def test_after_the_last_day_nobody_is_reminded_and_the_page_says_what_to_change(company, carla):
    company.enrol("Ulla Unfinished", "mentee", 5, {}, state=DRAFT)
    with transaction():
        company.programme.enrol_until = company.programme.starts_on = date(2026, 1, 2)
    page = carla.open_page(POOL)

    assert "Sign-up has closed" in page.text
    assert "Remind 1 person" not in page.text


def test_the_page_reads_as_many_statements_for_many_people_as_for_few(company, carla):
    company.enrol("Away First", "mentor", 8, {company.strategy: 2}, state=PAUSED)

    def statements():
        with counted() as said:
            assert carla.open_page(POOL).status == 200
        return len(said)

    statements()
    before = statements()
    for number in range(8):
        company.enrol(f"More {number}", "mentee", 5, {company.strategy: 2, company.visibility: 1})
        company.enrol(f"Away {number}", "mentor", 8, {company.strategy: 2}, state=PAUSED)
    assert statements() == before


def test_nobody_but_who_runs_the_programme_sees_it(company, signed_in):
    assert signed_in(company.mentors[0].person).open_page(POOL).status == 404
    assert signed_in(make.administrator()).open_page(POOL).status == 404
