"""`work`: what happens outside requests, as a process that stays."""

import click
from flask import current_app
from flask.cli import with_appcontext

from mentormatch.base import tasks


@click.command("work")
@with_appcontext
def work() -> None:
    """Send emails, create drafts and send reminders, until stopped (Ctrl-C, SIGTERM)."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # threads need the app itself
    tasks.work(app, app.config["SETTINGS"].worker_threads)
