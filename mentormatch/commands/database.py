"""`init-db` and `check`: bring the database up to date, and check everything an installation needs."""

import smtplib
import socket
import sys
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import click
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy.exc import SQLAlchemyError

from mentormatch.base import audit, clock, mail
from mentormatch.base.db import db, release
from mentormatch.config import is_open_to_others, own_files
from mentormatch.health import queries as health

REACH_SECONDS = 5


@click.command("init-db")
@with_appcontext
def init_db() -> None:
    """Create the tables, or bring them up to date. Safe to run again, and from several machines at once."""
    upgrade()
    click.echo(f"The database is up to date (migration {health.revision()}).")
    release()


@click.command("check")
@click.option("--audit-head", default=audit.FIRST, help="A hash that an earlier check printed; it must still be there.")
@with_appcontext
def check(audit_head: str) -> None:
    """Check database, tables, audit trail, worker, queue and mail server; exits with 1 if one of them doesn't work."""
    is_well = True
    for what, problem in _findings(audit_head):
        click.echo(f"{what:<12} {problem or 'ok'}")
        is_well = is_well and not problem
    sys.exit(0 if is_well else 1)


def _findings(audit_head: str) -> Iterator[tuple[str, str]]:
    report = health.report(clock.now())
    for what, word in report.items():
        yield what, "" if word == health.OK else word
    if report["migrations"] == health.OK:
        yield "tables", _problem_of(_drift)
        yield "audit trail", _problem_of(lambda: _audit_trail(audit_head))
        yield "emails", _problem_of(_sealed_emails)
    yield "files", _problem_of(_open_files)
    yield "queue", _problem_of(current_app.extensions["queue"].pending_count)
    yield "mail", _problem_of(_mail_server)


def _problem_of(look: Callable[[], object]) -> str:
    """The problem a look meets, in words; empty when it meets none."""
    try:
        answer = look()
    except (OSError, SQLAlchemyError, smtplib.SMTPException) as problem:
        return str(problem) or type(problem).__name__
    except Exception as problem:  # the drivers of queues raise errors of their own kinds
        return f"{type(problem).__name__}: {problem}"
    return answer if isinstance(answer, str) else ""


def _drift() -> str:
    context = MigrationContext.configure(db.session.connection(), opts={"compare_type": False})
    differences = compare_metadata(context, db.metadata)
    release()
    return f"differ from this version in {len(differences)} places" if differences else ""


def _audit_trail(known_head: str) -> str:
    """What is wrong with the chain of audit rows; where nothing is, its last hash is printed, to be kept elsewhere."""
    chain = audit.check_chain(known_head)
    release()
    if chain.first_fault is not None:
        return (f"row {chain.first_fault} doesn't fit the {chain.rows} rows before it: "
                "it was changed or added, or a row before it was taken out")
    if not chain.holds_known_head:
        return f"no row has the hash {known_head}: rows were cut off, or the whole trail was written again"
    click.echo(f"{'audit head':<12} {chain.head} ({chain.rows} rows)")
    return ""


def _sealed_emails() -> str:
    count = mail.count_unreadable()
    release()
    return (f"{count} that wait were written under another SECRET_KEY, and will fail: name it in SECRET_KEY_FALLBACKS, "
            "or send them again from the pages they came from") if count else ""


def _open_files() -> str:
    settings = current_app.config["SETTINGS"]
    names = [path.name for path in own_files(settings.instance_path) if is_open_to_others(path)]
    return f"others on this machine may read {', '.join(names)}; start mentormatch as their owner" if names else ""


def _mail_server() -> str:
    where = urlsplit(current_app.config["SETTINGS"].mail_url)
    if where.scheme == "file":
        return ""
    port = where.port or (465 if where.scheme == "smtps" else 25)
    with socket.create_connection((where.hostname or "localhost", port), REACH_SECONDS):
        return ""
