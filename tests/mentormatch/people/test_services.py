"""Accounts: registering, invitations, mailed links."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from mentormatch.base.db import db, transaction
from mentormatch.base.errors import LinkIsDead
from mentormatch.base.mail import OutboxMail
from mentormatch.people import queries, services, tasks
from mentormatch.people.accounts import mail_links, sessions
from mentormatch.people.models import INVITE, REGISTER, RESET, MailedLink, Person
from tests.support import make
from tests.support.joining import ask_to_register, ask_to_reset, join, token_of
from tests.support.make import NOW


def test_registering_makes_a_person_and_signs_her_in(company, mails):
    ask_to_register("mara.quist@company.example")
    new = join(token_of(mails("mara.quist@company.example")[0]))

    mara = queries.by_email("mara.quist@company.example")
    assert (mara.name, mara.has_account, mara.registered_at) == ("Mara Quist", True, NOW)
    assert new.person_id == mara.id
    assert [row.browser for row in sessions.of_person(mara, NOW)] == ["Firefox"]


def test_registering_uses_the_person_the_roster_knows(company, mails):
    known = make.person("Mara Quist", password_hash=None, registered_at=None, department="Legal")
    ask_to_register(known.email)
    join(token_of(mails(known.email)[0]), name="Mara Q.")

    assert make.count(Person) == 2
    assert (known.name, known.department, known.has_account) == ("Mara Q.", "Legal", True)


def test_an_address_outside_the_domains_is_told_so(company):
    with pytest.raises(services.NotOfCompany, match=r"@company\.example") as refusal:
        ask_to_register("mara@elsewhere.example")

    assert refusal.value.field == "email"


def test_without_domains_only_people_on_the_list_get_a_mail(app, mails):
    make.administrator()
    listed = make.person("Mara Quist", password_hash=None)
    for email in (listed.email, "stranger@company.example"):
        ask_to_register(email)

    assert len(mails(listed.email)) == 1
    assert mails("stranger@company.example") == []
    assert make.count(MailedLink) == 1


def test_who_has_an_account_is_told_by_mail_and_gets_no_link(company, mails):
    ines = make.person()
    ask_to_register(ines.email)

    (mail,) = mails(ines.email)
    assert "already" in mail.subject
    assert "/sign-in" in mail.text
    assert "/reset-password" in mail.text
    assert make.count(MailedLink) == 0


@pytest.mark.parametrize("ask", [ask_to_register, ask_to_reset])
def test_who_left_gets_no_mail(company, mails, ask):
    gone = make.person("Mara Quist", status="left")
    ask(gone.email)

    assert mails(gone.email) == []


def test_who_has_no_password_yet_and_wants_a_new_one_gets_the_link_to_register(company, mails):
    listed = make.person("Mara Quist", password_hash=None)
    ask_to_reset(listed.email)

    (mail,) = mails(listed.email)
    assert "/register/" in mail.text
    assert join(token_of(mail)).person_id == listed.id


def statements_of(app: Flask, deed) -> list[str]:
    addresses: list[str] = []

    def note(connection, cursor, statement, parameters, context, executemany) -> None:
        addresses.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        deed()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return addresses


@pytest.mark.parametrize("ask", [ask_to_register, ask_to_reset])
def test_asking_for_a_link_does_the_same_work_for_every_address(app, company, ask):
    ines = make.person()
    listed = make.person("Mara Quist", password_hash=None)
    left = make.person("Olu Berg", status="left")
    everybody = [ines.email, listed.email, left.email, "unknown@company.example"]

    work = [statements_of(app, lambda email=email: ask(email)) for email in everybody]

    assert len(work[0]) >= 3
    assert all(waiting == work[0] for waiting in work)


def test_the_same_post_twice_sends_one_mail(company, mails):
    ask_to_register("mara@company.example", key="one showing")
    ask_to_register("mara@company.example", key="one showing")

    assert len(mails("mara@company.example")) == 1


def test_the_mails_of_links_are_written_once(company, mails):
    ask_to_register("mara@company.example")
    tasks.write_mails(NOW)
    tasks.write_mails(NOW)

    assert make.count(OutboxMail) == 1


@pytest.mark.parametrize(("purpose", "hours"), [(REGISTER, 24), (INVITE, 14 * 24), (RESET, 1)])
def test_a_link_lives_as_long_as_its_mail_says(company, purpose, hours, mails):
    mara = make.person("Mara Quist", password_hash=make.PASSWORD_HASH if purpose == RESET else None)
    with transaction():
        mail_links.ask(mara.email, purpose, by=company, now=NOW)
    token = token_of(mails(mara.email)[0])

    almost = NOW + timedelta(hours=hours, seconds=-1)
    assert mail_links.living(token, purpose, now=almost)
    assert not mail_links.living(token, purpose, now=almost + timedelta(seconds=1))


def test_a_link_works_once_and_takes_all_others_of_its_address_with_it(company, mails):
    mara = make.person("Mara Quist", password_hash=None)
    for key in ("first", "second"):
        ask_to_register(mara.email, key=key)
    with transaction():
        services.invite([mara], by=company, now=NOW)
    written = {token_of(mail): INVITE if "/invitations/" in mail.text else REGISTER for mail in mails(mara.email)}
    assert sorted(written.values()) == [INVITE, REGISTER, REGISTER]

    token, purpose = next(iter(written.items()))
    join(token, purpose)

    for token, purpose in written.items():
        with pytest.raises(LinkIsDead):
            join(token, purpose)


def test_a_link_is_good_for_its_own_purpose_only(company, mails):
    ask_to_register("mara@company.example")
    token = token_of(mails("mara@company.example")[0])

    with pytest.raises(LinkIsDead):
        join(token, INVITE)
    with pytest.raises(LinkIsDead), transaction():
        services.reset_password(token, password_hash="x", now=NOW)


def test_a_link_dies_with_a_person_who_leaves(company, mails):
    mara = make.person("Mara Quist", password_hash=None)
    ask_to_register(mara.email)
    token = token_of(mails(mara.email)[0])
    with transaction():
        mara.status = "left"

    with pytest.raises(LinkIsDead):
        join(token)


def test_the_database_holds_no_secret_of_a_link(company, mails):
    ask_to_register("mara@company.example")
    token = token_of(mails("mara@company.example")[0])

    stored = db.session.scalars(db.select(MailedLink.token_hash)).all()
    assert token not in stored
    assert len(stored) == 1


def test_inviting_skips_accounts_and_people_who_left(company, mails):
    listed = make.person("Mara Quist", password_hash=None)
    away = make.person("Lena Roth", password_hash=None, status="leave")
    others = [make.person(), make.person("Olu Berg", password_hash=None, status="left")]

    with transaction():
        done = services.invite([listed, away, *others], by=company, now=NOW)

    assert (done.invited, done.skipped) == (2, 2)
    assert listed.invited_at == NOW
    (mail,) = mails(listed.email)
    assert company.name in mail.text
    assert "14 days" in mail.text
    assert len(mails(away.email)) == 1
    assert mails(others[0].email) == mails(others[1].email) == []


def test_who_registered_before_the_worker_wrote_gets_no_invitation(company, mails):
    mara = make.person("Mara Quist", password_hash=None)
    with transaction():
        services.invite([mara], by=company, now=NOW)
    with transaction():
        mara.password_hash = "x"

    assert mails(mara.email) == []
