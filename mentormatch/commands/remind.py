"""`remind`: what the worker does, as one pass for cron."""

import click

from mentormatch.base import clock, tasks
from mentormatch.commands.tables import with_tables
from mentormatch.reminders import services


@click.command("remind")
@with_tables
def remind() -> None:
    """Do once what the worker does each minute: reminders, emails, deadlines. For cron, without a worker."""
    sent = services.run(clock.now())
    tasks.run_sweeps(clock.now())
    click.echo(f"Sent {sent.mails} reminder emails, about {sent.things} things. Everything else that was due is done.")
