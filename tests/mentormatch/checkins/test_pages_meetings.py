"""The pages of planned meetings, of missed ones and of accounts that differ, as the two use them on a phone."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.checkins.models import CheckIn, Meeting, PrivateAnswer
from mentormatch.checkins.services import MeetingAccount
from tests.mentormatch.checkins.test_meetings import plan
from tests.mentormatch.checkins.test_services import TODAY, correct, log
from tests.support import make

FILLED = {"day": "2026-05-12", "time": "09:30", "minutes": "45", "format": "walking"}


def only(model):
    db.session.rollback()
    return db.session.scalars(db.select(model)).one()


def test_a_meeting_is_planned_from_the_pair_s_page_and_stands_there_with_what_to_bring(pair, her, him):
    page = her.open_page(f"/pairs/{pair.id}").click("Plan a meeting")

    page = page.submit("Plan meeting", place="The river path", bring="Your draft.\nA coat.", **FILLED)

    assert "Done. We've sent you both an invitation." in page.text
    assert only(Meeting).starts_at == datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
    mentee_page, mentor_page = "Tuesday, 12 May 2026, 09:30 (Lisbon)", "Tuesday, 12 May 2026, 10:30 (Berlin)"
    for browser, moment in ((her, mentee_page), (him, mentor_page)):
        text = browser.open_page(f"/pairs/{pair.id}").text
        for words in (moment, "45 minutes · On a walk · The river path", "What to bring", "Your draft. A coat."):
            assert words in text


@pytest.mark.parametrize(("entered", "sentence"), [
    ({"day": ""}, "Choose a date."),
    ({"day": "soon"}, "Enter a date, for example"),
    ({"time": ""}, "Choose a time."),
    ({"time": "noon"}, "Enter a time in hours and minutes, such as 09:30."),
    ({"minutes": None}, "Choose how long you'll meet."),
    ({"format": "telepathy"}, "Choose how you'll meet."),
    ({"day": "2026-05-03"}, "That time has already passed."),
    ({"day": "2028-05-03"}, "more than a year away"),
    ({"day": "0001-01-01", "time": "00:00"}, "Enter a date, for example"),
    ({"day": "9999-12-31", "time": "23:59"}, "Enter a date, for example"),
    ({"day": "2027-03-28", "time": "01:30"}, "The clocks go forward on this day and skip this time"),
    ({"bring": "x" * 601}, "Please shorten this to 600 characters or fewer"),
])
def test_what_cannot_be_planned_is_answered_with_a_sentence_and_what_was_typed_stays(pair, her, entered, sentence):
    page = her.open_page(f"/pairs/{pair.id}/meetings/new")

    page = page.submit("Plan meeting", **(FILLED | {"place": "Canteen"} | entered))

    assert (page.status, make.count(Meeting)) == (400, 0)
    assert sentence in page.text
    assert dict(page.form("Plan meeting").fields)["place"] == "Canteen"


def test_either_moves_or_cancels_it(pair, her, him):
    plan(pair)
    page = him.open_page(f"/pairs/{pair.id}").click("Move or cancel")
    assert dict(page.form("Save changes").fields)["time"] == "11:30"  # in Berlin

    page = page.submit("Save changes", time="15:00")
    assert "Tuesday, 12 May 2026, 15:00 (Berlin)" in page.text

    page = her.open_page(f"/pairs/{pair.id}").click("Move or cancel").submit("Cancel meeting")
    assert "Cancelled. We'll email you both." in page.text
    assert only(Meeting).state == "cancelled"


def test_what_the_other_one_moved_meanwhile_is_shown_again(pair, her, him):
    meeting = plan(pair)
    page = her.open_page(f"/meetings/{meeting.id}/edit")
    him.open_page(f"/meetings/{meeting.id}/edit").submit("Save changes", time="15:00")

    page = page.submit("Save changes", minutes="15")

    assert page.status == 400
    assert "This meeting has been moved since you opened this page" in page.text


def test_who_moved_it_in_another_tab_is_not_told_that_the_other_one_did(pair, her):
    meeting = plan(pair)
    page = her.open_page(f"/meetings/{meeting.id}/edit")
    her.open_page(f"/meetings/{meeting.id}/edit").submit("Save changes", time="15:00")

    page = page.submit("Save changes", minutes="15")

    assert "This meeting has been moved since you opened this page" in page.text
    assert "other one" not in page.text


def test_the_calendar_file_reads_as_the_same_meeting(pair, her, signed_in):
    meeting = plan(pair)
    path = f"/meetings/{meeting.id}/invite.ics"

    response = her.get(path)

    assert response.mimetype == "text/calendar"
    links = Calendar.from_ical(response.data)
    assert (links["method"], links.walk("VEVENT")[0]["uid"]) == ("PUBLISH", f"{meeting.id}@localhost")
    assert "attendee" not in links.walk("VEVENT")[0]
    for person in (pair.programme.coordinators[0], make.person("Sam Stranger")):
        assert signed_in(person).get(path).status_code == 404


def test_once_it_is_over_the_page_asks_how_it_was_and_is_filled_in_as_planned(pair, her):
    plan(pair)
    with clock.stopped(make.NOW + timedelta(days=9)):
        page = fresh(her).open_page(f"/pairs/{pair.id}")
        assert "How was your meeting?" in page.text

        page = page.click("Log meeting")
        sent = dict(page.form("Log meeting").fields)
        assert (sent["happened_on"], sent["format"], sent.get("minutes")) == ("2026-05-12", "walking", None)
        page.submit("Log meeting", minutes="45")

    assert only(Meeting).state == "logged"


def fresh(client):
    """The same browser, just used, so that its session is not idle after the clock was moved."""
    with client.session_transaction() as cookie:
        cookie["seen"] = int(clock.now().timestamp())
    return client


def test_a_missed_meeting_takes_three_taps_and_blames_nobody(pair, her, him):
    page = her.open_page(f"/pairs/{pair.id}/check-ins/new")

    page = page.submit("Log meeting", minutes="0", missed_by="neither", format=None)

    assert "You didn't meet, something came up" in page.text
    assert "You didn't meet, something came up" in him.open_page(f"/pairs/{pair.id}").text
    assert (only(CheckIn).missed_by, only(CheckIn).format) == ("neither", "")


def test_whose_side_it_was_reads_right_from_either_side(pair, her, him):
    log(pair, account=MeetingAccount(TODAY, 0, "", missed_by="mentor"))

    assert "You didn't meet, on Jonas’s side" in her.open_page(f"/pairs/{pair.id}").text
    assert "You didn't meet, on your side" in him.open_page(f"/pairs/{pair.id}").text


def test_a_coordinator_sees_that_they_did_not_meet_and_not_whose_side_it_was(pair, signed_in):
    log(pair, account=MeetingAccount(TODAY, 0, "", missed_by="mentor"))

    page = signed_in(pair.programme.coordinators[0]).open_page(f"/pairs/{pair.id}")

    assert "They didn't meet" in page.text
    assert " side" not in page.text.split("They did")[1]


def test_both_see_kindly_that_they_differ_and_either_settles_it_with_one_tap(pair, her, him):
    check_in = log(pair, pair.mentor, MeetingAccount(TODAY, 60, "video"))
    correct(check_in, pair.mentee, MeetingAccount(TODAY, 0, "", missed_by="neither"))
    for browser in (her, him):
        text = browser.open_page(f"/pairs/{pair.id}").text
        assert "You remember 4 May 2026 differently" in text
        assert "you don't have to do anything" in text

    page = her.open_page(f"/pairs/{pair.id}").submit("Go with Jonas's version")

    assert "You've agreed which version counts. You can still see both." in page.text
    assert "You remember 4 May 2026 differently" not in page.text
    assert only(CheckIn).settled_as == "author"
    assert "Counts" in him.open_page(f"/pairs/{pair.id}").text


def test_how_it_was_is_asked_on_the_form_and_later_and_shown_to_her_alone(pair, her, him):
    page = her.open_page(f"/pairs/{pair.id}/check-ins/new")
    page = page.submit("Log meeting", minutes="30", format="video", useful="4", said_it="partly")
    assert "you rated it 4 out of 5 · you said some of what you wanted to" in page.text
    assert "useful, 4" not in him.open_page(f"/pairs/{pair.id}").text

    page = page.click("Edit your private note").submit("Save", useful="5")
    assert "you rated it 5 out of 5" in page.text
    assert only(PrivateAnswer).author_id == pair.mentee.person_id
    assert "said_it" not in him.open_page(f"/check-ins/{only(CheckIn).id}/note").html


def test_a_meeting_of_a_pair_on_a_break_is_told_so(pair, her):
    with transaction():
        pair.state = "paused"

    page = her.open_page(f"/pairs/{pair.id}/meetings/new")

    assert page.status == 409
    assert "You can plan meetings while you're matched" in page.text


@pytest.mark.parametrize("path", ["/pairs/{pair}/meetings/new", "/meetings/{meeting}/edit"])
def test_nobody_but_the_two_finds_these_pages(pair, signed_in, path):
    path = path.format(pair=pair.id, meeting=plan(pair).id)

    for person in (pair.programme.coordinators[0], make.person("Sam Stranger"), make.administrator()):
        assert signed_in(person).open_page(path).status == 404


def test_nobody_but_the_two_cancels_or_settles_whatever_is_posted(pair, signed_in, app):
    app.config["WTF_CSRF_ENABLED"] = False
    meeting, check_in = plan(pair), log(pair)

    for person in (pair.programme.coordinators[0], make.person("Sam Stranger"), make.administrator()):
        assert signed_in(person).post(f"/meetings/{meeting.id}/cancel", data={"sequence": "0"}).status_code == 404
        assert signed_in(person).post(f"/check-ins/{check_in.id}/settle", data={"fingerprint": "x"}).status_code == 404
    app.config["WTF_CSRF_ENABLED"] = True

    assert only(Meeting).is_planned
