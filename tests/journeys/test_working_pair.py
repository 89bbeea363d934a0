"""A working pair on a phone: agreement, a check-in by mailed link, two accounts, an action, a pulse, the end."""

from datetime import timedelta

import pytest

from mentormatch.base import clock, tasks
from mentormatch.checkins.models import Meeting
from mentormatch.pairs.models import ACTIVE
from mentormatch.people.accounts import passwords
from mentormatch.reminders.models import MailPreference
from tests.journeys.walker import PASSWORD
from tests.support import make

FEWEST_TAPS = 5  # what a person does from the mail to the logged meeting, at most


@pytest.fixture
def width():
    """On a phone, where pairs log their meetings."""
    return "phone"


@pytest.fixture
def pair(company):
    """Mina and Theo have been a pair for 33 days, and a meeting they had planned was yesterday."""
    with company.inside():
        now = clock.now()
        long_ago, password = now - timedelta(days=33), passwords.hash_password(PASSWORD)
        people = [make.person(name, password_hash=password, created_at=long_ago)
                  for name in ("Mina Kowal", "Theo Laurent")]
        programme = make.programme(make.administrator(password_hash=password), starts_on=long_ago.date(),
                                   enrol_until=now.date(), ends_on=(now + timedelta(days=300)).date())
        mentee, mentor = (make.enrolment(person, programme, role)
                          for person, role in zip(people, ("mentee", "mentor"), strict=True))
        pair = make.pair(mentor, mentee, state=ACTIVE, proposed_at=long_ago, started_at=long_ago,
                         mentor_accepted_at=long_ago, mentee_accepted_at=long_ago)
        make.saved(Meeting(pair_id=pair.id, by_id=people[0].id, starts_at=now - timedelta(days=1), minutes=30,
                           format="video", created_at=now - timedelta(days=7)))
        for person in people:
            make.saved(MailPreference(person_id=person.id, quiet_from=0, quiet_to=0, most_per_week=14, off=["pulse"],
                                      changed_at=now))
        tasks.run_sweeps(now)
        return f"/pairs/{pair.id}"


def test_a_pair_works_together_until_it_ends(people, company, pair):
    mina, theo = people("mina.kowal@company.example").sign_in(), people("theo.laurent@company.example").sign_in()

    mina.open(pair).follow("Suggest an agreement")
    mina.page.get_by_label("By video").uncheck(force=True)
    mina.press("Send").sees("There is a problem").choose("On a walk")
    mina.fill(wants="A bigger budget, and somebody who says so.").press("Send")
    theo.open(pair).follow("Read and reply").sees("A bigger budget").press("Accept").sees("On a walk")

    assert company.run("remind").returncode == 0
    stranger = people(mina.address)  # the link works without signing in, for this one meeting
    stranger.open_mail("How was your meeting").choose("60 min")
    stranger.press("Log meeting").sees("Thanks")
    taps = ["the link in the mail", "how long", "log it"]
    assert len(taps) <= FEWEST_TAPS
    assert stranger.open(pair).heading() == "Sign in"

    theo.open(pair).follow("I remember it differently").choose("30 min").choose("By video").press("Add my version")
    mina.open(pair).sees("You remember").press("Go with Theo's version").does_not_see("You remember")

    theo.open(pair).follow("Report an action").press("Report action").sees("There is a problem")
    theo.choose("Introduced").fill(what="Had lunch with the head of supply.").press("Report action")
    theo.does_not_see("There is a problem")
    mina.open(pair).sees("Had lunch with the head of supply.").press("Yes, it happened")
    theo.open(pair).sees("Had lunch with the head of supply.")

    mina.open(pair).follow("Say how it's going").choose("Good").press("Save").follow("Answer the questions")
    for item in mina.page.locator("#main fieldset").all():
        item.get_by_role("radio").nth(3).check(force=True)
    mina.press("Save answers")

    mina.open(pair).follow("End this match").press("End this match").sees("ended")
    theo.open(pair).sees("ended")
