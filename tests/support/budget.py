"""For `make check`: `-p tests.support.budget --seconds 40` skips every test that has not begun by then."""

import time

import pytest

DEADLINE = pytest.StashKey[float]()
MARKS = ("race", "long", "journey", "postgres")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that sets the budget."""
    parser.addoption("--seconds", type=float, required=True, help="skip every test that has not begun after so long")


def pytest_configure(config: pytest.Config) -> None:
    """Start counting, in each of the test processes."""
    config.stash[DEADLINE] = time.monotonic() + config.getoption("--seconds")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what starts processes, browsers and servers."""
    slow = [item for item in items if any(item.get_closest_marker(mark) for mark in MARKS)]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in set(slow)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that begins too late."""
    if time.monotonic() > item.config.stash[DEADLINE]:
        pytest.skip(f"left out: {item.config.getoption('--seconds'):.0f} seconds had passed")
