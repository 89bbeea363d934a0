"""Reminders as they are sent: once, bundled, at a good hour, and as each person chose."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from mentormatch.base import clock, postman
from mentormatch.base.db import db, transaction
from mentormatch.checkins.models import LogLink, Meeting
from mentormatch.goals.models import NextStep
from mentormatch.people.models import LEAVE, LEFT
from mentormatch.reminders import kinds, services
from mentormatch.reminders.models import Reminder
from mentormatch.reminders.services import Done
from mentormatch.reminders.timing import DEFAULT
from tests.support import make

DAY = timedelta(days=1)


@pytest.fixture
def over(pair) -> Meeting:
    """A planned meeting that is over and not logged."""
    return make.saved(Meeting(pair_id=pair.id, by_id=pair.mentee.person_id, starts_at=make.NOW - timedelta(hours=2),
                              minutes=30, format="video", created_at=make.NOW - 5 * DAY))


def run(now=make.NOW):
    with clock.stopped(now):
        return services.run(now)


def step(pair, days):
    """A next step of the mentee's, due in so many days."""
    make.saved(NextStep(pair_id=pair.id, owner_id=pair.mentee.person_id, by_id=pair.mentee.person_id, text="MARKER",
                        due_on=(make.NOW + days * DAY).date(), created_at=make.NOW))


def choose(person, **changes):
    with transaction():
        services.choose(person, replace(DEFAULT, **changes), now=make.NOW - 30 * DAY)


def test_both_are_reminded_once_however_often_the_sweep_runs(over, mails):
    assert run() == Done(2, 2)
    assert run() == Done(0, 0)
    assert run(make.NOW + DAY) == Done(0, 0)

    assert sorted(mail.to_email for mail in mails()) == ["ines.okafor@company.example", "jonas.feld@company.example"]
    assert make.count(Reminder) == 2
    assert "How was your meeting with Jonas Feld?" in [mail.subject for mail in mails()]


def test_each_mail_has_its_own_secret_link_and_the_database_keeps_only_its_hash(over, mails):
    run()

    tokens = [line.rsplit("/", 1)[1] for mail in mails() for line in mail.text.splitlines() if "/log/" in line]
    assert len(set(tokens)) == 2
    hashes = db.session.scalars(db.select(LogLink.token_hash)).all()
    assert not set(tokens) & set(hashes)
    assert db.session.get_one(Meeting, over.id).asked_at == make.NOW


def test_what_is_due_together_comes_in_one_mail(over, pair, mails):
    step(pair, 2)

    assert run() == Done(2, 3)

    mentee_mail = next(mail for mail in mails() if mail.to_name == "Ines Okafor")
    assert mentee_mail.subject == "2 things to do"
    for words in ("/log/", f"/pairs/{pair.id}", "Log it in seconds"):
        assert words in mentee_mail.text
        assert words in mentee_mail.html


def test_nothing_in_quiet_hours_and_those_are_the_reader_s_own(over, pair, mails):
    with transaction():
        pair.mentor.person.time_zone = "Asia/Tokyo"  # 18:30 there; in Lisbon it is 10:30

    with transaction():
        over.starts_at = make.NOW + timedelta(minutes=30)
    run(make.NOW + timedelta(hours=1))  # 19:30 in Tokyo
    assert [mail.to_name for mail in mails()] == ["Ines Okafor"]

    run(make.NOW.replace(hour=21, minute=59))
    assert len(mails()) == 1
    run(make.NOW.replace(hour=22, minute=0))  # seven in the morning in Tokyo
    assert [mail.to_name for mail in mails()] == ["Ines Okafor", "Jonas Feld"]


@pytest.mark.parametrize("status", [LEAVE, LEFT])
def test_nobody_on_leave_and_nobody_who_left_is_reminded(over, pair, mails, status):
    with transaction():
        pair.mentor.person.status = status

    run()

    assert [mail.to_name for mail in mails()] == ["Ines Okafor"]


def test_a_pause_that_began_after_the_looking_stops_the_mail(over, pair):
    due = list(services.providers.due(make.NOW))
    with transaction():
        pair.state = "paused"

    with transaction():
        assert services.remind(pair.mentee.person_id, [item for item in due if item.person.name == "Ines Okafor"],
                               now=make.NOW) == 0


def test_never_more_mails_a_week_than_somebody_allows(pair, mails):
    choose(pair.mentee.person, most_per_week=1)
    with transaction():
        pair.mentor.person.status = LEAVE
    for days in range(4):
        make.saved(Meeting(pair_id=pair.id, by_id=pair.mentee.person_id, minutes=30, format="video",
                           starts_at=make.NOW + days * DAY - timedelta(hours=2), created_at=make.NOW - 5 * DAY))
        run(make.NOW + days * DAY)

    assert len(mails()) == 1
    run(make.NOW + 7 * DAY)
    assert len(mails()) == 2
    assert mails()[1].subject == "3 things to do"


def test_a_kind_that_is_switched_off_never_comes_and_the_others_do(over, pair, mails):
    step(pair, 2)
    with transaction():
        services.switch(pair.mentee.person, kinds.LOG, on=False, now=make.NOW)

    run()

    mentee_mail, = [mail for mail in mails() if mail.to_name == "Ines Okafor"]
    assert mentee_mail.subject == "A next step is due on Wednesday, 6 May"
    assert "/log/" not in mentee_mail.text


def test_all_can_be_switched_off_and_on_again(over, pair, mails):
    person = pair.mentee.person
    with transaction():
        services.switch(person, None, on=False, now=make.NOW)
    run()
    assert [mail.to_name for mail in mails()] == ["Jonas Feld"]

    with transaction():
        services.switch(person, None, on=True, now=make.NOW)
    run()
    assert [mail.to_name for mail in mails()] == ["Jonas Feld", "Ines Okafor"]


def test_the_weekly_letter_brings_the_week_and_looks_further_ahead(over, pair, mails):
    choose(pair.mentee.person, weekly=True, digest_weekday=0)
    step(pair, 6)
    with transaction():
        over.starts_at = make.NOW - DAY

    run(make.NOW)  # a Monday
    run(make.NOW + DAY)

    mentee_mail, = [mail for mail in mails() if mail.to_name == "Ines Okafor"]
    assert (mentee_mail.subject, mentee_mail.kind) == ("Your week: 2 things to do", "reminders.weekly")
    mentor_mail, = [mail for mail in mails() if mail.to_name == "Jonas Feld"]
    assert mentor_mail.kind == "reminders.due"


def test_every_mail_says_how_to_stop_it_in_its_head_and_at_its_foot(over, app, mails):
    run()
    postman.sweep(clock.now())

    files = list(Path(app.config["SETTINGS"].mail_url.removeprefix("file://")).glob("*.eml"))
    assert len(files) == 2
    for file in files:
        mail = message_from_bytes(file.read_bytes(), policy=default)
        url = mail["List-Unsubscribe"].strip("<>")
        assert url.startswith("http://localhost/reminders/")
        for part in ("plain", "html"):
            body = mail.get_body((part,)).get_content()
            assert url in body
            assert "Manage your emails" in body
