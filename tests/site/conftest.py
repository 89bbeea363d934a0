"""Rules about the whole site are checked on one small company, built once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import walk as walks
from tests.support import world as worlds
from tests.support.walk import Walk
from tests.support.world import Place, World


@pytest.fixture(scope="session")
def company(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The company's database and what is in it."""
    return worlds.build(migrated, tmp_path_factory.mktemp("company"))


@pytest.fixture
def place(company: tuple[Path, World], tmp_path: Path) -> Iterator[Place]:
    """The app on a copy of the company."""
    with worlds.place(*company, tmp_path) as place:
        yield place


@pytest.fixture
def open_place(company: tuple[Path, World], tmp_path: Path) -> Iterator[Place]:
    """The same, taking forms without their token, so that a test can post to any route."""
    with worlds.place(*company, tmp_path, WTF_CSRF_ENABLED=False) as place:
        yield place


@pytest.fixture(scope="session")
def walk(request: pytest.FixtureRequest, company: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """What one role gets at every address; tests name the role by `parametrize("walk", …, indirect=True)`.

    Pytest runs the tests of a role one after another, so each address is opened once for all of them.
    """
    with worlds.place(*company, tmp_path_factory.mktemp("walk")) as place:
        return walks.through(place, request.param)
