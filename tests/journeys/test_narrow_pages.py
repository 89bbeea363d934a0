"""No page has to be scrolled sideways, whatever is pasted into it and however wide its tables are."""

from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.checkins.models import CheckIn, Meeting
from mentormatch.people.accounts import passwords
from tests.journeys.walker import PASSWORD
from tests.support import make

LINK = "https://meet.example/l/meetup-join/" + "19%3ameeting_NDk3YjA5" * 10
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
TABLET = {"width": 800, "height": 900}


@pytest.fixture
def width():
    """On a phone first."""
    return "phone"


@pytest.fixture
def pair(company):
    """Ines has logged a meeting with Jonas, whose title is long, and pasted a link into it and into the next one."""
    with company.inside():
        now, secret = clock.now(), passwords.hash_password(PASSWORD)
        pair = make.working_pair(days=30)
        make.person("Omar Haddad", password_hash=None, registered_at=None, department=WORD)
        people = (pair.mentee.person, pair.mentor.person, make.administrator())
        with transaction():
            for person in people:
                person.password_hash, person.job_title, person.department = secret, f"{WORD} {WORD}", WORD
            pair.programme.name, pair.started_at = f"{WORD} {WORD}", now
            db.session.add(CheckIn(pair_id=pair.id, author_id=people[0].id, happened_on=now.date(), minutes=30,
                                   format="video", shared=f"What we read: {LINK}", created_at=now))
            db.session.add(Meeting(pair_id=pair.id, by_id=people[0].id, starts_at=now + timedelta(days=9), minutes=30,
                                   format="video", place=LINK, bring=LINK, created_at=now))
        return f"/pairs/{pair.id}"


def test_a_pasted_link_and_a_long_word_break_rather_than_widen_the_page(people, pair):
    ines = people("ines.okafor@company.example").sign_in()

    for path in ("/pairs", "/programmes", pair, f"{pair}/check-ins/new", f"{pair}/end"):
        ines.open(path)


def test_a_wide_table_scrolls_in_its_frame_and_not_with_the_page(people, pair):
    ada = people("ada.admin@company.example").sign_in()
    ada.page.set_viewport_size(TABLET)

    ada.open("/admin/people").open("/admin/audit").open("/admin/mail")
