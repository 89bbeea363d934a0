"""create-admin: a first administrator without a browser."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.people.accounts import passwords, sessions
from mentormatch.people.models import LEFT, Person
from tests.support import make

STRONG = "nine violet otters paddle"


def create_admin(app, email: str, password: str = STRONG, name: str = "Ada Admin"):
    """Run the command."""
    words = ["create-admin", "--email", email, "--name", name, "--password", password]
    return app.test_cli_runner().invoke(args=words)


def test_a_new_administrator_can_sign_in(app):
    result = create_admin(app, "Ada@Company.example")

    person = db.session.scalar(db.select(Person))
    assert result.exit_code == 0, result.output
    assert (person.email, person.is_administrator, person.can_sign_in) == ("ada@company.example", True, True)
    assert passwords.is_right(person.password_hash, STRONG)


def test_a_known_person_becomes_administrator_and_keeps_her_name(app):
    make.person("Ines Okafor")

    create_admin(app, "ines.okafor@company.example")

    person = db.session.scalar(db.select(Person))
    assert (person.name, person.is_administrator) == ("Ines Okafor", True)


def test_a_weak_password_is_refused_in_a_sentence(app):
    result = create_admin(app, "ada@company.example", "password12")

    assert result.exit_code == 1
    assert "too easy to guess" in result.output
    assert make.count(Person) == 0


@pytest.mark.parametrize("email", ["ada", "Ada <ada@company.example>", "ada@company.example, ben@company.example", "@"])
def test_what_is_no_address_is_refused_in_a_sentence(app, email):
    result = create_admin(app, email)

    assert result.exit_code == 1
    assert "isn't an email address" in result.output
    assert make.count(Person) == 0


def test_an_address_is_kept_as_people_sign_in_with_it(app):
    assert create_admin(app, " Ada@Bücher.example ").exit_code == 0

    assert db.session.scalar(db.select(Person.email)) == "ada@xn--bcher-kva.example"


def test_an_administrator_without_a_name_is_refused(app):
    result = create_admin(app, "ada@company.example", name=" \n ")

    assert (result.exit_code, make.count(Person)) == (1, 0)
    assert "The name is empty." in result.output


@pytest.mark.parametrize("name", ["ada@company.example", "Ada www.evil.example", "Ada\u202enimdA", "Ada\x07", "4711"])
def test_a_name_that_others_could_not_read_as_one_is_refused(app, name):
    result = create_admin(app, "ada@company.example", name=name)

    assert result.exit_code == 1
    assert "name" in result.output
    assert make.count(Person) == 0


def test_somebody_who_had_left_is_back_and_can_sign_in_as_it_says(app):
    ines = make.person("Ines Okafor", status=LEFT)

    result = create_admin(app, ines.email)

    db.session.expire_all()
    assert "Ines Okafor can sign in as ines.okafor@company.example" in result.output
    assert ines.can_sign_in


def test_a_new_password_ends_the_sessions_begun_with_the_old_one(app):
    ines = make.person("Ines Okafor")
    with transaction():
        sessions.begin(ines, browser="Firefox", address="", now=make.NOW)

    create_admin(app, ines.email)

    db.session.expire_all()
    assert sessions.of_person(ines, make.NOW) == []
