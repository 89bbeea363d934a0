"""The pages of a first look: hers alone, one tap, and no other page differs by what she said."""

import re
from datetime import timedelta

import pytest

from mentormatch.base import clock, mail
from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import Boundary
from mentormatch.rounds import tasks
from mentormatch.rounds.first_look import services as first_look
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.models import Draft, FirstLook
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ROUNDS, ZONE
from tests.support import make
from tests.support.page_rules import problems


@pytest.fixture
def look(company):
    with transaction():
        company.programme.look_days = 3
    draft = company.draft()
    with transaction():
        first_look.ask(draft, by=company.coordinator, now=make.NOW, zone=ZONE)
    return first_looks.by_id(db.session.scalars(db.select(FirstLook.id).order_by(FirstLook.id)).first())


def test_a_coordinator_switches_it_on_asks_and_sees_until_when_only(company, carla):
    page = carla.open_page("/programmes/open-doors/first-look").submit("Save", days="3")
    assert page.path == ROUNDS
    draft = company.draft()
    page = carla.open_page(f"/drafts/{draft.id}").click("Ask for a first look")
    assert "We'll send 3 emails" in page.text
    assert "You'll see who's matched when the time is up." in page.text

    page = page.submit("Send now")

    assert "3 people can look until 7 May 2026, 10:30 (Lisbon)" in page.text
    assert make.count(FirstLook) == 3
    assert carla.open_page(f"/drafts/{draft.id}/publish").status == 409
    page = page.submit("End it now and recalculate")
    assert "Draft 1 after the first look" in page.text


def test_nobody_is_shown_a_draft_that_somebody_else_changed_since_it_was_looked_at(company, carla, signed_in):
    with transaction():
        company.programme.look_days = 3
    draft = company.draft()
    late = signed_in(company.coordinator).open_page(f"/drafts/{draft.id}/first-look")
    carla.open_page(f"/drafts/{draft.id}").submit("Recalculate with current data")
    tasks.compute(draft.id)

    page = late.submit("Send now")

    assert page.status == 400
    assert "You've changed this draft since you opened this page" in page.text
    assert make.count(FirstLook) == 0
    assert carla.open_page(f"/drafts/{draft.id}/first-look").submit("Send now").status == 200


def test_a_first_look_is_held_for_half_an_hour_unseen_and_can_be_stopped(company, carla, signed_in):
    with transaction():
        company.programme.look_days = 3
    draft = company.draft()
    mentee = signed_in(queries.all_pairs(draft)[0].mentee.person)
    before = mentee.open_page("/").text

    page = carla.open_page(f"/drafts/{draft.id}/first-look").submit("Send 3 emails in 30 minutes")

    assert "Begins at 11:00 (Lisbon)" in page.text
    assert mail.due(make.NOW + timedelta(minutes=29)) == []
    assert mentee.open_page("/").text == before
    page = page.submit("Stop it")
    assert "No one was asked, and no one was told anything." in page.text
    assert (make.count(FirstLook), make.count(mail.OutboxMail), make.count(Draft)) == (0, 0, 1)


def test_a_first_look_that_was_held_begins_with_its_emails(company, carla, signed_in):
    with transaction():
        company.programme.look_days = 3
    draft = company.draft()
    mentee = signed_in(queries.all_pairs(draft)[0].mentee.person)
    carla.open_page(f"/drafts/{draft.id}/first-look").submit("Send 3 emails in 30 minutes")

    with clock.stopped(make.NOW + timedelta(minutes=30)):
        assert len(mail.due(clock.now())) == 3
        assert "Take a first look" in mentee.open_page("/").text
        page = carla.open_page(f"/drafts/{draft.id}/first-look")
    assert "3 people can look until 7 May 2026, 11:00 (Lisbon)" in page.text


def test_she_sees_her_proposal_and_says_rather_not_with_one_tap(company, signed_in, look):
    hers = signed_in(look.mentee.person)
    page = hers.open_page(f"/looks/{look.id}")
    assert look.mentor.person.name in page.text
    assert "Until 7 May 2026, 10:30 (Lisbon)" in page.text
    others = [one.person.name for one in (*company.mentors, *company.mentees)
              if one.id not in (look.mentor_id, look.mentee_id)]
    assert not any(name in page.text for name in others)

    page = page.submit("Rather not")

    assert "no one will be told" in page.text
    assert make.count(Boundary) == 1
    page = page.submit("I've changed my mind")
    assert make.count(Boundary) == 0
    assert page.form("Rather not")


def test_a_match_and_a_coordinator_read_what_someone_says_in_the_same_markup(carla, signed_in, look):
    with transaction():
        look.mentor.about = "I run <the> Lisbon accounts."
        look.draft.is_sealed = False
    words = '<p class="own-words">I run &lt;the&gt; Lisbon accounts.</p>'

    assert words in signed_in(look.mentee.person).open_page(f"/looks/{look.id}").html
    draft_pair = next(pair for pair in queries.all_pairs(look.draft) if pair.mentee_id == look.mentee_id)
    assert words in carla.open_page(f"/drafts/{look.draft_id}/pairs/{draft_pair.id}").html
    with transaction():
        look.mentor.about = ""
    assert "own-words" not in signed_in(look.mentee.person).open_page(f"/looks/{look.id}").html


