"""What sets people aside from each other, taken together; and that another key is refused."""

from dataclasses import replace

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import Boundary
from mentormatch.programmes.models import LOTS_NORMAL, LOTS_STRONG
from mentormatch.rounds import tasks
from mentormatch.rounds.input import pool, set_aside
from mentormatch.rounds.models import FAILED, READY
from tests.support import make


def with_lots(company, strength):
    with transaction():
        company.programme.lots = strength


def with_another_key(app):
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, lot_key="another key than the one the lots were drawn with")


def test_lots_and_limits_of_both_sides_come_together(company):
    with_lots(company, LOTS_STRONG)
    more = [company.enrol(f"More {number}", "mentee", 5, {company.strategy: 2}) for number in range(40)]
    ana, milo = company.mentees[0], company.mentors[0]
    make.saved(Boundary(enrolment_id=milo.id, person_id=ana.person_id, created_at=make.NOW))

    together = pool.for_programme(company.programme, make.NOW).set_aside

    assert ana.person_id in together[milo.id]
    drawn = {(mentee, person) for mentee, people in together.items() for person in people} - {(milo.id, ana.person_id)}
    assert drawn, "of 87 couples of one department one in five by lot: none is as likely as one in 250 million"
    assert {mentee for mentee, _person in drawn} <= {mentee.id for mentee in (*company.mentees, *more)}


def test_the_first_draft_pins_the_key_and_another_one_is_refused(app, company):
    with_lots(company, LOTS_NORMAL)
    draft = company.draft()
    assert draft.state == READY
    assert company.programme.lot_key_id == set_aside.key_id()

    with_another_key(app)
    with pytest.raises(set_aside.LotKeyChanged, match="lot key"):
        company.ask(draft.round, "stable")
    with pytest.raises(set_aside.LotKeyChanged):
        pool.for_programme(company.programme, make.NOW)


def test_a_draft_that_was_asked_for_under_another_key_fails_with_that_sentence(app, company):
    with_lots(company, LOTS_NORMAL)
    draft = company.ask()

    with_another_key(app)
    tasks.compute(draft.id)
    db.session.expire_all()

    assert draft.state == FAILED
    assert "put instance/lot-key back" in draft.problem


def test_a_programme_without_lots_needs_no_key(app, company):
    company.draft()

    with_another_key(app)

    assert pool.for_programme(company.programme, make.NOW).set_aside == {}


def test_a_key_never_appears_where_it_names_itself(app, company):
    with_lots(company, LOTS_NORMAL)
    assert app.config["SETTINGS"].lot_key not in repr(app.config["SETTINGS"])
    with transaction():
        set_aside.pin_key(company.programme)

    assert company.programme.lot_key_id not in app.config["SETTINGS"].lot_key
