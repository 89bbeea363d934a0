"""The pages on which a round is opened, published or discarded, and what they say when it cannot be."""



from mentormatch.base.db import transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import PAUSED
from mentormatch.pairs.models import Pair
from mentormatch.programmes.models import CLOSED
from mentormatch.rounds import queries, tasks
from mentormatch.rounds.models import Round
from tests.mentormatch.rounds.company import ROUNDS, computed, newest_draft
from tests.support import make


def test_from_an_empty_list_to_a_published_round(company, carla):
    page = carla.open_page(ROUNDS)
    assert "No round yet" in page.text
    page = page.submit("Open a round")
    assert (page.path, page.reader.h1) == (f"{ROUNDS}/1", "Round 1")
    page = page.submit("Compute a draft", objective="coverage")
    assert "Computing" in page.text
    tasks.compute(newest_draft().id)
    page = page.click("Look again")
    assert "Pairs of this draft: 3" in page.text
    page = page.click("Publish this draft")
    assert "The people of all 3 pairs get a mail" in page.text

    page = page.submit("Publish and send 6 mails")

    assert page.path == f"{ROUNDS}/1"
    assert "Round 1 is published" in page.text
    assert "Waiting for an answer 3" in page.text
    assert make.count(Pair) == 3
    assert make.count(OutboxMail) == 6
    page = carla.open_page(ROUNDS).submit("Open a round")
    assert page.path == f"{ROUNDS}/2"


def test_a_round_is_published_once_and_the_second_is_told_so(company, carla, signed_in):
    path = computed(carla).path
    late = signed_in(company.coordinator).open_page(f"{path}/publish")
    carla.open_page(f"{path}/publish").submit("Publish and send")

    page = late.submit("Publish and send")

    assert page.status == 400
    assert "This round has been published already. Nothing was changed." in page.text
    assert page.click("Back to the round").path == f"{ROUNDS}/1"
    assert make.count(Pair) == 3
    again = carla.open_page(f"{path}/publish")
    assert again.status == 409
    assert "published already" in again.text


def test_a_draft_that_things_have_overtaken_is_refused_with_the_way_on(company, carla):
    page = computed(carla).click("Publish this draft")
    gone = queries.all_pairs(newest_draft())[0].mentee
    with transaction():
        gone.state = PAUSED

    page = page.submit("Publish and send")

    assert page.status == 400
    assert f"{gone.person.name} – " in page.text
    assert "Nothing was published" in page.text
    assert "Compute another draft" in page.click("Back to the round").text


def test_a_draft_without_pairs_offers_no_publishing(company, carla):
    for mentor in company.mentors:
        with transaction():
            mentor.state = PAUSED
    page = computed(carla)

    assert "No pairs" in page.text
    assert "Publish" not in page.text
    page = carla.open_page(f"{page.path}/publish")
    assert "Nothing was published" in page.text


def test_a_second_round_cannot_be_opened_beside_an_open_one(company, carla, signed_in):
    early = signed_in(company.coordinator).open_page(ROUNDS)
    carla.open_page(ROUNDS).submit("Open a round")

    page = early.submit("Open a round")

    assert page.status == 409
    assert "This programme has an open round" in page.text
    assert make.count(Round) == 1
    assert "Go on with round 1" in carla.open_page(ROUNDS).text


def test_a_round_is_discarded_after_a_question_and_its_drafts_stay_readable(company, carla):
    path = computed(carla).path
    page = carla.open_page(f"{ROUNDS}/1").click("Discard this round")

    page = page.submit("Discard this round")

    assert "Round 1 is discarded. Nobody was told anything." in page.text
    assert "The round was discarded" in carla.open_page(path).text
    assert "Publish" not in carla.open_page(path).text
    assert "Discarded on" in carla.open_page(f"{ROUNDS}/1").text
    assert carla.open_page(f"{path}/publish").status == 409
    assert make.count(OutboxMail) == 0


def test_a_closed_programme_has_no_way_to_open_a_round(company, carla):
    page = carla.open_page(ROUNDS)
    with transaction():
        company.programme.state = CLOSED

    assert page.submit("Open a round").status == 409
    assert "The programme is not open" in carla.open_page(ROUNDS).text


