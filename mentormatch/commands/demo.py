"""`demo`: fill an empty database with the demo company."""

import click
from flask import current_app

from mentormatch import logs
from mentormatch.base import clock
from mentormatch.base.db import transaction
from mentormatch.base.errors import DomainError
from mentormatch.commands.tables import with_tables
from mentormatch.demo import load
from mentormatch.people.accounts import passwords


@click.command("demo")
@with_tables
def demo() -> None:
    """Fill an empty database with a demo company: 240 people, a running and an enrolling programme."""
    fill()
    click.echo(load.sign_in_words())


def fill() -> None:
    """Make the demo company; ends the process with a sentence where there are people already."""
    password_hash = passwords.hash_password(load.PASSWORD)
    today = clock.today(current_app.config["SETTINGS"].time_zone)
    try:
        with logs.without_security(), transaction():
            load.load(today, password_hash=password_hash)
    except DomainError as refusal:
        raise SystemExit(str(refusal)) from refusal
