"""A boundary is its owner's secret: nothing a coordinator, an administrator or the other person reads shows it."""

import re

import pytest

from mentormatch.base import audit, idempotency, mail
from mentormatch.base.db import db, transaction
from mentormatch.enrolments import services
from mentormatch.enrolments.models import MENTOR, Boundary
from tests.support import make

NAME = "Quirin Zwiebelmarker"
CHANGING = re.compile(r'<input[^>]*name="(?:csrf_token|idempotency_key)"[^>]*>|quote this number: \w+')


@pytest.fixture
def scene(app):
    """A coordinator and administrator, a protégée, and whom she wants to avoid, who is a sponsor there."""
    ada = make.administrator()
    programme = make.programme(ada)
    ines, other = make.person(), make.person(NAME)
    enrolment = make.enrolment(ines, programme)
    make.charter(make.enrolment(other, programme, MENTOR))
    return ada, enrolment, other


def pages_of(app, enrolment):
    """Every page without parameters, and every one about the programme.

    Not the pool: like a draft it computes anew who can be paired with whom. That nobody can tell a boundary from a
    low score there is tested with the rounds.
    """
    addresses = set()
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            known = {"slug": enrolment.programme.slug, "enrolment_id": enrolment.id, "person_id": enrolment.person_id}
            computed = rule.endpoint in ("static", "rounds.pool")
            if "GET" in rule.methods and not computed and rule.arguments <= known.keys():
                addresses.add(app.url_map.bind("localhost").build(
                    rule.endpoint, {name: known[name] for name in rule.arguments}))
    return sorted(addresses)


def readings(client, addresses):
    return {address: CHANGING.sub("", client.get(address).get_data(as_text=True)) for address in addresses}


def avoid(enrolment, other):
    with transaction():
        services.add_boundary(enrolment, other.id, now=make.NOW)


def test_no_page_of_anybody_else_changes_by_a_boundary(app, scene, signed_in):
    ada, enrolment, other = scene
    addresses = pages_of(app, enrolment)
    clients = {person.name: signed_in(person) for person in (ada, other, make.person("Rui Teles"))}
    before = {name: readings(client, addresses) for name, client in clients.items()}

    avoid(enrolment, other)

    assert make.count(Boundary) == 1
    assert f"/programmes/{enrolment.programme.slug}/enrolments" in addresses
    for name, client in clients.items():
        assert readings(client, addresses) == before[name], f"{name} can tell that there is a boundary."


def test_nothing_but_the_boundary_itself_is_written(app, scene):
    _ada, enrolment, other = scene
    tables = (audit.AuditRow, mail.OutboxMail, idempotency.PostedForm)
    before = [make.count(model) for model in tables]

    avoid(enrolment, other)

    assert [make.count(model) for model in tables] == before


def test_the_owner_adds_and_removes_it_on_the_page(scene, signed_in):
    _ada, enrolment, _other = scene
    page = signed_in(enrolment.person).open_page(f"/enrolments/{enrolment.id}/boundaries")
    assert "Your list is empty." in page.text

    page = page.submit("Search", words="zwiebel")
    assert NAME in page.text
    assert "zwiebel" not in page.path + page.response.request.url
    page = page.submit("Add")
    assert make.count(Boundary) == 1
    assert "You won't be matched with" in page.text
    page = page.submit("Remove")

    assert make.count(Boundary) == 0
    assert NAME not in page.text


def test_searching_for_somebody_writes_nothing(scene, signed_in):
    _ada, enrolment, _other = scene
    browser = signed_in(enrolment.person)
    page = browser.open_page(f"/enrolments/{enrolment.id}/boundaries")
    tables = (Boundary, audit.AuditRow, idempotency.PostedForm)
    before = [make.count(model) for model in tables]

    page.submit("Search", words="zwiebel")

    assert [make.count(model) for model in tables] == before


def test_the_other_pages_of_the_owner_do_not_show_it_either(scene, signed_in):
    _ada, enrolment, other = scene
    browser = signed_in(enrolment.person)
    addresses = [f"/enrolments/{enrolment.id}", f"/enrolments/{enrolment.id}/check"]
    before = [CHANGING.sub("", browser.open_page(address).html) for address in addresses]

    avoid(enrolment, other)

    assert [CHANGING.sub("", browser.open_page(address).html) for address in addresses] == before


def test_no_model_leads_to_boundaries(app):
    leading = [f"{mapper.class_.__name__}.{relationship.key}" for mapper in Boundary.registry.mappers
               for relationship in mapper.relationships if relationship.mapper.class_ is Boundary]

    assert leading == [], "Read boundaries with queries.boundaries or queries.boundary_people only."


def test_whom_a_boundary_is_about_is_forgotten_with_the_enrolment(scene):
    _ada, enrolment, other = scene
    avoid(enrolment, other)

    with transaction():
        db.session.delete(enrolment)

    assert make.count(Boundary) == 0
