"""Who hears of a concern, what becomes of it, and what never learns of it."""

from datetime import time, timedelta
from functools import partial

import pytest

from mentormatch.base import audit_daily
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import ChangedMeanwhile, IsClosed
from mentormatch.concerns import contacts, queries, services
from mentormatch.concerns.models import Concern
from mentormatch.concerns.services import ConcernReport
from mentormatch.pairs.models import ACTIVE, PAUSED
from mentormatch.people.models import LEAVE, LEFT, Person
from tests.mentormatch.signals.test_services import statements
from tests.support import make

MARKER = "MARKER he shouts"


def report(two, by=None, **more):
    with transaction():
        return services.report(two.pair, ConcernReport(MARKER, **more), by=by or two.her, now=make.NOW)


def do(deed, *args, **kwargs):
    with transaction():
        return deed(*args, now=make.NOW + timedelta(hours=1), **kwargs)


def name(two, *people):
    for person in people:
        do(contacts.name_contact, two.programme, person, by=two.coordinator)


def heard_by(two):
    db.session.rollback()
    return [entry.name for entry in queries.contacts_for(two.pair)]


def test_concerns_reach_administrators_until_somebody_is_named(two):
    assert heard_by(two) == ["Ada Admin"]

    name(two, two.wanda)

    assert heard_by(two) == ["Wanda Trust"]


def test_nobody_who_is_part_of_the_pair_hears_of_it(two):
    name(two, two.him, two.wanda)
    assert heard_by(two) == ["Wanda Trust"]

    do(contacts.release_contact, two.programme, two.wanda.id, by=two.coordinator)
    assert heard_by(two) == ["Ada Admin"]

    with transaction():
        two.administrator.is_administrator = False
        two.him.is_administrator = True
    assert heard_by(two) == ["Cora Lindt"]


def test_a_concern_reaches_somebody_at_work(two, mails):
    name(two, two.wanda)
    with transaction():
        two.wanda.status = LEAVE

    assert heard_by(two) == ["Wanda Trust", "Ada Admin"]
    report(two)
    assert "ada.admin@company.example" in {mail.to_email for mail in mails()}
    with transaction():
        two.administrator.status = LEAVE
    assert heard_by(two) == ["Wanda Trust", "Ada Admin", "Cora Lindt"]


def test_without_anybody_to_hear_of_it_nothing_is_kept(two):
    with transaction():
        for person in (two.administrator, two.coordinator):
            person.status = LEFT

    with pytest.raises(services.NobodyToHear):
        report(two)
    assert make.count(Concern) == 0


def test_the_contacts_and_the_reporter_get_a_mail_that_says_nothing(two, mails):
    name(two, two.wanda)

    report(two)

    letters = [row for row in mails() if row.kind != "people.power"]
    assert [row.to_email for row in letters] == ["wanda.trust@company.example", "ines.okafor@company.example"]
    assert {(row.kind, row.subject) for row in letters} == {("pairs.message", "Something to read in mentormatch")}
    for row in letters:
        assert not any(word in row.text + row.subject for word in (MARKER, "Jonas", "concern in", "Ines Okafor and"))


def test_the_audit_trail_learns_neither_of_the_pair_nor_of_the_reporter(two):
    concern = report(two, pause_contact=True)
    do(services.close, concern, "MARKER sorted", by=two.administrator, version=1)
    assert make.count(AuditRow) == 0, "a row of today has a place among others"
    audit_daily.write_due(make.NOW + timedelta(days=1))

    rows = db.session.scalars(db.select(AuditRow).order_by(AuditRow.id)).all()
    assert sorted((row.verb, row.by_id, row.thing_kind, row.facts) for row in rows) == [
        ("concern.closed", None, "programme", {}), ("concern.received", None, "programme", {}),
        ("pair.paused", None, "pair", {})]
    assert {row.at.time() for row in rows} == {time(0)}


def test_words_are_in_the_concern_and_its_log_and_nowhere_else(two):
    concern = report(two, gives_name=True)
    do(services.take_in_hand, concern, by=two.administrator, version=1)
    for deed in (services.note, services.write):
        do(deed, concern, MARKER, by=two.administrator)
    do(services.add, concern, MARKER, by=two.her)
    do(services.close, concern, MARKER, by=two.administrator, version=2)

    db.session.rollback()
    places = {table.name for table in db.metadata.sorted_tables
             if any("MARKER" in str(row) for row in db.session.execute(db.select(table)))}
    assert places == {"concern", "concern_entry"}


