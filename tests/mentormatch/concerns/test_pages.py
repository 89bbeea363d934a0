"""Raising a concern, following it, handling it; and that nobody else comes upon it."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.concerns import contacts
from mentormatch.concerns.models import Concern
from tests.support import make


@pytest.fixture
def named(two):
    """Wanda is named for the programme's concerns."""
    with transaction():
        contacts.name_contact(two.programme, two.wanda, by=two.coordinator, now=make.NOW)


@pytest.fixture
def raised(two, named, signed_in) -> str:
    """Ines handed one in from the page of her pair; its id."""
    page = signed_in(two.her).open_page(f"/pairs/{two.pair.id}").click("Is something wrong?")
    assert "Wanda Trust, and no one else" in page.text
    page = page.submit("Send", what="")
    assert page.status == 400
    assert "Tell us what isn't right" in page.text
    page = page.submit("Send", what="MARKER words", pause_contact="y")
    assert "We've received it" in page.text
    db.session.rollback()
    return db.session.scalars(db.select(Concern.id)).one()


def test_a_contact_handles_it_and_the_reporter_reads_what_came_of_it(two, raised, signed_in):
    wanda, her = signed_in(two.wanda), signed_in(two.her)
    cover = wanda.open_page("/concerns").click("Open Doors")
    assert "can see who opened it, and when" in cover.text
    assert "MARKER words" not in cover.text
    page = cover.submit("Open it")
    assert "MARKER words" in page.text
    assert "one of the pair, who has chosen to stay anonymous" in page.text

    page = page.submit("I'll handle this").submit("Save as a note", text="SECRET call HR")
    page = page.submit("Send to the reporter", text="Shall we talk?")
    mine = her.open_page(f"/concerns/{raised}/mine")
    assert "Shall we talk?" in mine.text
    assert "Opened" in mine.text
    assert "SECRET" not in mine.html
    mine.submit("Add", text="Tomorrow, please.")
    page = wanda.open_page(f"/concerns/{raised}")
    assert "Tomorrow, please." in page.text
    page = page.submit("Close with this outcome", text="")
    assert "Write something first" in page.text
    page.submit("Close with this outcome", text="We moved the team.")

    page = her.open_page("/concerns").click("Open Doors")
    assert "Outcome We moved the team." in page.text
    assert her.open_page(f"/pairs/{two.pair.id}").text.count("put your match on a break") == 1
    page.submit("End the break")
    assert "put your match on a break" not in her.open_page(f"/pairs/{two.pair.id}").text


def test_nobody_else_reaches_it(two, raised, signed_in):
    for who in (two.him, two.coordinator, two.administrator, make.person("Sam Stranger")):
        client = signed_in(who)
        for path in (f"/concerns/{raised}", f"/concerns/{raised}/mine"):
            assert client.open_page(path).status == 404
        assert "Open Doors" not in client.open_page("/concerns").text
    assert signed_in(two.her).open_page(f"/concerns/{raised}").status == 404
    assert signed_in(two.wanda).open_page(f"/concerns/{raised}/mine").status == 404


@pytest.mark.parametrize("path", ["/", "/pairs", "/pairs/{pair}", "/programmes/open-doors", "/admin/audit",
                                  "/admin/mail"])
def test_no_page_of_anybody_else_has_a_word_of_it(two, raised, signed_in, path):
    for who in (two.him, two.coordinator, two.administrator):
        html = signed_in(who).open_page(path.format(pair=two.pair.id)).html
        assert "MARKER" not in html
        assert raised not in html


def test_a_contact_who_becomes_part_of_the_pair_stops_hearing_of_it(two, raised, signed_in):
    with transaction():
        two.pair.mentor.person_id = two.wanda.id

    assert signed_in(two.wanda).open_page(f"/concerns/{raised}").status == 404


def test_who_gives_her_name_is_named_to_the_contacts(two, named, signed_in):
    page = signed_in(two.her).open_page(f"/pairs/{two.pair.id}/concern")
    page.submit("Send", what="Words", gives_name="y", may_know="hr")

    page = signed_in(two.wanda).open_page("/concerns").click("Open Doors").submit("Open it")

    assert "Written by Ines Okafor" in page.text
    assert "They may speak to the coordinators and to HR" in page.text


def test_a_coordinator_names_people_and_takes_them_off_again(two, signed_in):
    cora = signed_in(two.coordinator)
    page = cora.open_page("/programmes/open-doors/concern-contacts")
    assert "No one is named yet, so concerns go to the administrators: Ada Admin" in page.text

    page = page.submit("Search", words="wanda").submit("Add")
    assert "wanda.trust@company.example" in page.text
    page = page.submit("Remove")
    assert "They'll receive no new concerns" in page.text

    for who in (two.her, two.administrator):
        assert signed_in(who).open_page("/programmes/open-doors/concern-contacts").status == 404
