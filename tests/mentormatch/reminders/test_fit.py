"""Being asked once, by mail, whether the two fit: when, whom, and what nobody can tell from it."""

from datetime import date, timedelta

import pytest

from mentormatch.base.db import transaction
from mentormatch.checkins.models import CheckIn
from mentormatch.people.models import LEAVE
from mentormatch.pulses import services as pulses
from mentormatch.reminders import kinds, providers, services
from mentormatch.reminders.services import Done
from tests.support import make

DAY = timedelta(days=1)


def met(pair, days_ago, **values):
    """A meeting that was logged so many days ago, and confirmed by nobody."""
    return make.saved(CheckIn(pair_id=pair.id, author_id=pair.mentee.person_id, happened_on=date(2026, 4, 20),
                              shared="MARKER", created_at=make.NOW - days_ago * DAY,
                              **({"minutes": 30, "format": "video"} | values)))


def asked(now=make.NOW):
    """Names of those who are to be asked."""
    return [due.person.name for due in providers.fits_open(now)]


@pytest.fixture
def only_fit(pair):
    """The two are reminded of nothing else."""
    for side in (pair.mentee, pair.mentor):
        with transaction():
            for kind in set(kinds.SLUGS) - {kinds.FIT}:
                services.switch(side.person, kind, on=False, now=make.NOW - 30 * DAY)


@pytest.mark.parametrize(("days", "expected"), [
    (6, []), (7, ["Ines Okafor", "Jonas Feld"]), (44, ["Ines Okafor", "Jonas Feld"]), (45, [])])
def test_both_are_asked_from_a_week_after_their_first_meeting_was_logged(pair, days, expected):
    met(pair, days)
    met(pair, days - 6)

    assert asked() == expected


def test_whoever_has_said_it_is_not_asked_again(pair):
    met(pair, 8)
    with transaction():
        pulses.say_fit(pair, "unsure", by=pair.mentee.person, now=make.NOW)

    assert asked() == ["Jonas Feld"]


def test_nobody_is_asked_who_has_not_met(pair):
    met(pair, 8, minutes=0, missed_by="neither", format="")
    assert asked() == []

    met(pair, 8)
    with transaction():
        pair.last_met_on = None  # the account that counts says that they did not

    assert asked() == []


@pytest.mark.parametrize("state", ["paused", "ended", "withdrawn"])
def test_a_pair_that_does_not_meet_is_left_in_peace(pair, state):
    met(pair, 8)
    with transaction():
        pair.state = state

    assert asked() == []


@pytest.mark.usefixtures("only_fit")
def test_one_mail_each_however_long_it_stays_unsaid(pair, mails):
    met(pair, 8)

    assert services.run(make.NOW) == Done(2, 2)
    for days in range(1, 36):
        services.run(make.NOW + days * DAY)

    assert len(mails()) == 2
    mentee_mail = next(mail for mail in mails() if mail.to_name == "Ines Okafor")
    assert mentee_mail.subject == "How's it going with Jonas Feld?"
    assert f"/pairs/{pair.id}/fit-check" in mentee_mail.text
    assert "MARKER" not in mentee_mail.text + mentee_mail.html


@pytest.mark.usefixtures("only_fit")
def test_nobody_on_leave_is_asked_nor_who_switched_it_off(pair, mails):
    met(pair, 8)
    with transaction():
        pair.mentor.person.status = LEAVE
        services.switch(pair.mentee.person, kinds.FIT, on=False, now=make.NOW)

    assert services.run(make.NOW) == Done(0, 0)

    with transaction():
        services.switch(pair.mentee.person, kinds.FIT, on=True, now=make.NOW)
    services.run(make.NOW + DAY)
    assert [mail.to_name for mail in mails()] == ["Ines Okafor"]
