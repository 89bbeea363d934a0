"""Enrolling as a person does it: pages opened, forms filled in, buttons pressed, also wrongly."""

from datetime import timedelta

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments import queries
from mentormatch.enrolments.models import MENTOR, PAUSED, READY, WITHDRAWN, Enrolment, EnrolmentTopic
from tests.support import make


@pytest.fixture
def programme(app):
    return make.programme(make.administrator())


@pytest.fixture
def ines(programme):
    return make.person()


def topic_id(programme, name):
    return next(topic.id for topic in programme.topics if topic.name == name)


def draft(who, where, role="mentee", **values):
    return make.enrolment(who, where, role, **({"state": "draft", "ready_at": None, "about": ""} | values))


def test_a_mentee_enrols_from_the_list_of_programmes_to_ready(signed_in, programme, ines):
    negotiation = topic_id(programme, "Negotiation")

    page = signed_in(ines).open_page("/programmes").click("Open Doors")
    page = page.click("Sign up as a protégé").submit("Start signing up")
    page = page.click("About me").submit("Save and continue", about="I run the Lisbon accounts.")
    page = page.submit("Save and continue", topics=[negotiation], **{f"topics-{negotiation}": "3"})
    page = page.submit("Save and continue", **{f"about-{negotiation}": "My own pay first."})
    page = page.submit("Save and continue", formats=["video", "walking"], languages=["en"], site="any")
    page = page.submit("Save and continue", areas="any")
    page = page.click("Continue")
    assert page.reader.h1.strip() == "Check your answers"
    assert "Negotiation (Essential): My own pay first." in page.text
    page = page.submit("I'm ready – find me a match")

    assert "You're in!" in page.text
    assert db.session.scalars(db.select(Enrolment)).one().state == READY


def test_a_sponsor_enrols_with_places_and_the_charter(signed_in, programme, ines):
    strategy = topic_id(programme, "Strategy")

    page = signed_in(ines).open_page("/programmes/open-doors/enrol?role=mentor").submit("Start signing up")
    page = page.click("Continue: About me").submit("Save and continue", about="I lead Finance.")
    page = page.submit("Save and continue", topics=[strategy], **{f"topics-{strategy}": "2"})
    page = page.submit("Save and continue")
    page = page.submit("Save and continue", formats=["office"], languages=["en"], site="same")
    page = page.submit("Save and continue", areas=["Finance"])
    page = page.submit("Save and continue", places="3").click("Continue")
    assert "The ally charter" in page.reader.h1
    refused = page.submit("Save and continue")
    assert refused.status == 400
    assert "Tick the box if you accept the charter." in refused.text
    page = refused.submit("Save and continue", accepted="y").submit("I'm ready – find me a match")

    assert "You're in!" in page.text
    assert (queries.pool(programme.id)[0].places, queries.pool(programme.id)[0].reach) == (3, ["Finance"])


def test_starting_twice_makes_one_enrolment(signed_in, programme, ines):
    browser = signed_in(ines)
    first = browser.open_page("/programmes/open-doors/enrol")

    first.submit("Start signing up", role="mentee")
    first.submit("Start signing up", role="mentee")

    assert make.count(Enrolment) == 1


def test_nothing_chosen_is_said_in_words_of_our_own(signed_in, programme, ines):
    page = signed_in(ines).open_page("/programmes/open-doors/enrol").submit("Start signing up")

    assert page.status == 400
    assert page.reader.title.startswith("Error: ")
    assert "Choose how you would like to take part." in page.text
    assert "Not a valid" not in page.text


def test_a_topic_without_a_level_is_kept_ticked_and_asked_about(signed_in, programme, ines):
    enrolment = draft(ines, programme)
    negotiation = topic_id(programme, "Negotiation")

    page = signed_in(ines).open_page(f"/enrolments/{enrolment.id}/topics")
    page = page.submit("Save and continue", topics=[negotiation])

    assert page.status == 400
    assert "Tell us how much “Negotiation” matters to you." in page.text
    assert ("topics", negotiation) in page.form("Save and continue").fields
    assert make.count(EnrolmentTopic) == 0


def test_no_topic_at_all_is_asked_for(signed_in, programme, ines):
    page = signed_in(ines).open_page(f"/enrolments/{draft(ines, programme).id}/topics").submit("Save and continue")

    assert page.status == 400
    assert "Choose at least one topic." in page.text


def test_a_sentence_too_long_is_kept_and_said_beside_it(signed_in, programme, ines):
    enrolment = draft(ines, programme)
    topic = topic_id(programme, "Negotiation")
    make.saved(EnrolmentTopic(enrolment_id=enrolment.id, topic_id=topic, level=2))

    page = signed_in(ines).open_page(f"/enrolments/{enrolment.id}/topics/words")
    page = page.submit("Save and continue", **{f"about-{topic}": "x" * 201})

    assert page.status == 400
    assert "it has 201" in page.text
    assert (f"about-{topic}", "x" * 201) in page.form("Save and continue").fields


def test_hours_must_follow_each_other(signed_in, programme, ines):
    page = signed_in(ines).open_page(f"/enrolments/{draft(ines, programme).id}/meeting").submit(
        "Save and continue", formats=["video"], languages=["en"], site="any", hours_from="17", hours_to="9")

    assert page.status == 400
    assert "Choose an hour later than the first one." in page.text


@pytest.mark.parametrize("wrong", [{"formats": ["telepathy"]}, {"languages": ["xx"]}, {"site": "moon"},
                                   {"hours_from": "noon"}, {"formats": None}])