def test_the_same_words_posted_twice_are_kept_and_mailed_once(two, mails):
    concern = report(two)
    sent = len(mails())

    for deed, by in ((services.note, two.administrator), (services.write, two.administrator), (services.add, two.her)):
        for _time in range(2):
            do(deed, concern, MARKER, by=by, idempotency_key=f"key of {deed.__name__}")

    db.session.expire_all()
    assert sorted(entry.kind for entry in concern.entries) == ["added", "message", "note", "received"]
    assert len(mails()) == sent + 2


def test_it_goes_from_received_to_in_hand_to_closed(two, mails):
    concern = report(two)
    for _time in range(2):
        do(services.take_in_hand, concern, by=two.administrator, version=1)
    do(services.close, concern, "We spoke.", by=two.administrator, version=2)

    assert (concern.state, concern.outcome) == ("closed", "We spoke.")
    assert [row.to_email for row in mails()][2:] == [two.her.email] * 2
    with pytest.raises(IsClosed):
        do(services.close, concern, "Again", by=two.administrator, version=3)
    with pytest.raises(IsClosed):
        do(services.add, concern, "More", by=two.her)


def test_two_contacts_do_not_overwrite_each_other(two):
    other = make.person("Olu Trust")
    name(two, two.wanda, other)
    concern = report(two)
    do(services.take_in_hand, concern, by=two.wanda, version=1)

    with pytest.raises(ChangedMeanwhile):
        do(services.close, concern, "Done", by=other, version=1)


@pytest.mark.parametrize("who", ["administrator", "coordinator", "him", "her"])
def test_only_those_named_handle_it(two, who):
    name(two, two.wanda)
    concern = report(two)

    for deed in (services.note, services.write):
        with pytest.raises(services.NotAContact):
            do(deed, concern, "x", by=getattr(two, who))
    with pytest.raises(services.NotAContact):
        do(services.take_in_hand, concern, by=getattr(two, who), version=1)


def test_contact_is_paused_on_request_without_a_word_of_why(two, mails):
    report(two, pause_contact=True)

    assert (two.pair.state, two.pair.is_held) == (PAUSED, True)
    mails_sent = [row for row in mails() if row.kind == "pairs.paused"]
    assert sorted(row.to_email for row in mails_sent) == ["ines.okafor@company.example", "jonas.feld@company.example"]
    assert all("all sorts of reasons" in row.text for row in mails_sent)


def test_the_reporter_or_a_contact_ends_the_break_and_the_last_of_two_releases_the_pair(two):
    to_mentee, to_mentor = report(two, pause_contact=True), report(two, by=two.him, pause_contact=True)

    do(services.end_break, to_mentee, by=two.her)
    assert two.pair.state == PAUSED

    do(services.end_break, to_mentor, by=two.administrator)
    do(services.end_break, to_mentor, by=two.administrator)
    assert (two.pair.state, two.pair.is_held) == (ACTIVE, False)


def test_the_other_one_cannot_end_the_break(two):
    concern = report(two, pause_contact=True)

    with pytest.raises(services.NotAContact):
        do(services.end_break, concern, by=two.him)


def test_the_same_form_posted_twice_raises_one(two, mails):
    for _time in range(2):
        with transaction():
            services.report(two.pair, ConcernReport(MARKER), by=two.her, now=make.NOW, idempotency_key="k")

    assert (make.count(Concern), len(mails())) == (1, 2)


def test_nothing_is_mailed_to_a_reporter_on_leave(two, mails):
    concern = report(two)
    with transaction():
        two.her.status = LEAVE

    do(services.write, concern, "Hello", by=two.administrator)

    assert len(mails()) == 2


def test_who_left_or_has_no_account_is_not_named(two):
    gone = make.person("Gone Away", status=LEFT)

    for person in (gone, make.person("No Account", password_hash=None), None):
        with pytest.raises(contacts.NotNamed):
            name(two, person)


def test_an_inbox_has_what_is_entrusted_and_a_list_what_one_handed_in(two):
    name(two, two.wanda)
    concern = report(two)

    assert queries.inbox(two.wanda) == [concern]
    assert queries.reported_by(two.her.id) == [concern]
    for person in (two.administrator, two.coordinator, two.him, two.her):
        assert queries.inbox(person) == []
    assert queries.reported_by(two.him.id) == []


def test_an_inbox_takes_as_many_statements_for_four_concerns_as_for_one(app, two):
    counts = []
    for more in (1, 3):
        for _time in range(more):
            report(two)
        with app.app_context():  # which has a session of its own
            reader = db.session.get_one(Person, two.administrator.id)
            counts.append(statements(partial(queries.inbox, reader)))

    assert counts[0] == counts[1]
