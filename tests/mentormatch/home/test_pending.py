"""What waits on a home page: an agreement, an action to answer, a pulse, pairs that need help."""

from datetime import timedelta

import pytest

from mentormatch.actions.models import Action
from mentormatch.agreements.models import Agreement
from mentormatch.base.db import transaction
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs.models import ACTIVE, ENDED, WITHDRAWN
from mentormatch.pulses import tasks
from tests.support import make


@pytest.fixture
def pair(app):
    """Jonas Feld and Ines Okafor, silent since they began forty days ago; Cora Lindt runs the programme."""
    programme = make.programme(make.person("Cora Lindt"))
    jonas = make.enrolment(make.person("Jonas Feld", grade=8), programme, MENTOR)
    return make.pair(jonas, make.enrolment(make.person("Ines Okafor"), programme), state=ACTIVE,
                     started_at=make.NOW - timedelta(days=70), last_met_on=make.NOW.date() - timedelta(days=2))


def test_she_finds_what_he_reported_and_the_pulse_and_he_finds_neither_action(pair, signed_in):
    make.saved(Action(pair_id=pair.id, kind_id=pair.programme.action_kinds[0].id, reported_by_id=pair.mentor.person_id,
                      happened_on=make.NOW.date(), reported_at=make.NOW))
    tasks.ask_due(make.NOW)

    mentee_page, mentor_page = (signed_in(side.person).open_page("/").text for side in (pair.mentee, pair.mentor))

    assert "Did this happen for you?" in mentee_page
    assert "How's it going with Jonas Feld?" in mentee_page
    assert "Did this happen for you?" not in mentor_page
    assert "How's it going with Ines Okafor?" in mentor_page


def test_whoever_did_not_propose_the_agreement_finds_it_here(pair, signed_in):
    make.saved(Agreement(pair_id=pair.id, version=1, proposed_by_id=pair.mentor.person_id, proposed_at=make.NOW,
                         cadence_weeks=4, formats=["video"]))

    mentee_page, mentor_page = (signed_in(side.person).open_page("/").text for side in (pair.mentee, pair.mentor))

    assert "Jonas Feld has suggested an agreement." in mentee_page
    assert "How you'll meet" not in mentor_page


@pytest.mark.parametrize("state", [ENDED, WITHDRAWN])
def test_nobody_is_asked_to_accept_how_a_pair_meets_that_is_over(pair, signed_in, state):
    make.saved(Agreement(pair_id=pair.id, version=1, proposed_by_id=pair.mentor.person_id, proposed_at=make.NOW,
                         cadence_weeks=4, formats=["video"]))
    with transaction():
        pair.state, pair.closed_at = state, make.NOW

    assert "Jonas Feld has suggested an agreement." not in signed_in(pair.mentee.person).open_page("/").text


def test_a_coordinator_finds_how_many_need_help_and_why(pair, signed_in):
    page = signed_in(pair.programme.coordinators[0]).open_page("/")

    assert "One pair needs help" in page.text
    assert page.click("See who and why").reader.h1 == "Who needs help"
