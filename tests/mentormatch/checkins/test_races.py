"""Two processes at the same moment: a double tap logs once, an answer and a change do not cross."""

import pytest

from mentormatch.base.db import transaction
from mentormatch.checkins import queries, services
from mentormatch.checkins.models import CheckIn
from mentormatch.pairs import queries as pairs
from tests.mentormatch.checkins.test_services import LISBON, MET, TODAY, log
from tests.support import make, race

pytestmark = pytest.mark.race


def log_once(pair_id, key):
    pair = pairs.by_id(pair_id)
    with transaction():
        return services.log(pair, MET, by=pair.mentee.person, zone=LISBON, now=make.NOW, idempotency_key=key).id


def answer(check_in_id, minutes):
    check_in = queries.by_id(check_in_id)
    with transaction():
        if minutes is None:
            services.confirm(check_in, by=check_in.pair.mentor.person, version=1, now=make.NOW)
        else:
            account = services.MeetingAccount(TODAY, minutes, "video")
            services.amend(check_in, account, by=check_in.author, zone=LISBON, now=make.NOW)
    return "done"


def test_a_double_tap_logs_once(pair, app, mails):
    first, second = race.run(app, log_once, [(pair.id, "key"), (pair.id, "key")])

    assert first == second
    assert make.count(CheckIn) == 1
    assert len(mails()) == 1


def test_a_confirmation_never_lands_on_what_its_author_has_just_changed(pair, app):
    check_in = log(pair)

    results = race.run(app, answer, [(check_in.id, None), (check_in.id, 15)])

    row = queries.by_id(check_in.id)
    if row.answer is None:
        assert (results, row.minutes) == (["ChangedMeanwhile", "done"], 15)
    else:
        assert (results, row.minutes) == (["done", "AnsweredAlready"], 45)
