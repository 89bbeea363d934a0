"""A concern keeps the readers it was handed to; and the attacks on that promise that once worked."""

from datetime import timedelta

import pytest

from mentormatch.base import audit_daily
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.concerns import contacts, queries, services
from mentormatch.concerns.services import ConcernReport
from mentormatch.people.models import LEFT
from tests.mentormatch.concerns.test_services import MARKER, do, name, report
from tests.support import make

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def raised(two):
    """A concern that was handed to Wanda."""
    name(two, two.wanda)
    return report(two)


@pytest.fixture
def lena(two, raised):
    """Somebody who was named after it came in."""
    person = make.person("Lena Later")
    name(two, person)
    db.session.refresh(raised)
    return person


def readers(concern):
    db.session.expire_all()
    return [person.name for person in queries.readers_of(concern)]


def log_of(concern):
    db.session.expire_all()
    return [(entry.kind, entry.by and entry.by.name, entry.about and entry.about.name) for entry in concern.entries]


def test_a_coordinator_who_names_herself_reads_nothing_and_nobody_loses_access(two, raised, signed_in):
    """The attack: name oneself, read, take oneself off again, three seconds later."""
    with pytest.raises(contacts.NotNamed):
        do(contacts.name_contact, two.programme, two.coordinator, by=two.coordinator)

    do(contacts.release_contact, two.programme, two.wanda.id, by=two.coordinator)

    assert readers(raised) == ["Wanda Trust"]
    assert signed_in(two.coordinator).open_page(f"/concerns/{raised.id}").status == 404
    assert signed_in(two.wanda).open_page(f"/concerns/{raised.id}").status == 200


def test_coordinators_cannot_name_each_other(two, raised):
    friend = make.person("Frieda Friend")
    with transaction():
        two.programme.coordinators.append(friend)

    for person, by in ((friend, two.coordinator), (two.coordinator, friend)):
        with pytest.raises(contacts.NotNamed):
            do(contacts.name_contact, two.programme, person, by=by)


def test_naming_and_taking_off_is_told_to_every_contact_and_administrator(two, raised, mails):
    before = len(mails())
    other = make.person("Olu Trust")

    do(contacts.name_contact, two.programme, other, by=two.coordinator)
    named = sorted(row.to_email for row in mails()[before:])
    do(contacts.release_contact, two.programme, two.wanda.id, by=two.coordinator)
    released = sorted(row.to_email for row in mails()[before + len(named):])

    everyone = sorted(person.email for person in (two.administrator, two.wanda, other))
    assert named == released == everyone
    assert all("Cora Lindt" in row.text for row in mails()[before:])


def test_who_is_named_later_reads_it_only_if_its_reporter_likes(two, raised, lena, signed_in, mails):
    assert readers(raised) == ["Wanda Trust"]
    assert signed_in(lena).open_page(f"/concerns/{raised.id}").status == 404
    assert "Open Doors" not in signed_in(lena).open_page("/concerns").text

    page = signed_in(two.her).open_page(f"/concerns/{raised.id}/mine")
    page = page.submit("Let Lena Later read this")

    assert readers(raised) == ["Lena Later", "Wanda Trust"]
    assert "You let Lena Later read this" in page.text
    assert mails()[-1].to_email == lena.email
    assert signed_in(lena).open_page(f"/concerns/{raised.id}").status == 200


def test_nobody_else_is_let_in_and_nobody_else_lets_in(two, raised, lena):
    do(services.let_read, raised, two.coordinator.id, by=two.her)
    do(services.let_read, raised, two.him.id, by=two.her)
    assert readers(raised) == ["Wanda Trust"]

    for who in (two.him, two.wanda, two.coordinator):
        with pytest.raises(LookupError):
            do(services.let_read, raised, lena.id, by=who)


def test_opening_is_in_the_log_that_the_reporter_sees_once_a_day(two, raised, signed_in):
    for _time in range(2):
        do(services.open_concern, raised, by=two.wanda)
    with transaction():
        services.open_concern(raised, by=two.wanda, now=LATER + timedelta(days=1))

    assert log_of(raised) == [("received", None, None), *[("opened", "Wanda Trust", None)] * 2]
    assert "Opened" in signed_in(two.her).open_page(f"/concerns/{raised.id}/mine").text
    with pytest.raises(services.NotAContact):
        do(services.open_concern, raised, by=two.coordinator)


def test_looking_at_a_concern_without_opening_it_shows_nothing_of_it(two, raised, signed_in):
    wanda = signed_in(two.wanda)

    cover = wanda.open_page(f"/concerns/{raised.id}")

    assert MARKER not in cover.html
    assert log_of(raised) == [("received", None, None)]
    assert MARKER in cover.submit("Open it").html


