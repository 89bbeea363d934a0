"""A coordinator's way through the workbench: pool, draft, other settings, a decision and its undoing, publishing."""

import pytest
from playwright.sync_api import expect

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import EnrolmentTopic
from mentormatch.people.accounts import passwords
from tests.journeys.walker import PASSWORD
from tests.support import make

ROUNDS = "/programmes/open-doors/rounds"


@pytest.fixture
def pool(company):
    """Four who seek, two sponsors with one place each, and Cora who runs the programme."""
    with company.inside():
        today = clock.now().date()
        cora = make.person("Cora Lindt", password_hash=passwords.hash_password(PASSWORD))
        programme = make.programme(cora, enrol_until=today, starts_on=today, ends_on=today.replace(year=today.year + 1))
        for place, name in enumerate(("Ana Silva", "Bea Moor", "Cleo Ito", "Dana Falk")):
            _with_topics(make.enrolment(make.person(name, grade=4), programme), place)
        for place, name in enumerate(("Milo Ek", "Noel Dahl")):
            mentor = make.enrolment(make.person(name, grade=8, department="Legal"), programme, "mentor", places=1)
            _with_topics(mentor, place)
            make.charter(mentor)


def _with_topics(enrolment, place):
    """Two of the programme's three topics, other ones for each."""
    with transaction():
        topics = enrolment.programme.topics
        db.session.add_all(
            EnrolmentTopic(enrolment_id=enrolment.id, topic_id=topics[(place + more) % 3].id, level=3 - more)
            for more in range(2))


def computed(walker):
    """Wait until the draft has its pairs; the page shows them by itself."""
    walker.page.get_by_text("Pairs in this draft: 2").wait_for(timeout=30_000)
    return walker


def writes_a_text(walker):
    """Write one of the mails: what is no placeholder, back to our text, a placeholder put in, Enter to preview."""
    walker.page.get_by_text("The email to the protégés").click()
    walker.fill(mentee_body="Meet {parter}.").press("Check and preview").sees("Did you mean {partner}?")
    walker.press("Restore our text to the protégés")
    expect(walker.page.locator("[name=mentee_body]")).not_to_have_value("Meet {parter}.")
    walker.page.locator("[name=mentee_subject]").fill("Meet ")
    walker.press("Insert {partner}")
    walker.page.locator("[name=mentee_subject]").press("Enter")
    walker.page.get_by_role("heading", name="Meet ").first.wait_for()
    walker.look().sees("Always in this email")



def test_from_the_pool_to_a_published_round_with_a_decision_on_the_way(people, pool):
    cora = people("cora.lindt@company.example").sign_in()
    cora.open("/programmes/open-doors/pool").sees("2 of 4")

    cora.open(ROUNDS).press("Open a round").press("Create a draft")
    computed(cora).look().follow("Try other settings")
    cora.page.locator("[name=goals_weight]").fill("0")
    cora.press("Save as a new draft")
    computed(cora)
    draft = cora.page.url

    cora.follow("Left out").sees("match")
    cora.follow("Pairs").follow("Why").follow("Lock this pair").press("Lock this pair")
    computed(cora.open(draft)).follow("Decisions").sees("Kept").press("Undo last")
    computed(cora.open(draft)).follow("Fairness").follow("Chart").follow("Certificate").sees("Every check passed")

    cora.open(f"{ROUNDS}/1/compare").sees("Drafts side by side")
    cora.open(f"{ROUNDS}/1").follow("Draft 2").follow("Publish this draft").choose("Now")
    writes_a_text(cora)
    cora.press("Publish and send").sees("is published")
