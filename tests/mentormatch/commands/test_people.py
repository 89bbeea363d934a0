"""create-admin: a first administrator without a browser."""

from mentormatch.base.db import db
from mentormatch.people import passwords
from mentormatch.people.models import Person
from tests.support import make

STRONG = "nine violet otters paddle"


def create_admin(app, email: str, password: str = STRONG):
    """Run the command."""
    words = ["create-admin", "--email", email, "--name", "Ada Admin", "--password", password]
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
    assert "guessed quickly" in result.output
    assert make.count(Person) == 0


def test_what_is_no_address_is_refused_in_a_sentence(app):
    result = create_admin(app, "ada")

    assert result.exit_code == 1
    assert "not an e-mail address" in result.output
