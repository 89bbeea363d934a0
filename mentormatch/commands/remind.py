"""`remind`: what the worker does, as one pass for cron."""

import click
from flask.cli import with_appcontext

from mentormatch.base import clock, tasks
from mentormatch.reminders import services


@click.command("remind")
@with_appcontext
def remind() -> None:
    """Do once what the worker does each minute: reminders, due mails, lapses. For cron, without a worker."""
    done = services.run(clock.now())
    tasks.run_sweeps(clock.now())
    click.echo(f"Wrote {done.mails} mails of reminders, about {done.things} things. "
               "Everything else that was due is done.")
