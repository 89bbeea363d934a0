"""The doors of the package: each is there, typed and lazy, and its example runs."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

import matching

DOORS = ["Explainer", "Instance", "MatchingError", "compare", "match", "verify"]


def test_the_package_names_its_doors() -> None:
    assert sorted(matching.__all__) == DOORS
    assert set(DOORS) <= set(dir(matching))


@pytest.mark.parametrize("name", DOORS)
def test_a_door_is_what_its_module_defines(name: str) -> None:
    door = getattr(matching, name)

    assert door is getattr(sys.modules[door.__module__], name)
    assert door.__module__.startswith("matching.")


def test_what_is_no_door_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'window'"):
        _ = matching.window  # type: ignore[attr-defined]  # that is the point


def test_nothing_is_imported_before_a_door_is_used() -> None:
    script = "import sys, matching; sys.exit(any(name in sys.modules for name in ('numpy', 'scipy', 'networkx')))"

    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


@pytest.mark.parametrize("name", ["Explainer", "Instance", "compare", "match", "verify"])
def test_the_example_of_a_door_runs(name: str) -> None:
    examples = doctest.DocTestFinder(recurse=False).find(getattr(matching, name), name)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)

    results = [runner.run(example) for example in examples]

    assert sum(result.attempted for result in results) > 0, f"{name} has no example"
    assert sum(result.failed for result in results) == 0
