"""The pages of a break with a day, and of the reason after an end."""

from datetime import timedelta

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments import membership
from mentormatch.pairs import breaks, services, tasks
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.models import LEFT
from tests.support import make


@pytest.fixture
def pair(two) -> Pair:
    """A pair that began a month ago."""
    return make.pair(two.mentor, two.mentee, state=ACTIVE, started_at=make.NOW - timedelta(days=30))


def test_a_break_is_taken_until_a_day_and_a_wrong_day_is_answered(pair, two, signed_in):
    her = signed_in(two.mentee.person)

    page = her.open_page(f"/pairs/{pair.id}").click("Take a break").submit("Take a break", until="2026-05-01")
    assert page.status == 400
    assert "Choose a date after today" in page.text
    assert "2026-05-01" in page.html

    page = page.submit("Take a break", until="2026-06-01")
    assert "You'll pick up again on 1 Jun 2026" in page.text


def test_a_held_pair_offers_no_way_to_go_on(pair, two, signed_in):
    with transaction():
        breaks.hold(pair, breaks.COORDINATORS, now=make.NOW)

    page = signed_in(two.mentor.person).open_page(f"/pairs/{pair.id}")

    assert "The programme has put your match on a break" in page.text
    assert "End the break" not in page.text


def test_a_reason_reaches_the_coordinators_and_never_the_other_one(pair, two, signed_in):
    with transaction():
        services.end(pair, by=two.mentee.person, now=make.NOW)
    her = signed_in(two.mentee.person)

    page = her.open_page(f"/pairs/{pair.id}").click("tell the coordinators").submit("Send to the coordinators")
    assert "Write something" in page.text
    page = page.submit("Send to the coordinators", text="Marker reason")
    assert "without your name" in page.text

    page_text = {who.name: "Marker reason" in signed_in(who).open_page(f"/pairs/{pair.id}").text
            for who in (two.coordinator, two.mentor.person, two.mentee.person)}
    assert page_text == {"Cora Lindt": True, "Jonas Feld": False, "Ines Okafor": False}
    db.session.rollback()
    assert not any("Marker reason" in str(row) for table in ("outbox_mail", "audit_row", "posted_form")
                   for row in db.session.execute(db.text(f"select * from {table}")))


def test_both_read_that_the_coordinators_took_it_back_and_that_nothing_they_did_led_to_it(pair, two, signed_in):
    with transaction():
        services.withdraw(pair, by=two.coordinator, now=make.NOW)

    for side in (two.mentee, two.mentor):
        text = signed_in(side.person).open_page(f"/pairs/{pair.id}").text
        assert "The coordinators have withdrawn this match." in text
        assert "nothing to do with either of you" in text
        assert "We don't record them" not in text


def test_who_is_back_does_not_read_that_the_other_one_left_the_company(pair, two, signed_in):
    with transaction():
        two.mentor.person.status = LEFT
    tasks.part_those_gone(make.NOW)
    assert "Jonas has left the company." in signed_in(two.mentee.person).open_page(f"/pairs/{pair.id}").text
    with transaction():
        two.mentor.person.status = ACTIVE

    for side in (two.mentor, two.mentee):
        assert "has left the company" not in signed_in(side.person).open_page(f"/pairs/{pair.id}").text


def test_who_withdrew_is_not_told_to_stay(two, signed_in):
    proposal = make.pair(two.mentor, two.mentee)
    with transaction():
        membership.withdraw(two.mentee, now=make.NOW)
    tasks.part_those_gone(make.NOW + timedelta(days=7))

    pages = {side.role: signed_in(side.person).open_page(f"/pairs/{proposal.id}").text
             for side in (two.mentor, two.mentee)}
    staying = {role for role, text in pages.items() if "You're still in the programme" in text}
    assert staying == {"mentor"}