def test_nobody_else_reaches_her_look(company, carla, signed_in, look):
    stranger = next(one for one in company.mentees if one.id != look.mentee_id)
    for browser in (carla, signed_in(look.mentor.person), signed_in(stranger.person)):
        assert browser.open_page(f"/looks/{look.id}").status == 404


def test_no_other_page_differs_by_what_she_said(company, carla, signed_in, look):
    browsers = [carla, signed_in(look.mentor.person), signed_in(make.administrator())]
    draft = look.draft_id
    paths = [ROUNDS, f"{ROUNDS}/1", "/", "/pairs", "/programmes/open-doors", f"/drafts/{draft}", "/admin/audit",
             f"/drafts/{draft}/changes", f"/drafts/{draft}/first-look", f"/drafts/{draft}/left-out", "/admin/mail",
             f"/drafts/{draft}/publish", "/programmes/open-doors/enrolments"]
    before = seen(browsers, paths)

    signed_in(look.mentee.person).open_page(f"/looks/{look.id}").submit("Rather not")

    assert seen(browsers, paths) == before


def seen(browsers, paths):
    pages = [browser.open_page(path) for browser in browsers for path in paths]
    return [(page.path, page.status, re.sub("number: [0-9a-f]+", "", page.text)) for page in pages]


def test_after_the_time_the_page_says_where_she_can_still_say_it(signed_in, look):
    with clock.stopped(make.NOW + timedelta(days=3) - timedelta(minutes=1)):
        hers = signed_in(look.mentee.person)
        page = hers.open_page(f"/looks/{look.id}")

    with clock.stopped(make.NOW + timedelta(days=3)):
        late = page.submit("Rather not")
        again = hers.open_page(f"/looks/{look.id}")

    assert late.status == 409
    assert "your private list" in late.text
    assert "The time for a first look is over" in again.text
    assert problems(again.html) == []


def test_a_coordinator_sees_counts_until_the_time_is_up_and_then_works_on_the_new_draft(company, carla):
    carla.open_page("/programmes/open-doors/first-look").submit("Save", days="3")
    draft = company.draft()
    page = carla.open_page(f"/drafts/{draft.id}")
    assert "Closed until people have had their first look" in page.text
    assert "of 4 protégés taking part" in page.text
    assert not [row for row in (*company.mentees, *company.mentors) if row.person.name in page.text]
    refused = carla.open_page(f"/drafts/{draft.id}/decide/place")
    assert refused.status == 409
    assert "once people have had their first look" in refused.text

    page = page.click("Ask for a first look").submit("Send now").submit("End it now and recalculate")
    tasks.compute(page.path.rpartition("/")[2])
    page = carla.open_page(page.path)

    assert page.reader.h1 == "Draft 1 after the first look"
    assert "Publish this draft" in page.text
    assert "This draft stays closed" in carla.open_page(f"/drafts/{draft.id}").text
    listed = carla.open_page(f"{ROUNDS}/1").text
    assert "Compare drafts" not in listed
    assert problems(carla.open_page(f"/drafts/{draft.id}").html) == []


def test_a_programme_lets_coordinators_look_and_people_read_it(company, carla, signed_in):
    carla.open_page("/programmes/open-doors/first-look").submit("Save", days="3", sealed="seen")
    draft = company.draft()
    pair = queries.all_pairs(draft)[0]
    page = carla.open_page(f"/drafts/{draft.id}")
    assert pair.mentee.person.name in page.text
    page = page.click("First look")
    assert "people are told that you've seen their suggestion" in " ".join(page.text.split())
    page.submit("Send now")

    mentee_page = signed_in(pair.mentee.person).open_page("/").click("Take a look")

    words = "They've seen this suggestion. They're never told what you say, but may notice if it changes."
    assert words in mentee_page.text
    assert problems(mentee_page.html) == []


def test_a_sealed_look_says_so_to_the_one_who_looks(signed_in, look):
    page = signed_in(look.mentee.person).open_page(f"/looks/{look.id}")

    assert "They can't see this suggestion until your time is up." in page.text
    assert "They've seen" not in page.text


def test_what_coordinators_see_is_not_changed_while_people_look(carla, look):
    page = carla.open_page("/programmes/open-doors/first-look").submit("Save", days="5", sealed="seen")

    assert page.status == 400
    assert "People are having a first look, and were told who can see it." in page.text
    assert look.mentee.programme.look_days == 3
    page = page.submit("Save", days="5", sealed=None)
    assert (page.status, "Choose what they see." in page.text) == (400, True)
