"""Commands: `mentormatch …`. Each parses, calls one service, prints; the work is in commands/.

A command's module is imported when the command is called, or when all are listed: the web app needs none of them, nor
the demo company that some of them bring along.
"""

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

COMMANDS = {  # name -> module of commands/ and what it is called there
    "init-db": ("database", "init_db"), "check": ("database", "check"), "create-admin": ("people", "create_admin"),
    "import-people": ("import_people", "import_people"), "serve": ("serve", "serve"), "work": ("work", "work"),
    "remind": ("remind", "remind"), "backup": ("backup", "backup"), "restore": ("backup", "restore"),
    "demo": ("demo", "demo"), "round": ("rounds", "round_commands"),
}


class Commands(AppGroup):
    """The commands of the app, each imported when it is first asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in order."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None for one there is none of."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, name = COMMANDS[cmd_name]
            self.add_command(getattr(import_module(f"mentormatch.commands.{module}"), name))
        return super().get_command(ctx, cmd_name)


def init_app(app: Flask) -> None:
    """Register all commands."""
    app.cli = Commands(app.name)
