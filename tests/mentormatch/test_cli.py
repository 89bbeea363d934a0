"""Commands: each is imported when it is called, and all of them are listed."""

from importlib import import_module

import click

from mentormatch import cli


def test_every_command_is_found_by_its_name(app):
    for name, (module, function) in cli.COMMANDS.items():
        command = app.cli.get_command(click.Context(app.cli), name)

        assert command is getattr(import_module(f"mentormatch.commands.{module}"), function)
        assert command.name == name


def test_all_commands_are_listed(app):
    listed = app.cli.list_commands(click.Context(app.cli))

    assert set(cli.COMMANDS) <= set(listed)
    assert listed == sorted(listed)
