"""The gate: closed unless a rule is written, silent about what is not yours, and the same for all methods."""

import pytest
from flask import Flask

from mentormatch.app import create_app
from mentormatch.base import access
from mentormatch.base.access import POLICY, Permission, may, requires
from mentormatch.base.db import transaction
from mentormatch.people.models import LEAVE, LEFT
from tests.support import databases, make


@pytest.fixture
def gated(app: Flask) -> Flask:
    """The app with three more routes: for an administrator, for a thing of one's own, and for nobody."""
    app._got_first_request = False
    things = {"mine": "thing"}

    def load(name: str) -> str | None:
        return things.get(name)

    @app.get("/test/admin")
    @requires(Permission.ADMINISTER)
    def for_administrators():
        return "in"

    @app.get("/test/things/<slug:name>/<int:number>")
    @requires(Permission.USE_OWN_ACCOUNT, on=load)
    def a_thing(thing, number):
        return f"{thing} {number}"

    @app.get("/test/forgotten")
    def forgotten():
        return "in"

    return app


def test_every_permission_has_a_rule():
    assert set(POLICY) == set(Permission)


def test_a_route_without_a_rule_is_closed_even_to_administrators(gated, signed_in):
    assert signed_in(make.administrator()).get("/test/forgotten").status_code == 404


def test_the_app_does_not_start_with_a_route_without_a_rule(tmp_path, monkeypatch):
    monkeypatch.setattr(access, "rule_of", lambda app, endpoint: None if endpoint == "home.index" else access.PUBLIC)

    with pytest.raises(RuntimeError, match=r"home\.index"):
        create_app(databases.settings_for(tmp_path))


def test_what_is_not_yours_looks_as_if_it_were_not_there(gated, signed_in):
    browser = signed_in(make.person())

    assert browser.get("/test/admin").status_code == browser.get("/test/nothing-here").status_code == 404


def test_the_view_gets_the_thing_and_then_the_rest(gated, signed_in):
    browser = signed_in(make.person())

    assert browser.get("/test/things/mine/3").text == "thing 3"
    assert browser.get("/test/things/yours/3").status_code == 404


@pytest.mark.parametrize(("values", "is_in"), [
    ({}, True), ({"status": LEAVE}, True), ({"status": LEFT}, False), ({"password_hash": None}, False)])
def test_who_left_or_has_no_account_is_not_in(app, values, is_in):
    person = make.person(**values)

    assert may(Permission.USE_OWN_ACCOUNT, person=person) is is_in


def test_who_left_is_out_although_the_session_was_not_ended(gated, signed_in):
    ada = make.administrator()
    browser = signed_in(ada)
    assert browser.get("/test/admin").status_code == 200

    with transaction():
        ada.status = LEFT

    assert browser.get("/test/admin").status_code in (302, 303)
