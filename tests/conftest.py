"""Fixtures of all tests: an app on a database of its own, browsers for people, a clock that stands still."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.people.accounts import sessions
from mentormatch.people.models import Person
from tests.support import apps, databases, make
from tests.support import browser as browsers
from tests.support.client import Client, client_of
from tests.support.postgres import Server, prepare
from tests.support.shared import SharedResults

TESTS = Path(__file__).parent
POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our own options of pytest."""
    parser.addoption("--database", choices=("sqlite", "postgresql", "both"), default="sqlite",
                     help="where tests of services, queries and races run (tests of pages stay on SQLite)")
    parser.addoption("--require-browser", action="store_true",
                     help="fail at once when there is no browser, instead of skipping the journeys")
    parser.addoption("--write-access-matrix", action="store_true",
                     help="write tests/site/access_matrix.txt anew, from what every role reaches now")


def pytest_configure(config: pytest.Config) -> None:
    """End the run before it begins where a browser is asked for and there is none; keep compiled templates.

    What tests write is theirs alone, as what `wsgi.py` writes is: `check` complains of anything else.
    """
    os.umask(0o077)
    if config.getoption("--require-browser") and (missing := browsers.missing()):
        raise pytest.UsageError(f"The journeys cannot run: {missing}")
    if config.pluginmanager.hasplugin("cacheprovider"):
        apps.keep_templates(config.cache.mkdir("templates"))


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later search for garbage; it is in use until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test below tests/mentormatch that uses a database, and opens no page, on each kind asked for."""
    path, is_race = metafunc.definition.path, metafunc.definition.get_closest_marker("race")
    is_page = "pages" in path.stem.split("_") or path.parent.name == "views"
    is_on_sqlite_alone = (is_page and not is_race) or "mentormatch" not in path.relative_to(TESTS).parts
    is_on_sqlite_alone |= metafunc.definition.get_closest_marker("long") is not None
    if "database" not in metafunc.fixturenames or is_on_sqlite_alone:
        return
    wanted = metafunc.config.getoption("--database")
    kinds = {"sqlite": ["sqlite"], "postgresql": [POSTGRES], "both": ["sqlite", POSTGRES]}[wanted]
    if kinds != ["sqlite"]:
        metafunc.parametrize("database", kinds, indirect=True)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SharedResults:
    """What is created once in a run, whatever process of it needs it first."""
    return SharedResults(tmp_path_factory)


@pytest.fixture(scope="session")
def migrated(shared: SharedResults) -> Path:
    """A migrated, empty SQLite database to copy from."""
    return Path(shared.get_or_create("migrated", databases.migrated_sqlite))


@pytest.fixture(scope="session")
def postgres(shared: SharedResults) -> Iterator[Server]:
    """A PostgreSQL of this test process's own."""
    server = Server(shared.get_or_create("postgresql", prepare))
    yield server
    server.stop()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database of the test's own; of which kind, --database says."""
    if getattr(request, "param", "sqlite") == "sqlite":
        databases.copy_sqlite(request.getfixturevalue("migrated"), tmp_path)
        yield f"sqlite:///{tmp_path}/mentormatch.sqlite3"
    else:
        server: Server = request.getfixturevalue("postgres")
        yield server.fresh()
    databases.close_all()


@pytest.fixture
def made_up() -> tuple[Blueprint, ...]:
    """The pages of made-up features that `app` has as well: none, unless a module says which."""
    return ()


@pytest.fixture
def app(database: str, tmp_path: Path, made_up: tuple[Blueprint, ...]) -> Iterator[Flask]:
    """The app on an empty database of its own, with an app context open and the clock stopped at make.NOW."""
    settings = databases.settings_for(tmp_path, DATABASE_URL=database)
    with clock.stopped(make.NOW), apps.lent(settings, *made_up) as app, app.app_context():
        yield app
        db.session.remove()


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
