"""Attacks on the outbox by a curious administrator: what figures and lists tell beside others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mentormatch.admin import outbox
from mentormatch.base import mail, postman
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import FAILED, Letter, OutboxMail
from mentormatch.concerns.services import KIND as CONCERNS
from mentormatch.people import mail as to_people
from tests.support import make
from tests.support.smtp import MailServer

YESTERDAY = make.NOW - timedelta(days=1)
LETTER = Letter("Meet your match", ("Say hello.",), "Open", "http://localhost/pairs/abcdefghijklmnop")


@pytest.fixture
def desk(app, signed_in):
    return signed_in(make.administrator())


def write(count: int, kind: str, moment=YESTERDAY, **values) -> list[int]:
    """That many letters to as many people; their numbers in the outbox."""
    with transaction():
        rows = [mail.enqueue(LETTER, to_email=f"p{number}@company.example", to_name="", kind=kind, now=moment, **values)
                for number in range(count)]
        db.session.flush()
        return [row.id for row in rows]


def everything_stored() -> list[str]:
    """All of the outbox as the database holds it, but for what is random by itself."""
    rows = db.session.execute(db.select(OutboxMail).order_by(OutboxMail.id)).scalars()
    return [repr([row.kind, row.to_email, row.to_name, row.state, row.attempts, row.error, row.next_try_at, row.sent_at,
                  row.batch, row.sealed and len(row.sealed) // 200]) for row in rows]


def test_two_people_published_at_once_look_alike_although_one_of_them_got_nothing(desk, app):
    ines, noah = make.person("Ines Okafor"), make.person("Noah Lind")
    with transaction():
        to_people.post(LETTER, ines, kind="pairs.proposed", now=YESTERDAY)
        to_people.post(LETTER, noah, kind="pairs.proposed", now=YESTERDAY, hushed=True)
    ordinary, hushed = (row.replace("ines.okafor", "X").replace("noah.lind", "X").replace("Ines Okafor", "N")
                 .replace("Noah Lind", "N") for row in everything_stored())
    assert ordinary == hushed

    postman.sweep(make.NOW)
    db.session.rollback()

    first, second = everything_stored()
    assert first == second
    assert "ines" not in desk.open_page("/admin/mail").html
    assert [(total.sent, total.kind) for total in outbox.totals(make.NOW, "UTC")] == [(2, outbox.OTHER)]


def test_a_hushed_letter_is_never_handed_over_and_refused_like_any_other(app, monkeypatch):
    with MailServer() as server:
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], mail_url=server.url))
        server.refused["p1@company.example"] = "550 no such person"
        write(2, "pairs.proposed", hushed=True)
        write(1, "pairs.begun")
        postman.sweep(make.NOW)

        assert [str(sent["To"]) for sent in server.mails] == ["p0@company.example"]
    db.session.rollback()
    assert mail.state_counts() == {"sent": 2, FAILED: 1}
    assert [address.email for address in outbox.refusing_addresses()] == ["p1@company.example"]


def test_no_figure_stands_for_few_emails_and_none_for_a_concern(desk):
    write(3, "pairs.not_going_ahead")
    write(12, "pairs.proposed")
    concern, *_others = write(30, CONCERNS)
    with transaction():
        row = db.session.get_one(OutboxMail, concern)
        row.state, row.error = FAILED, "550 no such person"
    write(2, "people.reset")

    shown = outbox.totals(make.NOW, "UTC")

    assert [(total.kind, total.sent, total.waiting, total.failed) for total in shown] == [
        ("pairs.proposed", 0, 12, 0), (outbox.OTHER, 30, 3, 0)]
    page = desk.open_page("/admin/mail").text
    assert "Suggested match" in page
    assert "Everything else" in page
    assert "under 10" in page
    assert "Match not going ahead" not in page
    assert "Message to read" not in page
    assert "Resend" not in page
    assert "couldn't be sent" not in desk.open_page("/admin").text


def test_todays_emails_are_in_no_figure_until_the_day_is_over(app):
    write(40, "pairs.proposed", moment=make.NOW)

    assert outbox.totals(make.NOW, "UTC") == []
    assert outbox.totals(make.NOW + timedelta(days=1), "UTC")[0].waiting == 40
    assert outbox.totals(make.NOW + timedelta(days=30), "UTC") == []


def test_an_address_that_refuses_is_one_line_that_says_neither_what_about_nor_how_often(desk):
    rows = [*write(1, "reminders.due"), *write(1, "pairs.proposed"), *write(1, "pairs.begun")]
    with transaction():
        for number, row_id in enumerate(rows):
            row = db.session.get_one(OutboxMail, row_id)
            row.state, row.error = FAILED, f"550 no such person ({number})"
        write_later = db.session.get_one(OutboxMail, rows[0])
        write_later.created_at = YESTERDAY - timedelta(days=5)
    before = desk.open_page("/admin/mail").text

    with transaction():
        for row_id in rows[1:]:
            db.session.get_one(OutboxMail, row_id).kind = "checkins.logged"

    assert desk.open_page("/admin/mail").text == before
    assert before.count("p0@company.example") == 1
    assert "550 no such person (0)" in before


def test_what_is_held_is_not_late(app):
    write(1, "rounds.first_look", leaves_at=make.NOW + timedelta(minutes=10))

    assert not outbox.is_anything_waiting(make.NOW, timedelta(minutes=10))
    assert outbox.is_anything_waiting(make.NOW + timedelta(minutes=25), timedelta(minutes=10))
