"""For `make check`: `-p tests.support.budget --until SECONDS` skips every test that has not begun by then."""

import time

import pytest

MARKS = ("race", "long", "journey", "postgres")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that sets the budget."""
    parser.addoption("--until", type=float, required=True,
                     help="skip every test that has not begun by this moment, in seconds since 1970")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what starts processes, browsers and servers."""
    slow = [item for item in items if any(item.get_closest_marker(mark) for mark in MARKS)]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in set(slow)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that begins too late."""
    if time.time() > item.config.getoption("--until"):
        pytest.skip("left out: the time was up")
