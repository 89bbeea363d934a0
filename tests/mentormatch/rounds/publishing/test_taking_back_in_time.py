"""Taking a round back while its emails wait: who hears of it, and until when it can be done."""

from datetime import timedelta

from mentormatch.base.db import transaction
from mentormatch.base.mail import SENDING, OutboxMail
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing.plans import WayBack
from tests.mentormatch.rounds.publishing.test_services import mails, publish, take_back
from tests.support import make


def test_a_round_taken_back_before_its_emails_left_reaches_no_one(company):
    draft = company.draft()
    publish(company, draft, tell_left_out=True)
    assert make.count(OutboxMail) == 7

    take_back(company, draft.round)

    assert make.count(OutboxMail) == 0


def test_only_those_whose_email_has_left_hear_that_the_round_is_taken_back(company):
    draft = company.draft()
    publish(company, draft, tell_left_out=True)
    first, second, *_others = mails("pairs.proposed")
    with transaction():
        first.state, first.attempts = SENDING, 1
        second.attempts = 1
    readers = {first.to_email, second.to_email}

    take_back(company, draft.round)

    assert {mail.to_email for mail in mails("pairs.withdrawn")} == readers
    assert len(mails("pairs.withdrawn")) == 2
    assert mails("rounds.open_again") == []
    assert {mail.id for mail in mails("pairs.proposed")} == {first.id, second.id}


def test_the_way_back_says_until_when_and_then_why_not(company):
    draft = company.draft()
    company.publish(draft)
    day_after = make.NOW + timedelta(hours=24)

    assert publishing.way_back(draft.round, make.NOW) == WayBack(day_after, "")
    assert publishing.way_back(draft.round, day_after) == WayBack(day_after, "")
    late = publishing.way_back(draft.round, day_after + timedelta(seconds=1))
    assert (late.until, "until 5 May" in late.refusal) == (None, True)
    company.open()
    assert "Another round" in publishing.way_back(draft.round, make.NOW).refusal
