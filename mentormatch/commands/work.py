"""`work` and `remind`: what happens outside requests, as a process that stays or as one pass for cron."""

import click
from flask import current_app
from flask.cli import with_appcontext

from mentormatch.base import clock, tasks


@click.command("work")
@with_appcontext
def work() -> None:
    """Send mail, compute drafts and remind, until stopped (Ctrl-C, SIGTERM)."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # threads need the app itself
    tasks.consumer(app, app.config["SETTINGS"].worker_threads).run()


@click.command("remind")
@with_appcontext
def remind() -> None:
    """Do once what the worker does each minute: due mails, reminders, lapses. For cron, without a worker."""
    tasks.run_sweeps(clock.now())
    click.echo("Everything that was due is done.")
