"""Commands: `flask --app wsgi …`. Each parses, calls one service, prints; the work is in commands/."""

from flask import Flask

from mentormatch.commands import backup, database, people, serve, work

COMMANDS = (
    database.init_db, database.check, people.create_admin, serve.serve, work.work, work.remind,
    backup.backup, backup.restore,
)


def init_app(app: Flask) -> None:
    """Register all commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
