"""The pages on which a round is opened, published or discarded, and what they say when it cannot be."""

from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import PAUSED
from mentormatch.pairs.models import Pair
from mentormatch.programmes.models import CLOSED
from mentormatch.rounds import tasks
from mentormatch.rounds.models import Round
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ROUNDS, computed, counted, many, newest_draft
from tests.support import make


def checked(browser, path, **choices):
    """Choose how a draft is published, and stand before the last button."""
    return browser.open_page(f"{path}/publish").submit("Check and preview", **{"when": "now"} | choices)


def test_from_an_empty_list_to_a_published_round(company, carla):
    page = carla.open_page(ROUNDS)
    assert "No rounds yet" in page.text
    page = page.submit("Open a round")
    assert (page.path, page.reader.h1) == (f"{ROUNDS}/1", "Round 1")
    page = page.submit("Create a draft", objective="coverage")
    assert "Calculating" in page.text
    tasks.compute(newest_draft().id)
    page = page.click("Refresh")
    assert "Pairs in this draft: 3" in page.text
    page = page.click("Publish this draft")
    assert "3 emails to protégés and 3 to sponsors" in page.text
    page = page.submit("Check and preview", when="now")
    assert "All 3 pairs are proposed" in page.text
    assert "your suggested match" in page.text

    page = page.submit("Publish and send 6 emails")

    assert page.path == f"{ROUNDS}/1"
    assert "Round 1 is published" in page.text
    assert "Awaiting replies 3" in page.text
    assert make.count(Pair) == 3
    assert make.count(OutboxMail) == 6
    page = carla.open_page(ROUNDS).submit("Open a round")
    assert page.path == f"{ROUNDS}/2"


def test_a_round_is_published_once_and_the_second_is_told_so(company, carla, signed_in):
    path = computed(carla).path
    late = checked(signed_in(company.coordinator), path)
    checked(carla, path).submit("Publish and send")

    page = late.submit("Publish and send")

    assert page.status == 400
    assert "This round has already been published. Nothing was changed." in page.text
    assert page.click("Back to the round").path == f"{ROUNDS}/1"
    assert make.count(Pair) == 3
    again = carla.open_page(f"{path}/publish")
    assert again.status == 409
    assert "already been published" in again.text


@pytest.mark.parametrize("when", [{"when": "now"}, {"when": "later", "publish_at": "2026-05-11T09:00"}])
def test_nothing_is_published_but_what_was_looked_at(company, carla, signed_in, when):
    path = computed(carla).path
    late = checked(signed_in(company.coordinator), path, **when)
    carla.open_page(path).submit("Recalculate with current data")
    tasks.compute(newest_draft().id)

    page = late.submit("Publish ")

    assert page.status == 400
    assert "You've changed this draft since you opened this page" in page.text
    assert (make.count(Pair), db.session.scalars(db.select(Round)).one().publish_at) == (0, None)
    assert checked(carla, path, **when).submit("Publish ").status == 200


def test_a_draft_that_things_have_overtaken_is_refused_with_the_way_on(company, carla):
    page = checked(carla, computed(carla).path)
    gone = queries.all_pairs(newest_draft())[0].mentee
    with transaction():
        gone.state = PAUSED

    page = page.submit("Publish and send")

    assert page.status == 400
    assert f"{gone.person.name} – " in page.text
    assert "Nothing was published" in page.text
    assert "Create another draft" in page.click("Back to the round").text


def test_a_draft_without_pairs_offers_no_publishing(company, carla):
    for mentor in company.mentors:
        with transaction():
            mentor.state = PAUSED
    page = computed(carla)

    assert "No pairs" in page.text
    assert "Publish" not in page.text
    page = carla.open_page(f"{page.path}/publish")
    assert "This draft has no pairs" in page.text


def test_a_second_round_cannot_be_opened_beside_an_open_one(company, carla, signed_in):
    early = signed_in(company.coordinator).open_page(ROUNDS)
    carla.open_page(ROUNDS).submit("Open a round")

    page = early.submit("Open a round")

    assert page.status == 409
    assert "This programme has an open round" in page.text
    assert make.count(Round) == 1
    assert "Continue round 1" in carla.open_page(ROUNDS).text


def test_a_round_is_discarded_after_a_question_and_its_drafts_stay_readable(company, carla):
    path = computed(carla).path
    page = carla.open_page(f"{ROUNDS}/1").click("Discard this round")

    page = page.submit("Discard this round")

    assert "Round 1 has been discarded. No one was told anything." in page.text
    assert "The round was discarded" in carla.open_page(path).text
    assert "Publish" not in carla.open_page(path).text
    assert "Discarded on" in carla.open_page(f"{ROUNDS}/1").text
    assert carla.open_page(f"{path}/publish").status == 409
    assert make.count(OutboxMail) == 0


def test_a_closed_programme_has_no_way_to_open_a_round(company, carla):
    page = carla.open_page(ROUNDS)
    with transaction():
        company.programme.state = CLOSED

    assert page.submit("Open a round").status == 409
    assert "The programme isn't open" in carla.open_page(ROUNDS).text


def test_the_mails_are_counted_and_shown_as_the_people_of_any_pair(company, carla):
    page = checked(carla, computed(carla).path, tell_left_out="y")

    assert "We couldn't match you this time" in page.text
    assert "3 to protégés, 3 to sponsors, 1 to people left out" in page.text
    other = queries.all_pairs(newest_draft())[-1]
    page = page.submit("Show", pair=other.id)
    assert f"To {other.mentee.person.name}, protégé" in page.text
    page.submit("Publish and send 7 emails")
    assert make.count(OutboxMail) == 7


