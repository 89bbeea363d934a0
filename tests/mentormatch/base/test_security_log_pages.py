"""The security log: a line for each thing to be alerted to, and nothing in it that anyone typed or was sent."""

import json
import os
import stat

import pytest

from mentormatch import logs
from mentormatch.admin import services as admin
from mentormatch.base import security_log
from mentormatch.base.db import transaction
from tests.support import make
from tests.support.client import client_of

MARK = "PlantedMarker"
TOKEN = "Z" * 43


@pytest.fixture
def written(app, tmp_path):
    """A function that gives the lines so far; the log is put back to standard error afterwards."""
    file = tmp_path / "security.log"
    logs.send_security_to(file)
    yield lambda: [json.loads(line) for line in file.read_text().splitlines()]
    logs.send_security_to(None)


def only(lines, event):
    (line,) = [line for line in lines if line["event"] == event]
    return line


def test_a_refused_sign_in_names_the_account_if_there_is_one_and_the_network(browser, written):
    ines = make.person(password_hash="x")

    for email in (ines.email, f"{MARK}@company.example"):
        browser.open_page("/sign-in").submit("Sign in", email=email, password=MARK)

    assert [(line["event"], line["account"]) for line in written()] == [
        ("sign_in.refused", ines.id), ("sign_in.refused", None)]
    assert (written()[0]["network"], written()[0]["route"]) == ("127.0.0.0/24", "/sign-in")


def test_a_page_of_others_is_noted_with_who_asked_and_what_for(signed_in, written):
    ines, programme = make.person(), make.programme(make.person("Carla Coordinator"))

    signed_in(ines).get(f"/programmes/{programme.slug}/enrolments?q={MARK}")
    signed_in(ines).get(f"/admin?q={MARK}")
    signed_in(ines).get("/programmes/no-such-programme/enrolments")

    first, second = written()
    assert (first["event"], first["account"], first["permission"]) == ("access.refused", ines.id, "run_programme")
    assert (first["thing_kind"], first["thing"]) == ("programme", programme.id)
    assert (second["permission"], second["thing"]) == ("administer", None)


def test_forged_forms_dead_links_and_powers_are_noted(app, browser, signed_in, written):
    ada, ines = make.administrator(), make.person()
    signed_in(ines).post("/account", data={"name": MARK})
    browser.get(f"/register/{TOKEN}")
    browser.get(f"/log/{TOKEN}")
    browser.get(f"/reminders/{ines.id}/{TOKEN}")
    with transaction():
        admin.let_create_programmes(ines, by=ada, now=make.NOW)

    lines = written()
    assert only(lines, "csrf.refused")["account"] == ines.id
    assert [(line["kind"], line["reason"]) for line in lines if line["event"] == "link.refused"] == [
        ("register", "unknown_or_expired"), ("log_meeting", "unknown"), ("reminders", "not_genuine")]
    power = only(lines, "power.granted")
    assert (power["account"], power["holder"], power["verb"]) == (ada.id, ines.id, "person.may_create_programmes")


def test_a_power_that_was_not_granted_in_the_end_is_not_noted(written):
    ada, ines = make.administrator(), make.person()

    with pytest.raises(ZeroDivisionError), transaction():
        admin.let_create_programmes(ines, by=ada, now=make.NOW)
        raise ZeroDivisionError

    assert written() == []


def test_no_line_holds_an_address_a_secret_or_what_was_typed(app, browser, signed_in, written):
    ines = make.person(f"{MARK} Okafor", email=f"{MARK.lower()}@company.example", password_hash="x")
    programme = make.programme(make.person("Carla Coordinator"), summary=MARK)
    for role in (browser, signed_in(ines), client_of(app)):
        for path in (f"/register/{TOKEN}", f"/invitations/{TOKEN}", f"/reset-password/{TOKEN}", f"/log/{TOKEN}",
                     f"/reminders/{ines.id}/{TOKEN}", f"/programmes/{programme.slug}/rounds?q={MARK}",
                     f"/admin/people?words={MARK}"):
            role.get(path)
            role.post(path, data={"name": MARK, "email": ines.email, "password": MARK, "csrf_token": MARK})
    for _ in range(12):
        browser.open_page("/sign-in").submit("Sign in", email=ines.email, password=MARK)

    lines = written()
    assert {"sign_in.refused", "csrf.refused", "access.refused", "link.refused"} <= {line["event"] for line in lines}
    text = json.dumps(lines)
    assert not [word for word in (MARK, MARK.lower(), TOKEN, "@", "127.0.0.1", "Okafor") if word in text]


def test_the_file_is_its_owners_alone_even_after_it_was_moved_away(written, tmp_path):
    file = tmp_path / "security.log"
    for _ in range(2):
        security_log.write("sign_in.refused")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.rename(tmp_path / "security.log.1")
        security_log.write("sign_in.refused")

    assert len(written()) == 1


def test_what_is_no_file_keeps_its_mode(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o666)
    pipe.chmod(0o666)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    logs.send_security_to(pipe)
    security_log.write("sign_in.refused")
    logs.send_security_to(None)

    assert json.loads(os.read(reader, 4_096))["event"] == "sign_in.refused"
    assert stat.S_IMODE(pipe.stat().st_mode) == 0o666
    os.close(reader)


@pytest.mark.parametrize(("address", "network"), [
    ("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1::/48"), ("::ffff:192.0.2.77", "192.0.2.0/24"),
    ("", None), ("nonsense", None), (None, None),
])
def test_of_an_address_only_its_network_is_kept(address, network):
    assert security_log.network_of(address) == network