def test_an_administrator_hands_on_what_no_one_can_read_and_never_to_themselves(two, raised, lena, signed_in, mails):
    ada = signed_in(two.administrator)
    assert "no one can read" not in ada.open_page("/admin").text.lower()
    assert ada.open_page(f"/concerns/{raised.id}/hand-on").status == 404
    name(two, two.administrator)
    with transaction():
        two.wanda.status = LEFT

    page = ada.open_page("/admin").click("No one can read a concern any more").click("Hand it on")
    wrong = page.submit("Hand it on", your_password="wrong")
    handed_on = wrong.submit("Hand it on", your_password=make.PASSWORD)

    assert readers(raised) == ["Lena Later"]
    assert "We've told its reporter" in handed_on.text
    assert ("handed-on", "Ada Admin", "Lena Later") in log_of(raised)
    assert {row.to_email for row in mails()[-2:]} == {lena.email, two.her.email}
    for who in ("Jonas", "Ines", MARKER):
        assert not [page for page in (page, wrong, handed_on) if who in page.text]
    assert ada.open_page(f"/concerns/{raised.id}").status == 404
    assert "Handed on to Lena Later" in signed_in(two.her).open_page(f"/concerns/{raised.id}/mine").text


def test_without_anybody_named_it_waits(two, raised):
    with transaction():
        two.wanda.status = LEFT
    db.session.expire_all()

    with pytest.raises(services.NobodyToHandOnTo):
        do(services.hand_on, raised, by=two.administrator)
    assert queries.without_readers() == [raised]


def test_a_pair_at_rest_says_nothing_of_a_concern(two, signed_in):
    """What the partner, the coordinator and the trail see of a break is the same, whoever asked for it."""
    views = []
    for ask in ("concern", "coordinator"):
        if ask == "concern":
            with transaction():
                services.report(two.pair, ConcernReport(MARKER, pause_contact=True), by=two.her, now=make.NOW)
        else:
            signed_in(two.coordinator).open_page(f"/pairs/{two.pair.id}").click("Put them on a break").submit(
                "Put them on a break")
        his_page = signed_in(two.him).open_page(f"/pairs/{two.pair.id}").text
        audit_daily.write_due(make.NOW + timedelta(days=1))
        rows = [(row.verb, row.by_id, row.at, row.facts) for row in db.session.scalars(
            db.select(AuditRow).where(AuditRow.verb.like("pair.%")))]
        views.append((his_page, rows, two.pair.state, two.pair.is_held))
        with transaction():
            two.pair.state = "active"
            two.pair.end_breaks()

    assert views[0][0] == views[1][0]
    assert views[0][1] == views[1][1][:1]
    assert views[0][2:] == views[1][2:]


def test_a_coordinator_cannot_end_the_break_of_a_concern_nor_tell_that_there_is_one(two, signed_in, mails):
    with transaction():
        concern = services.report(two.pair, ConcernReport(MARKER, pause_contact=True), by=two.her, now=make.NOW)
    cora, address = signed_in(two.coordinator), f"/pairs/{two.pair.id}"
    with_concern = cora.open_page(address).text
    before = len(mails())

    cora.open_page(address).click("Put them on a break").submit("Put them on a break")
    cora.open_page(address).submit("End this break")

    assert len(mails()) == before
    assert (two.pair.state, two.pair.is_held) == ("paused", True)
    assert cora.open_page(address).text == with_concern
    do(services.end_break, concern, by=two.her)
    db.session.refresh(two.pair)
    assert (two.pair.state, two.pair.is_held) == ("active", False)


def test_a_break_of_their_own_goes_on_after_the_programmes(two, signed_in, mails):
    signed_in(two.coordinator).open_page(f"/pairs/{two.pair.id}").click("Put them on a break").submit(
        "Put them on a break")
    before = len(mails())

    signed_in(two.him).open_page(f"/pairs/{two.pair.id}").click("Need longer?").submit("Take a break")
    assert len(mails()) == before
    signed_in(two.coordinator).open_page(f"/pairs/{two.pair.id}").submit("End this break")

    db.session.refresh(two.pair)
    assert (two.pair.state, two.pair.is_held, two.pair.has_own_break) == ("paused", False, True)
    signed_in(two.her).open_page(f"/pairs/{two.pair.id}").submit("End the break")
    db.session.refresh(two.pair)
    assert (two.pair.state, two.pair.has_own_break) == ("active", False)


def test_a_coordinator_of_her_own_pair_does_not_rest_it(two, signed_in):
    with transaction():
        two.programme.coordinators.append(two.her)

    assert signed_in(two.her).open_page(f"/pairs/{two.pair.id}/rest").status == 404
    assert "Put them on a break" not in signed_in(two.her).open_page(f"/pairs/{two.pair.id}").text
