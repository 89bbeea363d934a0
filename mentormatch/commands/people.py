"""`create-admin`: an administrator from the command line, or an existing person made one."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from mentormatch.base import audit, clock
from mentormatch.base.db import db, release, transaction
from mentormatch.base.errors import DomainError
from mentormatch.people import passwords
from mentormatch.people.models import Person


@click.command("create-admin")
@click.option("--email", prompt="E-mail address", help="Where mail reaches her; she signs in with it.")
@click.option("--name", prompt=True, help="Her name, as others see it.")
@click.password_option(help="At least ten characters; asked for when not given.")
@with_appcontext
def create_admin(email: str, name: str, password: str) -> None:
    """Make an administrator, or make a person who is known already one, with a new password."""
    email = email.strip().lower()
    if "@" not in email.strip("@"):
        raise SystemExit(f"“{email}” is not an e-mail address such as ada@company.com.")
    try:
        passwords.check_strength(password, about=(email, name))
    except DomainError as refusal:
        raise SystemExit(str(refusal)) from refusal
    password_hash, now = passwords.hashed(password), clock.now()
    release()
    with transaction():
        person = db.session.scalar(select(Person).where(Person.email == email))
        if person is None:
            person = Person(email=email, name=name.strip(), created_at=now)
            db.session.add(person)
        person.is_administrator, person.password_hash = True, password_hash
        person.registered_at = person.registered_at or now
        db.session.flush()
        audit.record("administrator.created", on=person, now=now)
    click.echo(f"{name} can sign in as {email} and administers this installation.")
