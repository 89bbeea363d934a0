"""`remind`: what the worker does, as one pass for cron."""

import click

from mentormatch.base import clock, tasks
from mentormatch.commands.tables import with_tables
from mentormatch.reminders import services


@click.command("remind")
@with_tables
def remind() -> None:
    """Do once what the worker does each minute: reminders, due mails, lapses. For cron, without a worker."""
    done = services.run(clock.now())
    tasks.run_sweeps(clock.now())
    click.echo(f"Wrote {done.mails} mails of reminders, about {done.things} things. "
               "Everything else that was due is done.")
