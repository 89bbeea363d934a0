"""`create-admin`: an administrator from the command line, or an existing person made one."""

from datetime import datetime

import click

from mentormatch.admin import letters
from mentormatch.base import audit, clock
from mentormatch.base.db import db, release, transaction
from mentormatch.base.errors import DomainError
from mentormatch.commands.tables import with_tables
from mentormatch.people import addresses, names, powers, queries, services
from mentormatch.people.accounts import passwords
from mentormatch.people.models import ACTIVE, LEFT, Person


@click.command("create-admin")
@click.option("--email", prompt="Email address", help="Used to sign in; emails go there too.")
@click.option("--name", prompt=True, help="The name others see; someone already in mentormatch keeps theirs.")
@click.password_option(help="At least ten characters; you'll be asked if you leave it out.")
@with_tables
def create_admin(email: str, name: str, password: str) -> None:
    """Create an administrator, or make someone already in mentormatch one, with a new password."""
    try:
        name = names.checked(name)
        if not name:
            raise SystemExit("The name is empty. Enter the one others should see.")
        address = addresses.checked(email)
        passwords.check_strength(password, about=(address, name))
    except addresses.NotAnAddress as refusal:
        raise SystemExit(f"“{email}” isn't an email address such as ada@company.com.") from refusal
    except DomainError as refusal:
        raise SystemExit(str(refusal)) from refusal
    password_hash, now = passwords.hash_password(password), clock.now()
    release()
    with transaction():
        shown = _create(address, name, password_hash, now)
    click.echo(f"{shown} can sign in as {address} and is an administrator of this installation.")


def _create(address: str, name: str, password_hash: str, now: datetime) -> str:
    """Create the account, or make the known person an administrator; returns their name."""
    person = queries.by_email(address)
    if person is None:
        person = Person(email=address, name=name, created_at=now)
        db.session.add(person)
    else:
        services.shut_out(person, now=now)
    if person.status == LEFT:
        person.status = ACTIVE
        audit.record("person.returned", on=person, now=now, how="command")
    person.is_administrator, person.password_hash, person.name = True, password_hash, person.name or name
    person.registered_at = person.registered_at or now
    db.session.flush()
    audit.record("administrator.created", on=person, now=now)
    powers.announce(letters.administrator_made_by_command(person), now=now)
    return person.name
