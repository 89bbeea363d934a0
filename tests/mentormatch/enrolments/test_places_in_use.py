"""Offering fewer places than are in use says so first."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments import services
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.models import ACTIVE
from tests.support import make


@pytest.fixture
def mentor(app):
    """A mentor with three places, who meets one person and has one proposal."""
    programme = make.programme()
    mentor = make.enrolment(make.person("Jonas Feld"), programme, "mentor", places=3, steps_done=["places"])
    make.pair(mentor, make.enrolment(make.person("Ines Okafor"), programme, "mentee"), state=ACTIVE,
              started_at=make.NOW)
    make.pair(mentor, make.enrolment(make.person("Rosa Marin"), programme, "mentee"))
    return mentor


def places_of(mentor):
    db.session.expire_all()
    return db.session.get_one(Enrolment, mentor.id).places


def test_fewer_than_in_use_are_refused_with_what_that_means(mentor):
    with pytest.raises(services.PlacesInUse) as refusal, transaction():
        services.save_places(mentor, 1)

    assert str(refusal.value) == ("You're meeting one person. One suggested match is open. One of them couldn't begin. "
                                  "Matches that have begun go on. Tick the box below if you're sure.")
    assert places_of(mentor) == 3


def test_as_many_as_are_in_use_are_saved_at_once(mentor):
    with transaction():
        services.save_places(mentor, 2)

    assert places_of(mentor) == 2


def test_the_page_asks_once_and_keeps_what_was_chosen(mentor, signed_in):
    page = signed_in(mentor.person).open_page(f"/enrolments/{mentor.id}/places")
    assert "I'm sure" not in page.text

    question = page.submit("Save", places="1")
    assert question.status == 400
    assert "One of them couldn't begin." in question.text
    assert places_of(mentor) == 3
    question.submit("Save", places="1", is_sure="y")

    assert places_of(mentor) == 1
