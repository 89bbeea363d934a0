"""Fixtures of all tests: an app on a database of its own, browsers for people, a clock that stands still."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from mentormatch.app import create_app
from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.people import sessions
from mentormatch.people.models import Person
from tests.support import databases, make
from tests.support.client import Client, client_of


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy from."""
    return databases.migrated_sqlite(tmp_path_factory.mktemp("migrated"))


@pytest.fixture
def app(migrated: Path, tmp_path: Path) -> Iterator[Flask]:
    """The app on an empty database of its own, with an app context open and the clock stopped at make.NOW."""
    databases.copy_sqlite(migrated, tmp_path)
    app = create_app(databases.settings_for(tmp_path), TESTING=True, QUEUE_IS_OFF=True)
    with clock.stopped(make.NOW), app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browser(app: Flask) -> Client:
    """A browser nobody has signed in with."""
    return client_of(app)


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Person], Client]:
    """A function that gives a browser in which a person is signed in."""
    def sign_in(person: Person) -> Client:
        client = client_of(app)
        with transaction():
            token = sessions.begin(person, browser="test", address="127.0.0.1", now=clock.now())
        with client.session_transaction() as cookie:
            cookie[sessions.TOKEN], cookie[sessions.SEEN] = token, int(clock.now().timestamp())
        return client
    return sign_in
