"""Who finds which page of a check-in, and that what is private is found nowhere."""

from datetime import date

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.checkins import services
from mentormatch.checkins.models import CheckInAnswer
from mentormatch.checkins.private_notes import PrivateEntry
from mentormatch.checkins.services import MeetingAccount
from tests.mentormatch.checkins.test_services import LISBON, MET, log
from tests.support import make


def test_a_coordinator_sees_days_and_lengths_and_no_words(pair, signed_in, him):
    check_in = log(pair, private=PrivateEntry("Hers alone."))
    with transaction():
        services.correct(check_in, MeetingAccount(date(2026, 5, 3), 30, "office", "Mostly the budget."),
                         by=pair.mentor.person, version=1, zone=LISBON, now=make.NOW)
    coordinator = pair.programme.coordinators[0]

    page = signed_in(coordinator).open_page(f"/pairs/{pair.id}")

    for words in ("4 May 2026", "45 minutes", "Their partner's version: 30 minutes on 3 May 2026"):
        assert words in page.text
    for words in ("The panel", "budget", "Hers alone", "By video", "office"):
        assert words not in page.html


@pytest.mark.parametrize("path", ["/pairs/{pair}/check-ins/new", "/check-ins/{check_in}/edit",
                                  "/check-ins/{check_in}/answer", "/check-ins/{check_in}/note"])
def test_nobody_but_the_two_finds_these_pages(pair, signed_in, path):
    path = path.format(pair=pair.id, check_in=log(pair).id)

    for person in (pair.programme.coordinators[0], make.person("Sam Stranger"), make.administrator()):
        assert signed_in(person).open_page(path).status == 404


def test_each_of_the_two_finds_the_pages_of_his_own_side_only(pair, her, him):
    check_in = log(pair)

    assert him.open_page(f"/check-ins/{check_in.id}/edit").status == 404
    assert her.open_page(f"/check-ins/{check_in.id}/answer").status == 404


def test_nobody_can_confirm_a_check_in_of_his_own_whatever_is_posted(pair, her, signed_in, app):
    app.config["WTF_CSRF_ENABLED"] = False
    check_in = log(pair)

    for browser in (her, signed_in(pair.programme.coordinators[0]), signed_in(make.administrator())):
        assert browser.post(f"/check-ins/{check_in.id}/confirm", data={"version": "1"}).status_code == 404

    assert make.count(CheckInAnswer) == 0


def test_a_private_note_is_found_nowhere_by_anybody_else(pair, app, signed_in, her, mails):
    marker = "MARKER-7731"
    check_in = log(pair, private=PrivateEntry(marker))
    with transaction():
        services.amend(check_in, MET, by=pair.mentee.person, zone=LISBON, now=make.NOW)
    assert marker in her.open_page(f"/pairs/{pair.id}").text

    readers = [pair.mentor.person, pair.programme.coordinators[0], make.administrator(), make.person("Sam Stranger")]
    for reader in readers:
        browser = signed_in(reader)
        for path in _pages(app, pair, check_in):
            assert marker not in browser.open_page(path).html, f"{reader.name} reads the note on {path}"

    assert marker not in str([(row.subject, row.text, row.html) for row in mails()])
    rows = db.session.scalars(db.select(AuditRow))
    assert marker not in str([(row.verb, row.facts) for row in rows])


def _pages(app, pair, check_in):
    """Every address that can be opened with the ids at hand."""
    known = {"pair_id": pair.id, "check_in_id": check_in.id, "slug": pair.programme.slug,
             "enrolment_id": pair.mentee_id, "person_id": pair.mentee.person_id}
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        return sorted(adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})
                      for rule in app.url_map.iter_rules()
                      if "GET" in rule.methods and rule.arguments <= set(known) and rule.endpoint != "static")
