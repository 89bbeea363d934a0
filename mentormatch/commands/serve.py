"""`serve`: bring the database up to date, then run web server and worker together, until one is stopped."""

import fcntl
import http.client
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import select

from mentormatch.base.db import db, release
from mentormatch.commands import demo as demo_company
from mentormatch.commands.processes import Family
from mentormatch.config import PREFIX, Settings
from mentormatch.demo import load
from mentormatch.people.models import Person

HEALTH_SECONDS = 90.0
EVERYWHERE = ("0.0.0.0", "::", "")


@click.command("serve")
@click.option("--demo/--no-demo", default=False, help="Fill an empty database with the demo company.")
@click.option("--with-parent", is_flag=True, help="Stop when the process that started this one is gone.")
@with_appcontext
def serve(demo: bool, with_parent: bool) -> None:
    """Migrate, then run the web server and the worker together; Ctrl-C stops both."""
    settings: Settings = current_app.config["SETTINGS"]
    _check_port(settings)
    with _start_lock(settings.instance_path / "start.lock"):
        upgrade()
        if demo and _is_empty():
            click.echo("Creating the demo company …")
            demo_company.fill()
    sign_in = _sign_in_words()
    db.session.remove()
    db.engine.dispose()
    sys.exit(_run(settings, sign_in, with_parent))


def _run(settings: Settings, sign_in: str, with_parent: bool) -> int:
    family, parent = Family(), os.getppid()
    family.stop_on_signals()
    python = [sys.executable, "-m"]
    family.start("web server", [*python, "gunicorn", "-c", "python:mentormatch.server", "mentormatch.wsgi:app"])
    family.start("worker", [*python, "mentormatch", "work"])
    is_orphan = (lambda: os.getppid() != parent) if with_parent else (lambda: False)
    deadline = time.monotonic() + HEALTH_SECONDS
    try:
        ended = family.watch(lambda: _is_healthy(settings) or is_orphan() or time.monotonic() > deadline)
        if ended is None and not family.is_stopping and not is_orphan():
            if time.monotonic() > deadline:
                click.echo(f"The web server didn't answer within {HEALTH_SECONDS:.0f} seconds.", err=True)
                return 1
            click.echo(f"\nmentormatch is running at {settings.base_url}\n{sign_in}\nCtrl-C stops it.\n")
            ended = family.watch(is_orphan)
    finally:
        family.stop()
    if ended is not None:
        click.echo(f"The {ended[0]} ended on its own (exit code {ended[1]}), so everything was stopped.", err=True)
        return 1
    click.echo("mentormatch has stopped.")
    return 0


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as problem:
            raise SystemExit(
                f"mentormatch can't start: port {settings.port} on {settings.host} can't be used "
                f"({problem.strerror}). Stop whatever is using it, or choose another, "
                f"as in {PREFIX}PORT={settings.port + 1} make run."
            ) from problem


@contextmanager
def _start_lock(path: Path) -> Iterator[None]:
    """Let two starts of one instance fill the database one after the other."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_empty() -> bool:
    person_id = db.session.scalar(select(Person.id).limit(1))
    release()
    return person_id is None


def _sign_in_words() -> str:
    """Who can sign in: the demo says it where its people are there; otherwise the way to the first administrator."""
    has_account = db.session.scalar(select(Person.id).where(Person.password_hash.is_not(None)).limit(1))
    demo_words = load.sign_in_words()
    release()
    if demo_words:
        return demo_words
    return "Sign in with your account." if has_account else "Open it to create the first administrator."


def _is_healthy(settings: Settings) -> bool:
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    connection = http.client.HTTPConnection(host, settings.port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": settings.trusted_hosts[0]})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
