"""Enrolling as a person does it: pages opened, forms filled in, buttons pressed."""

from mentormatch.base.db import db
from mentormatch.enrolments.models import READY, Enrolment
from tests.support import make


def test_a_mentee_enrols_from_the_list_of_programmes_to_ready(signed_in):
    ada = make.administrator()
    programme = make.programme(ada)
    ines = make.person()
    browser = signed_in(ines)

    page = browser.open_page("/programmes").click("Open Doors")
    page = page.click("Enrol as protégée").submit("Start enrolling")
    page = page.click("About me").submit("Save and continue", about="I run the Lisbon accounts.")
    negotiation = next(topic for topic in programme.topics if topic.name == "Negotiation")
    page = page.submit("Save and continue", topics=[negotiation.id], **{f"topics-{negotiation.id}": "3"})
    page = page.submit("Save and continue", **{f"about-{negotiation.id}": "My own pay first."})
    page = page.submit("Save and continue", formats=["video", "walking"], languages=["en"], site="any")
    page = page.submit("Save and continue", areas="any")
    page = page.click("Continue")
    assert page.reader.h1.strip() == "Check your answers"
    page = page.submit("I am ready")

    assert "You are in" in page.text
    assert db.session.scalars(db.select(Enrolment)).one().state == READY
