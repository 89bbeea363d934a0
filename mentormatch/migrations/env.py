"""Alembic's environment: runs migrations on the app's own engine, in one write transaction."""

from alembic import context
from flask import current_app

from mentormatch.base.db import db, migrating


def run() -> None:
    """Run the migrations online; there is no offline mode, since batch mode needs the real tables."""
    if context.is_offline_mode():
        raise SystemExit("Migrations run against a database; `--sql` is not supported.")
    migrate = current_app.extensions["migrate"]
    with migrating() as connection:
        context.configure(connection=connection, target_metadata=db.metadata, **migrate.configure_args)
        context.run_migrations()


run()