def test_what_a_form_does_not_offer_is_refused_kindly(signed_in, programme, ines, wrong):
    page = signed_in(ines).open_page(f"/enrolments/{draft(ines, programme).id}/meeting")
    values = {"formats": ["video"], "languages": ["en"], "site": "any", "hours_from": "9", "hours_to": "17"} | wrong

    page = page.submit("Save and continue", **values)

    assert page.status == 400
    assert "There is a problem" in page.text
    assert "valid" not in page.text.lower()


def test_nothing_is_chosen_beforehand_where_it_is_a_matter_of_wish(signed_in, programme, ines):
    enrolment = draft(ines, programme, "mentor", formats=[])
    browser = signed_in(ines)

    questions = {name: value for path in ("meeting", "places")
             for name, value in browser.open_page(f"/enrolments/{enrolment.id}/{path}").form("Save").fields}

    assert not {"formats", "site", "places"} & questions.keys()
    assert questions["languages"] == "en"


def test_changing_an_answer_after_ready_leads_back(signed_in, programme, ines):
    enrolment = make.enrolment(ines, programme)
    make.saved(EnrolmentTopic(enrolment_id=enrolment.id, topic_id=topic_id(programme, "Strategy"), level=2))
    page = signed_in(ines).open_page(f"/enrolments/{enrolment.id}/about")

    page = page.submit("Save", about="I moved to Hamburg.")

    assert page.path == f"/enrolments/{enrolment.id}"


def test_pause_resume_withdraw_and_return_are_buttons(signed_in, programme, ines):
    enrolment = make.enrolment(ines, programme, steps_done=["about", "meeting"])
    make.saved(EnrolmentTopic(enrolment_id=enrolment.id, topic_id=topic_id(programme, "Strategy"), level=2))
    page = signed_in(ines).open_page(f"/enrolments/{enrolment.id}")
    states = []

    for button in ("Pause", "Resume", "Leave the programme", "Come back", "Leave the programme"):
        page = (page.click(button) if button.startswith("Leave") else page).submit(button)
        db.session.expire_all()
        states.append(db.session.get(Enrolment, enrolment.id).state)

    assert states == [PAUSED, READY, WITHDRAWN, READY, WITHDRAWN]
    with transaction():
        db.session.get(Enrolment, enrolment.id).withdrawn_at = make.NOW - timedelta(days=7)
    page = signed_in(ines).open_page(f"/enrolments/{enrolment.id}").submit("Rejoin")
    assert "Check your answers" in page.text


def test_ready_too_early_names_what_is_missing(signed_in, programme, ines):
    enrolment = draft(ines, programme)
    browser = signed_in(ines)
    check = browser.open_page(f"/enrolments/{enrolment.id}/check")
    assert "I'm ready – find me a match" not in check.text

    page = browser.open_page(f"/enrolments/{enrolment.id}/withdraw").submit("Leave the programme", follow=False)
    token = dict(browser.open_page(f"/enrolments/{enrolment.id}").form("Come back").fields)["csrf_token"]
    refused = browser.post_page(f"/enrolments/{enrolment.id}/finish", data={"csrf_token": token})

    assert page.status == 303
    assert refused.status == 409
    assert "“My goals”" in refused.text


def test_an_enrolment_is_its_owners_alone(signed_in, programme, ines):
    enrolment = make.enrolment(ines, programme)
    ada = programme.coordinators[0]

    for other in (ada, make.person("Rui Teles")):
        browser = signed_in(other)
        for step in ("", "/about", "/topics", "/topics/words", "/meeting", "/reach", "/places", "/boundaries",
                     "/charter", "/check"):
            assert browser.open_page(f"/enrolments/{enrolment.id}{step}").status == 404


def test_the_overview_is_for_coordinators(signed_in, programme, ines):
    make.enrolment(ines, programme)
    make.enrolment(make.person("Lan Truong"), programme, MENTOR, state="draft")

    assert signed_in(ines).open_page("/programmes/open-doors/enrolments").status == 404
    page = signed_in(programme.coordinators[0]).open_page("/programmes/open-doors/enrolments")
    assert "Ines Okafor" in page.text
    assert "5 steps left" in page.text
    page = page.submit("Show", words="truong", state="draft")
    assert "Lan Truong" in page.text
    assert "Ines Okafor" not in page.text


def test_a_coordinator_reminds_with_one_click(signed_in, programme, ines):
    draft(ines, programme)
    page = signed_in(programme.coordinators[0]).open_page("/programmes/open-doors/enrolments")

    page = page.submit("Remind 1 person")

    assert "We've reminded one person by email." in page.text
    assert "Remind" not in page.text
    assert db.session.scalars(db.select(OutboxMail.to_email)).all() == [ines.email]


@pytest.mark.parametrize("query", ["page=-3", "page=999999999999999999999", "sort=password_hash", "direction=x",
                                   "state=%27", "words=%25%00", "role=admin"])
def test_an_odd_address_of_the_overview_is_no_error(signed_in, programme, query):
    page = signed_in(programme.coordinators[0]).open_page(f"/programmes/open-doors/enrolments?{query}")

    assert page.status == 200


def test_the_overview_takes_as_many_statements_for_thirty_as_for_three(signed_in, programme, selects):
    browser = signed_in(programme.coordinators[0])

    def read():
        with selects() as statements:
            assert browser.open_page("/programmes/open-doors/enrolments").status == 200
        return len(statements)

    for number in range(3):
        draft(make.person(f"Mentee {number}"), programme)
    few = read()
    for number in range(3, 30):
        draft(make.person(f"Mentee {number}"), programme)

    assert read() == few
