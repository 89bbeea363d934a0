"""The pages of pulses, used on a phone by one of the two."""

from mentormatch.base.db import db
from mentormatch.pairs.models import ACTIVE, ENDED
from mentormatch.pulses import tasks
from mentormatch.pulses.models import FitCheck, Pulse
from tests.mentormatch.pulses.test_services import SLUGS, answered, say
from tests.support import make


def test_a_good_fit_takes_two_taps_and_is_asked_no_more(pair, her):
    page = her.open_page(f"/pairs/{pair.id}").click("Say how it's going").submit("Save", answer="good")

    assert "Only you can see this." in page.text
    assert "How's it going with" not in page.text


def test_a_bad_fit_offers_somebody_else_and_ends_the_pair_kindly(pair, him):
    page = him.open_page(f"/pairs/{pair.id}/fit-check").submit("Save", answer="not-good")
    assert page.reader.h1 == "Would you like a new match?"

    page.submit("End it and match me with someone else")

    db.session.rollback()
    assert pair.state == ENDED


def test_only_she_is_promised_to_be_among_the_first_and_goals_are_only_hers(pair, her, him):
    pages = {who: client.open_page(f"/pairs/{pair.id}/rematch") for who, client in (("her", her), ("him", him))}
    promises = {who: ("among the first" in page.text, "your goals" in page.text) for who, page in pages.items()}
    assert promises == {"her": (True, True), "him": (False, False)}

    page = pages["him"].submit("End it and match me with someone else")

    assert "You'll have room for someone new in the next matching round." in page.text
    assert "among the first" not in page.text


def test_a_bad_fit_may_be_kept_to_oneself(pair, her, him, cora):
    page = her.open_page(f"/pairs/{pair.id}/fit-check").submit("Save", answer="not-good").click(
        "Carry on with Jonas")

    assert page.path == f"/pairs/{pair.id}"
    db.session.rollback()
    assert (pair.state, db.session.scalars(db.select(FitCheck)).one().may_tell) == (ACTIVE, False)


def test_nothing_is_chosen_before_somebody_chooses(pair, her):
    page = her.open_page(f"/pairs/{pair.id}/fit-check").submit("Save")

    assert page.status == 400
    assert "Choose one of the three, or come back later." in page.text


def test_a_pulse_is_eight_taps_and_shown_to_its_author(pair, her):
    say(pair, pair.mentee, "good")
    tasks.ask_due(make.NOW)
    page = her.open_page(f"/pairs/{pair.id}").click("Answer the questions")
    assert "Jonas tells me plainly what others leave out." in page.text

    page = page.submit("Save answers", **dict.fromkeys(SLUGS, "4"))

    assert page.reader.h1 == "How it's going for me"
    assert "4.0 out of 5" in page.text


def test_he_reads_his_own_version(pair, him):
    say(pair, pair.mentor, "good")
    tasks.ask_due(make.NOW)

    page = him.open_page(f"/pairs/{pair.id}").click("Answer the questions")

    assert "Ines decides what we talk about." in page.text


def test_a_pulse_without_an_answer_says_what_to_do(pair, her):
    say(pair, pair.mentee, "good")
    tasks.ask_due(make.NOW)

    page = her.open_page(f"/pairs/{pair.id}").click("Answer").submit("Save answers")

    assert page.status == 400
    assert "Answer at least one, or skip it this time." in page.text


def test_skipping_takes_one_tap(pair, her):
    say(pair, pair.mentee, "good")
    tasks.ask_due(make.NOW)

    page = her.open_page(f"/pairs/{pair.id}").submit("Skip")

    assert "Skipped. That's fine" in page.text
    assert "Answer the questions" not in page.text


def test_a_pulse_that_is_over_leads_to_one_s_own_answers(pair, her):
    pulse = answered(pair, pair.mentee, 3, 30)

    assert her.open_page(f"/pulses/{pulse.id}").path == f"/pairs/{pair.id}/pulses"


def test_a_line_is_drawn_once_there_are_two(pair, her):
    answered(pair, pair.mentee, 3, 30)
    assert "<polyline" not in her.open_page(f"/pairs/{pair.id}/pulses").html
    answered(pair, pair.mentee, 5, 90)

    assert "<polyline" in her.open_page(f"/pairs/{pair.id}/pulses").html


def test_nobody_opens_what_another_person_was_asked(pair, her, him, cora):
    tasks.ask_due(make.NOW)
    mentee_pulse = db.session.scalars(db.select(Pulse).where(Pulse.person_id == pair.mentee.person_id)).one()
    path = f"/pulses/{mentee_pulse.id}"

    assert [client.open_page(path).status for client in (her, him, cora)] == [200, 404, 404]
    assert cora.open_page(f"/pairs/{pair.id}/pulses").status == 404


def test_he_sees_nothing_of_what_she_answered(pair, him):
    answered(pair, pair.mentee, 2, 30, may_tell=True)

    page = him.open_page(f"/pairs/{pair.id}/pulses")

    assert "No answers yet" in page.text
