"""The page on which a time to publish is chosen: whatever was typed there is answered at once, in one sentence."""

from datetime import timedelta

import pytest

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import Pair
from mentormatch.rounds.publishing import tasks as publishing_tasks
from tests.mentormatch.rounds.company import ROUNDS, computed
from tests.support import make


@pytest.mark.parametrize("typed", ["9999-12-31T23:59", "0001-01-01T00:00", "2026-13-01T00:00", "soon", ""])
def test_what_is_no_time_is_said_once(company, carla, typed):
    page = carla.open_page(f"{computed(carla).path}/publish").submit("Check and preview", when="later",
                                                                     publish_at=typed)

    assert page.status == 400
    assert "Enter a date and time" in page.text
    assert "valid datetime" not in page.text
    assert "Nothing happens yet" in page.text


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("typed", ["2000-01-01T00:00", "2100-12-31T23:59"])
def test_a_time_that_has_passed_or_is_too_far_is_told_before_anything_is_checked(company, carla, typed, zone):
    path = computed(carla).path
    with transaction():
        company.coordinator.time_zone = zone

    page = carla.open_page(f"{path}/publish").submit("Check and preview", when="later", publish_at=typed)

    assert page.status == 400
    assert "Choose a time in the next 60 days." in page.text


def test_a_round_is_held_for_half_an_hour_unseen_and_can_be_stopped(company, carla, signed_in):
    mentee = signed_in(company.mentees[0].person)
    before = mentee.open_page("/").text
    page = carla.open_page(f"{computed(carla).path}/publish").submit("Check and preview")
    assert "In 30 minutes, at about 11:00 (Lisbon)" in page.text

    page = page.submit("Publish in 30 minutes")

    assert "goes out in 30 minutes. You can stop it until then." in page.text
    assert "Goes out at 11:00 (Lisbon)" in page.text
    assert (make.count(Pair), make.count(OutboxMail)) == (0, 0)
    assert mentee.open_page("/").text == before
    page = page.submit("Stop it")
    assert "Nothing was published, and no one was told anything." in page.text
    with clock.stopped(make.NOW + timedelta(hours=1)):
        publishing_tasks.sweep_planned(clock.now())
    assert (make.count(Pair), make.count(OutboxMail)) == (0, 0)


def test_what_is_held_goes_out_when_its_time_has_come_and_the_page_says_how_long_the_way_back_is(company, carla):
    carla.open_page(f"{computed(carla).path}/publish").submit("Check and preview").submit("Publish in 30 minutes")

    with clock.stopped(make.NOW + timedelta(minutes=31)):
        publishing_tasks.sweep_planned(clock.now())
        page = carla.open_page(f"{ROUNDS}/1")

    assert make.count(Pair) == 3
    assert "You can unpublish it until 5 May 2026, 11:01 (Lisbon), as long as no one has accepted." in page.text


def test_the_way_back_ends_where_everyone_sees_it(company, carla):
    page = carla.open_page(f"{computed(carla).path}/publish").submit("Check and preview", when="now")
    page.submit("Publish and send")
    pair = db.session.scalars(db.select(Pair)).first()
    with transaction():
        pairs.accept(pair, by=pair.mentee.person, now=make.NOW)

    page = carla.open_page(f"{ROUNDS}/1")

    assert "Someone has already accepted, so you can no longer unpublish the round." in page.text
    assert "Unpublish the round" not in page.text.replace("unpublish the round", "")
