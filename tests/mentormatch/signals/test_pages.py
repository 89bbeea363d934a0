"""The list of who needs help and the pages behind it, used by a coordinator."""

import pytest

from mentormatch.base.db import transaction
from mentormatch.pulses.models import NOT_GOOD, FitCheck
from tests.mentormatch.signals.test_services import another
from tests.support import make


@pytest.fixture
def quiet(pair):
    """A pair that says nothing."""
    return another(pair, "Quiet")


def test_nobody_needs_help_says_so(pair, cora):
    page = cora.open_page("/programmes/open-doors").click("Who needs help")

    assert "No one needs you today" in page.text


def test_a_pair_is_written_to_in_three_steps_and_the_text_is_seen_first(pair, quiet, cora, mails):
    page = cora.open_page("/programmes/open-doors/help")
    assert "They haven't logged anything for 60 days" in page.text
    assert "Nothing done yet." in page.text

    page = page.click("Quiet Proteg and Quiet Sponsor").click("Write an email")
    page = page.submit("Preview", text="Hello you two.\n\nHow is it going?")
    assert page.reader.h1 == "Send this email?"
    assert "How is it going?" in page.text
    assert mails() == []
    back = page.submit("Edit")
    assert dict(back.form("Preview").fields)["text"] == "Hello you two.\n\nHow is it going?"
    page = page.submit("Send")

    assert len(mails()) == 2
    assert "Cora Lindt wrote an email" in page.text
    assert "Cora Lindt wrote an email" in cora.open_page("/programmes/open-doors/help").text


def test_an_empty_mail_says_what_to_do(pair, quiet, cora):
    page = cora.open_page(f"/pairs/{quiet.id}/help/nudge").submit("Preview", text="", subject="Hello")

    assert page.status == 400
    assert "Write a sentence or two." in page.text
    assert dict(page.form("Preview").fields)["subject"] == "Hello"


def test_a_call_is_noted_and_a_pair_put_aside(pair, quiet, cora):
    page = cora.open_page(f"/pairs/{quiet.id}/help").click("Log a call")
    page = page.submit("Save", kind="call", text="All well.")
    assert "Cora Lindt called" in page.text
    assert "Choose how long to snooze for." in page.submit("Snooze").text

    page = page.submit("Snooze", days="14")
    assert page.text.count("Snoozed") == 2
    page = page.click("Quiet Proteg and Quiet Sponsor").submit("Bring it back now")

    assert "It's back on the list." in page.text


def test_another_pair_is_offered_to_who_asked(pair, cora, mails):
    make.saved(FitCheck(pair_id=pair.id, person_id=pair.mentee.person_id, answer=NOT_GOOD, may_tell=True,
                        answered_at=make.NOW))
    page = cora.open_page(f"/pairs/{pair.id}/help")
    assert "It isn't working for Ines Okafor, who let you know." in page.text

    page.click("Offer another match").submit("Preview").submit("Send")

    assert [mail.to_email for mail in mails()] == [pair.mentee.person.email]


def test_only_coordinators_who_are_no_part_of_a_pair_may_help_it(pair, quiet, signed_in):
    with transaction():
        pair.programme.coordinators.append(quiet.mentor.person)
    sponsor, her = signed_in(quiet.mentor.person), signed_in(quiet.mentee.person)

    assert sponsor.open_page(f"/pairs/{quiet.id}/help").status == 404
    assert sponsor.open_page(f"/pairs/{pair.id}/help").status == 200
    assert "Quiet Proteg" not in sponsor.open_page("/programmes/open-doors/help").text
    assert her.open_page("/programmes/open-doors/help").status == 404
    assert her.open_page(f"/pairs/{pair.id}/help").status == 404
