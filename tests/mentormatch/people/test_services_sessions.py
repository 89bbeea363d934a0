"""Accounts: the first administrator, signing in, new passwords, being shut out, what the sweep forgets."""

from datetime import timedelta

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import LinkIsDead
from mentormatch.people import queries, services, tasks
from mentormatch.people.accounts import passwords, sessions
from mentormatch.people.models import MailedLink, Person, SignIn
from tests.support import make
from tests.support.joining import HERE, NEW, ask_to_reset, token_of
from tests.support.make import NOW, PASSWORD


def test_the_first_administrator_is_the_only_one_made_so(app):
    with transaction():
        services.create_administrator("ada@company.example", "Ada", password_hash="x", device=HERE, now=NOW)

    with pytest.raises(services.AdministratorExists), transaction():
        services.create_administrator("eve@company.example", "Eve", password_hash="x", device=HERE, now=NOW)
    assert [person.name for person in queries.administrators()] == ["Ada"]


def test_the_first_administrator_may_be_on_the_roster(app):
    listed = make.person("Ada Admin", password_hash=None, status="leave")
    with transaction():
        services.create_administrator(listed.email, "Ada", password_hash="x", device=HERE, now=NOW)

    assert make.count(Person) == 1
    assert listed.is_administrator
    assert listed.can_sign_in


def prove_and_sign_in(email, password=PASSWORD, now=NOW):
    proof = services.prove(email, password)
    with transaction():
        return services.sign_in(proof, device=HERE, now=now)


def test_signing_in_finds_the_address_however_it_is_typed(app):
    ines = make.person()

    assert prove_and_sign_in(f"  {ines.email.upper()} ").person_id == ines.id


def test_a_dated_hash_is_made_anew_at_sign_in(app):
    ines = make.person()
    assert passwords.is_dated(ines.password_hash)

    prove_and_sign_in(ines.email)

    assert not passwords.is_dated(ines.password_hash)
    assert passwords.is_right(ines.password_hash, PASSWORD)


def test_a_password_that_changed_between_proof_and_sign_in_opens_nothing(app):
    ines = make.person()
    proof = services.prove(ines.email, PASSWORD)
    with transaction():
        ines.password_hash = passwords.hash_password(NEW)

    with pytest.raises(services.WrongSignIn), transaction():
        services.sign_in(proof, device=HERE, now=NOW)


def test_a_new_password_ends_all_sessions_and_links_and_tells_by_mail(company, mails):
    ines = make.person()
    prove_and_sign_in(ines.email)
    ask_to_reset(ines.email)
    token = token_of(mails(ines.email)[0])

    with transaction():
        services.reset_password(token, password_hash=passwords.hash_password(NEW), now=NOW)

    assert sessions.of_person(ines, NOW) == []
    assert passwords.is_right(ines.password_hash, NEW)
    assert "changed" in mails(ines.email)[0].subject
    with pytest.raises(LinkIsDead), transaction():
        services.reset_password(token, password_hash="x", now=NOW)


def test_who_is_shut_out_has_no_session_and_no_link(company, mails):
    ines = make.person()
    prove_and_sign_in(ines.email)
    ask_to_reset(ines.email)

    with transaction():
        services.shut_out(ines, now=NOW)

    assert make.count(SignIn) == 0
    assert mails(ines.email) == []


def test_deeds_leave_rows_in_the_audit_trail_without_private_text(company, mails):
    ines = make.person()
    prove_and_sign_in(ines.email)
    with transaction():
        services.change_profile(ines, name="Ines O.", languages=["pt"], time_zone="UTC", colour_theme="dark", now=NOW)

    rows = db.session.scalars(db.select(AuditRow).order_by(AuditRow.id)).all()
    assert [row.verb for row in rows] == ["person.signed_in", "person.profile_changed"]
    assert all(row.by_id == ines.id and row.facts == {} for row in rows)


def test_the_sweep_forgets_what_is_past(company, mails):
    ines = make.person()
    prove_and_sign_in(ines.email)
    ask_to_reset(ines.email)
    mails(ines.email)

    tasks.forget(NOW + timedelta(days=13))
    assert (make.count(SignIn), make.count(MailedLink)) == (1, 1)
    tasks.forget(NOW + timedelta(days=31))

    assert (make.count(SignIn), make.count(MailedLink)) == (0, 0)
