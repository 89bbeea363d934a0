"""Rules about the whole site are checked on one small company, built once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import walk as walks
from tests.support import world as worlds
from tests.support.shared import SharedResults
from tests.support.walk import Walk
from tests.support.world import Place, World


@pytest.fixture(scope="session")
def company(shared: SharedResults, migrated: Path) -> Any:
    """The company's database and what is in it."""
    return shared.get_or_create("company", lambda folder: worlds.build(migrated, folder))


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
def walk(request: pytest.FixtureRequest, shared: SharedResults, company: tuple[Path, World]) -> Any:
    """What one role gets at every address; tests name the role by `parametrize("walk", …, indirect=True)`.

    Each address is opened once in a run for each role.
    """
    def through(folder: Path) -> Walk:
        with worlds.place(*company, folder) as place:
            return walks.through(place, request.param)
    return shared.get_or_create(f"walk of {request.param}", through)
