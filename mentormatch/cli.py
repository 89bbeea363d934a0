"""Commands: `mentormatch …`. Each parses, calls one service, prints; the work is in commands/."""

from flask import Flask

from mentormatch.commands import backup, database, demo, import_people, people, remind, rounds, serve, work

COMMANDS = (
    database.init_db, database.check, people.create_admin, import_people.import_people, serve.serve,
    work.work, remind.remind, backup.backup, backup.restore, demo.demo, rounds.round_commands,
)


def init_app(app: Flask) -> None:
    """Register all commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
