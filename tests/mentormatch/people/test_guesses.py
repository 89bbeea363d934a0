"""Guessing at passwords: a stranger slows down, an owner with the right password gets in, no one learns who exists."""

import pytest

from mentormatch.base.db import transaction
from mentormatch.base.throttle import ThrottleCount, db
from mentormatch.people.accounts import guesses
from tests.support import make
from tests.support.client import client_of
from tests.support.make import PASSWORD

INES = "ines.okafor@company.example"


def try_from(client, address, *, email=INES, password="not it at all"):
    client.environ_base = {**client.environ_base, "REMOTE_ADDR": address}
    page = client.open_page("/sign-in")
    if not page.reader.forms or page.path != "/sign-in":
        return page
    return page.submit("Sign in", having="password", email=email, password=password, follow=False)


def wait(seconds):
    """Let so many seconds pass for what is counted."""
    with transaction():
        for row in db.session.scalars(db.select(ThrottleCount)):
            row.expires_at -= seconds


def attack(app, email=INES, places=30):
    """A stranger guesses from many places, until each is answered with a wait."""
    return [try_from(client_of(app), f"203.0.113.{place}", email=email).status for place in range(places)]


def test_a_stranger_with_many_places_is_slowed_down_and_the_owner_of_a_known_device_is_not(app):
    make.person()
    owner = client_of(app)
    assert try_from(owner, "198.51.100.7", password=PASSWORD).status == 303
    owner.delete_cookie("mentormatch")

    assert attack(app) == [400] * 20 + [429] * 10
    assert try_from(owner, "203.0.113.1", password="a slip of the finger").status == 400
    assert try_from(owner, "203.0.113.1", password=PASSWORD).status == 303


def test_from_a_new_device_the_right_password_opens_after_ten_seconds_of_an_attack(app):
    make.person()
    attack(app)
    device = client_of(app)

    answer = try_from(device, "198.51.100.8", password=PASSWORD)
    assert answer.status == 429
    assert "Wait 10 seconds, then try again." in answer.text
    assert answer.response.headers["Retry-After"] == "10"
    wait(guesses.WAIT_SECONDS)
    attack(app)

    assert try_from(device, "198.51.100.8", password=PASSWORD).status == 303


def test_while_an_account_is_attacked_a_place_has_three_guesses_in_fifteen_minutes(app):
    make.person()
    attack(app)
    statuses = []
    for _ in range(4):
        try_from(client_of(app), "192.0.2.1")
        wait(guesses.WAIT_SECONDS)
        statuses.append(try_from(client_of(app), "192.0.2.1").status)

    assert statuses == [400] * 3 + [429]


def test_an_attack_reads_the_same_whether_or_not_there_is_an_account(app):
    make.person()

    assert attack(app) == attack(app, "nobody@company.example")


def test_addresses_of_one_ipv6_network_count_as_one(app):
    make.person()
    statuses = [try_from(client_of(app), f"2001:db8:0:1::{host:x}").status for host in range(11)]

    assert statuses == [400] * 10 + [429]
    assert try_from(client_of(app), "2001:db8:0:2::1").status == 400


def test_right_passwords_never_count(app):
    make.person()
    statuses = [try_from(client_of(app), "192.0.2.1", password=PASSWORD).status for _ in range(15)]

    assert statuses == [303] * 15


@pytest.mark.parametrize("change", [lambda value: value[:-4] + "AAAA", lambda value: "forged"])
def test_a_forged_or_borrowed_device_cookie_is_no_known_device(app, change):
    make.person()
    make.person("Mara Quist")
    owner = client_of(app)
    answer = try_from(owner, "192.0.2.1", password=PASSWORD).response
    (cookie,) = [value for name, value in answer.headers if name == "Set-Cookie" and value.startswith("known-")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    name, _, value = cookie.partition(";")[0].partition("=")
    attack(app)

    forger = client_of(app)
    forger.set_cookie(name, change(value))
    assert try_from(forger, "192.0.2.9").status == 429
    attack(app, "mara.quist@company.example")
    borrower = client_of(app)
    borrower.set_cookie(f"known-{guesses._hash('mara.quist@company.example')[:16]}", value)
    assert try_from(borrower, "192.0.2.9", email="mara.quist@company.example").status == 429
