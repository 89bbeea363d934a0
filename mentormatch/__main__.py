"""The command `mentormatch`, also `python -m mentormatch`: what `flask --app wsgi` offers, wherever it is installed."""

import click
from flask import Flask
from flask.cli import FlaskGroup


def _load_app() -> Flask:
    from mentormatch.wsgi import app  # noqa: PLC0415 -- `mentormatch --version` needs no app and no settings

    return app


main = click.version_option(package_name="mentormatch", message="%(prog)s %(version)s")(
    FlaskGroup(name="mentormatch", create_app=_load_app, add_version_option=False, load_dotenv=False,
               help="Run and look after mentormatch."))

if __name__ == "__main__":
    main(prog_name="mentormatch")
