"""Acts of power ask for the password again, and everyone who has to know hears of them."""

import pytest

from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.people import queries
from mentormatch.people.models import SignIn
from tests.support import make


@pytest.fixture
def ada(app):
    return make.administrator()


@pytest.fixture
def desk(ada, signed_in):
    return signed_in(ada)


def heard():
    mails = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "people.power")).all()
    return sorted((mail.to_email.partition("@")[0], mail.subject) for mail in mails)


@pytest.mark.parametrize("deed", ["make-administrator", "end-sessions"])
@pytest.mark.parametrize("password", ["", "not the password"])
def test_a_borrowed_browser_grants_no_power(desk, signed_in, deed, password):
    ines = make.person()
    signed_in(ines)

    page = desk.open_page(f"/admin/people/{ines.id}/{deed}").submit(having="your_password", your_password=password)

    assert page.status == 400
    assert ("Enter your password." if not password else "That isn't your current password.") in page.text
    assert not queries.by_id(ines.id).is_administrator
    assert make.count(SignIn) == 2
    assert heard() == []


def test_every_administrator_and_the_person_hear_of_it_even_on_leave(desk, ada):
    make.administrator("Lea Leave", status="leave")
    make.administrator("Gil Gone", status="left")
    ines = make.person()

    desk.open_page(f"/admin/people/{ines.id}/make-administrator").submit(
        having="your_password", your_password=make.PASSWORD)

    subject = "Ines Okafor is now an administrator"
    assert heard() == [(name, subject) for name in ("ada.admin", "ines.okafor", "lea.leave")]
    mail = db.session.scalar(db.select(OutboxMail))
    assert "Ada Admin made Ines Okafor an administrator" in mail.text
    assert "4 May 2026, 10:30 (Lisbon)" in mail.text
    assert "Is this wrong? Remove them on their page" in mail.text


def test_guesses_at_the_password_of_a_borrowed_browser_are_limited(desk):
    ines = make.person()
    page = desk.open_page(f"/admin/people/{ines.id}/make-administrator")
    statuses = [page.submit(having="your_password", your_password="not it").status for _ in range(11)]

    assert statuses == [400] * 10 + [429]


def test_an_administrator_who_appoints_themselves_proves_it_and_the_coordinators_hear(desk, ada):
    cora = make.person("Cora Lindt", job_title="Ada's colleague")
    programme = make.programme(cora)
    page = desk.open_page("/programmes/open-doors/coordinators").submit("Search", words="ada admin").submit("Appoint")
    assert programme.coordinators == [cora]
    assert page.reader.h1 == "Appoint yourself as a coordinator of Open Doors?"

    assert page.submit("Appoint myself", your_password="no").status == 400
    assert heard() == []
    page = page.submit("Appoint myself", your_password=make.PASSWORD)

    assert "You now run this programme." in page.text
    assert heard() == [(name, "Ada Admin now coordinates Open Doors") for name in ("ada.admin", "cora.lindt")]
