"""Going back in the browser and sending again makes no twin, with scripts and without them."""

from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.db import db
from mentormatch.checkins.models import CheckIn
from mentormatch.pairs.models import ACTIVE
from mentormatch.people.accounts import passwords
from tests.journeys.walker import PASSWORD
from tests.support import make


@pytest.fixture
def width():
    return "phone"


@pytest.fixture
def new_check_in(company):
    """The page on which Mina logs a meeting with Theo."""
    with company.inside():
        long_ago, password = clock.now() - timedelta(days=33), passwords.hash_password(PASSWORD)
        mina, theo = (make.person(name, password_hash=password, created_at=long_ago)
                      for name in ("Mina Kowal", "Theo Laurent"))
        programme = make.programme(make.administrator(password_hash=password))
        pair = make.pair(make.enrolment(theo, programme, "mentor"), make.enrolment(mina, programme, "mentee"),
                         state=ACTIVE, proposed_at=long_ago, started_at=long_ago)
        return f"/pairs/{pair.id}/check-ins/new"


def count(company) -> int:
    with company.inside():
        return int(db.session.scalar(db.select(db.func.count()).select_from(CheckIn)))


def test_a_page_from_the_history_sent_again_logs_once_and_another_meeting_is_asked_about(people, company, new_check_in):
    mina = people("mina.kowal@company.example").sign_in()
    mina.open(new_check_in).choose("60 min").choose("By video").press("Log meeting").sees("Mina")
    assert count(company) == 1

    mina.page.go_back()
    mina.look().choose("60 min").choose("By video").press("Log meeting").sees("that's logged")
    assert count(company) == 1

    mina.page.go_back()
    mina.look().choose("30 min").choose("By video").press("Log meeting").sees("Was there another one?")
    assert count(company) == 1
    mina.press("Log another meeting").sees("that's logged")
    assert count(company) == 2
