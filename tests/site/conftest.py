"""Rules about the whole site are checked on one small company, built once and copied for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import walk as walks
from tests.support import world as worlds
from tests.support.shared import SharedResults
from tests.support.walk import Walk
from tests.support.world import ROLES, Place, World


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
def walk_of(shared: SharedResults, company: tuple[Path, World]) -> Callable[[str], Walk]:
    """A function that gives what a role gets at every address; each is opened once in a run for each role."""
    def walk_of(role: str) -> Walk:
        def through(folder: Path) -> Walk:
            with worlds.place(*company, folder) as place:
                return walks.through(place, role)
        walk: Walk = shared.get_or_create(f"walk of {role}", through)
        return walk
    return walk_of


@pytest.fixture(scope="session")
def walk(request: pytest.FixtureRequest, walk_of: Callable[[str], Walk]) -> Walk:
    """What one role gets at every address; tests name the role by `parametrize("walk", …, indirect=True)`."""
    return walk_of(request.param)


@pytest.fixture(scope="session")
def every_walk(walk_of: Callable[[str], Walk]) -> list[Walk]:
    """The same, of every role."""
    return [walk_of(role) for role in ROLES]
