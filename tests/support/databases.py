"""Databases for tests: a migrated one is made once a run and copied for each test, on SQLite and PostgreSQL."""

import shutil
from pathlib import Path

from flask_migrate import upgrade

from mentormatch.app import create_app
from mentormatch.base.db import db
from mentormatch.config import Settings, load

SECRET = "a secret for tests only, long enough"
LOT_KEY = "a key of lots for tests only, long enough"


def settings_for(folder: Path, **environ: str) -> Settings:
    """Settings for a test installation in `folder`; keyword arguments are settings without their prefix."""
    values = {"SECRET_KEY": SECRET, "LOT_KEY": LOT_KEY, "BASE_URL": "http://localhost",
              "MAIL_URL": f"file://{folder}/mail"} | environ
    return load({f"MENTORMATCH_{name}": value for name, value in values.items()}, folder)


def migrated_sqlite(folder: Path) -> Path:
    """A SQLite file with every migration applied and no rows."""
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return folder / "mentormatch.sqlite3"


def copy_sqlite(template: Path, folder: Path) -> None:
    """Give a test its own copy of the migrated database."""
    shutil.copyfile(template, folder / "mentormatch.sqlite3")


def close_all() -> None:
    """Close the connections of every app a test made, so that none is found open when another test runs."""
    for engines in list(db._app_engines.values()):
        for engine in engines.values():
            engine.dispose()
