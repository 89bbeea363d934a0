"""A programme's audit trail, as its coordinators see it: what they did, and not a trace of what participants do."""

import csv
import io

import pytest

from mentormatch.admin import programme_trail
from mentormatch.base import audit
from mentormatch.base.db import transaction
from mentormatch.enrolments import membership
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs import services as pairs
from mentormatch.programmes import services as programmes
from tests.site.test_modules import calls, modules
from tests.support import make


@pytest.fixture
def carla(app):
    return make.person("Carla Coordinator", grade=8)


@pytest.fixture
def programme(carla):
    return make.programme(carla)


def read(desk, programme):
    """The page, and the file, as text."""
    page = desk.open_page(f"/programmes/{programme.slug}/audit")
    file = desk.get(f"/programmes/{programme.slug}/audit/export").get_data().decode("utf-8-sig")
    return page.text, file


def recorded(verb, by=None, on=None, **facts):
    with transaction():
        audit.record(verb, by=by, on=on, now=make.NOW, **facts)


def test_coordinators_see_what_their_colleagues_did_with_names(programme, carla, signed_in):
    ada, olu = make.administrator(), make.person("Olu Berg")
    with transaction():
        programmes.appoint(programme, olu.id, by=ada, now=make.NOW)
    recorded("programme.opened", by=ada, on=make.programme(ada, name="Other"))

    desk = signed_in(carla)
    page, file = read(desk, programme)

    assert '<a href="/programmes" aria-current="page"' in " ".join(
        desk.open_page(f"/programmes/{programme.slug}/audit").html.split())
    assert "One entry" in page
    assert "Programme coordinator appointed Ada Admin programme person: Olu Berg" in " ".join(page.split())
    (row,) = list(csv.DictReader(io.StringIO(file, newline="")))
    assert (row["what"], row["by"]) == ("programme.coordinator_appointed", "Ada Admin")


def test_only_coordinators_see_it(programme, signed_in):
    for person in (make.person(), make.administrator()):
        assert signed_in(person).get(f"/programmes/{programme.slug}/audit").status_code == 404
        assert signed_in(person).get(f"/programmes/{programme.slug}/audit/export").status_code == 404


def test_nothing_that_a_participant_does_leaves_a_trace(programme, carla, signed_in):
    mentor = make.enrolment(make.person("Jonas Feld", grade=8), programme, MENTOR)
    mentees = [make.enrolment(make.person(f"Mentee {number}"), programme) for number in "ABC"]
    proposed = [make.pair(mentor, mentee) for mentee in mentees]
    recorded("programme.opened", by=carla, on=programme)
    desk = signed_in(carla)
    before = read(desk, programme)

    with transaction():
        pairs.accept(proposed[0], by=mentor.person, now=make.NOW)
        pairs.accept(proposed[0], by=mentees[0].person, now=make.NOW)
        pairs.decline(proposed[1], by=mentor.person, now=make.NOW)
        membership.pause(mentees[2], now=make.NOW)

    assert make.count(audit.AuditRow) > 1
    assert read(desk, programme) == before


def test_every_verb_that_is_not_named_stays_hidden_whatever_it_is_about(programme, carla, signed_in):
    ines = make.enrolment(make.person(), programme)
    desk = signed_in(carla)
    before = read(desk, programme)

    for verb in (*verbs() - set(programme_trail.SHOWN), "something.new"):
        recorded(verb, by=ines.person, on=ines)
        recorded(verb, on=programme)

    assert {"concern.received", "pair.declined", "pair.lapsed", "pair.paused", "enrolment.withdrawn"} <= verbs()
    assert read(desk, programme) == before


def test_a_coordinator_in_the_pool_sees_no_row_about_a_pair_of_their_own(programme, carla, signed_in):
    own = make.pair(make.enrolment(carla, programme, MENTOR), make.enrolment(make.person(), programme))
    recorded("pair.withdrawn", by=make.administrator(), on=own)

    page, file = read(signed_in(carla), programme)

    assert "Nothing here yet" in page
    assert len(file.splitlines()) == 1


def test_the_fingerprint_of_a_draft_which_changes_with_every_limit_is_not_shown(programme, carla, signed_in):
    recorded("draft.computed", on=programme, pairs=3, fingerprint="f1f2f3", score=700)

    page, file = read(signed_in(carla), programme)

    assert "pairs: 3" in page
    assert not {"f1f2f3", "700"} & set(f"{page} {file}".replace('"', " ").split())


def test_every_verb_that_is_named_is_one_of_ours(app):
    assert set(programme_trail.SHOWN) <= verbs()


def verbs():
    """Every verb that the code may record: the texts shaped like one."""
    texts = {node.value for path in modules("mentormatch") for call in calls(path) for node in call.args
             if hasattr(node, "value") and isinstance(node.value, str)}
    return {text for text in texts if text.count(".") == 1 and text.replace(".", "").replace("_", "").isalpha()}