def test_missing_choices_keep_what_was_typed(company, carla):
    page = carla.open_page(f"{computed(carla).path}/publish")

    page = page.submit("Check and preview", when=None, mentor_subject="Thank you")

    assert page.status == 400
    assert "Choose when to publish the round." in page.text
    assert dict(page.form("Check and preview").fields)["mentor_subject"] == "Thank you"
    page = page.submit("Check and preview", when="later")
    assert "Enter a date and time" in page.text


def test_a_set_time_is_read_in_the_coordinators_zone_named_and_can_be_cancelled(company, carla):
    path = computed(carla).path
    page = checked(carla, path, when="later", publish_at="2026-05-12T09:00")
    assert "Automatically, on 12 May 2026, 09:00 (Lisbon)." in page.text

    page = page.submit("Publish on 12 May 2026, 09:00 (Lisbon)")

    assert page.path == f"{ROUNDS}/1"
    assert "Scheduled for 12 May 2026, 09:00 (Lisbon)" in page.text
    assert newest_draft().round.publish_at.isoformat() == "2026-05-12T08:00:00+00:00"
    assert make.count(Pair) == 0
    page = page.submit("Cancel the scheduled publication")
    assert "Nothing will be published automatically" in page.text
    assert "Scheduled for" not in page.text


def test_a_time_that_has_passed_is_refused_beside_the_field(company, carla):
    page = checked(carla, computed(carla).path, when="later", publish_at="2026-05-01T09:00")

    assert page.status == 400
    assert "Choose a time in the next 60 days." in page.text
    assert dict(page.form("Check and preview").fields)["publish_at"] == "2026-05-01T09:00"


def test_a_time_that_passes_while_the_mails_are_read_is_refused_beside_the_field(company, carla):
    page = checked(carla, computed(carla).path, when="later", publish_at="2026-05-04T11:00")

    with clock.stopped(make.NOW + timedelta(hours=1)):
        page = page.submit("Publish on")

    assert page.status == 400
    assert "Choose a time in the next 60 days." in page.text


def test_without_mails_the_button_says_so(company, carla):
    page = checked(carla, computed(carla).path, mails=None)

    page = page.submit("Publish without emails")

    assert "No emails were sent." in page.text
    assert make.count(OutboxMail) == 0


def test_a_round_is_taken_back_after_a_question(company, carla):
    checked(carla, computed(carla).path).submit("Publish and send")
    page = carla.open_page(f"{ROUNDS}/1").click("Unpublish the round")
    assert "All 3 open proposals will be withdrawn." in page.text

    page = page.submit("Unpublish the round")

    assert "Round 1 is open again. 3 proposals were withdrawn." in page.text
    assert "Create another draft" in page.text
    assert carla.open_page(f"{ROUNDS}/1/take-back").status == 409


def test_a_single_pair_is_taken_back_by_a_coordinator_alone(company, carla, signed_in):
    checked(carla, computed(carla).path).submit("Publish and send")
    pair = db.session.scalars(db.select(Pair)).first()
    path, mentee = f"/pairs/{pair.id}/withdraw", pair.mentee.person
    assert signed_in(mentee).open_page(path).status == 404

    page = carla.open_page(path).submit("Withdraw and send 2 emails")

    assert "Withdrawn. We've emailed" in page.text
    assert db.session.get(Pair, pair.id).state == "withdrawn"
    assert "no longer withdraw it" in carla.open_page(path).text
    assert "Not going ahead 1" in carla.open_page(f"{ROUNDS}/1").text


def test_what_has_changed_is_a_page_and_a_piece_of_the_drafts_page(company, carla):
    page = computed(carla)
    assert "hx-get" in page.html
    pair = queries.all_pairs(newest_draft())[0]
    name = pair.mentee.person.name
    with transaction():
        pair.mentee.state = PAUSED

    page = page.click("See what has changed")

    assert f"{name} has paused." in page.text
    assert "Create a new draft" in page.text
    piece = carla.open_page(page.path, headers={"HX-Request": "true"})
    assert "<h1" not in piece.html
    assert "One pair can no longer be proposed" in piece.text


def test_a_draft_is_taken_along_by_posting_and_by_its_coordinators_alone(company, carla, signed_in):
    path = computed(carla).path
    page = carla.open_page(path)

    answer = page.submit("Download CSV", follow=False)

    assert 'filename="open-doors-round-1-draft-1-pairs.csv"' in answer.response.headers["Content-Disposition"]
    assert answer.response.mimetype == "text/csv"
    assert answer.html.count("\n") == 5
    assert page.submit("Download JSON", follow=False).response.mimetype == "application/json"
    other = signed_in(company.mentors[0].person)
    assert other.post_page(f"{path}/exports/csv", data=dict(page.form("Download JSON").fields)).status in (400, 404)


def test_a_page_of_publishing_asks_as_little_of_the_database_with_many_pairs(company, carla):
    draft = company.draft()
    few = statements(carla, draft)
    many(company, draft, 60, 10)

    assert statements(carla, draft) <= few + 1


def statements(browser, draft):
    with counted() as said:
        checked(browser, f"/drafts/{draft.id}", tell_left_out="y")
    return len(said)
