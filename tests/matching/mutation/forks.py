"""Runs tests of a copy of the package in forked processes, which need not import and collect everything again.

Nothing here may import the package: what is imported must be its copy. A change inside a function is made by giving
the function other code; for a change of what runs on import, the package is imported anew.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from importlib import invalidate_caches
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import hypothesis
import munkres  # noqa: F401 - what the tests import, imported once for all children
import networkx as nx  # noqa: F401
import numpy as np  # noqa: F401
import pytest
import scipy.optimize
import scipy.sparse.csgraph  # noqa: F401

Times = dict[str, float]
"""Seconds of processor time a test takes, by its name."""
_BROKEN = 99


def watched(folder: Path, file: str) -> dict[str, Any]:
    """Run a test file on the unchanged copy: by test, the seconds it takes and the lines it runs in each module."""
    return _forked(folder, lambda: _watch(folder, file))[1] or {}


def path_of(folder: Path, module: str) -> Path:
    """Return the file of a module of the copy, named as in ``solve.lottery``."""
    return folder / "matching" / f"{module.replace('.', '/')}.py"


class Session:
    """All tests of a copy, collected once; `noticed_by` runs some of them on the changed copy."""

    def __init__(self, folder: Path, work: Callable[[Session], None]) -> None:
        """Collect the tests, then do the work."""
        self.folder = folder
        self.work = work
        self.items: dict[str, pytest.Item] = {}
        self.functions: dict[tuple[str, str, int], list[FunctionType]] = {}
        self.trial = _Trial({})
        _settle(folder)
        without = ("cacheprovider", "xdist", "unraisableexception", "threadexception", "terminal")
        options = ["-oaddopts=--import-mode=importlib", "--capture=no", "--confcutdir=tests/matching"]
        pytest.main(
            [*options, "-W", "ignore:Module already imported", *(f"-pno:{name}" for name in without), "tests/matching"],
            plugins=[self, self.trial],
        )

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Work with the tests collected instead of running them."""
        self.items = {item.nodeid: item for item in session.items}
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(self.folder / "matching")):
                self.functions.setdefault(_key(one.__code__), []).append(one)
        gc.freeze()
        self.work(self)
        return True

    def noticed_by(self, module: str, tree: ast.Module, tests: Times) -> str | None:
        """Run these tests in this order with a changed module; returns what notices it, None when nothing does."""
        path = path_of(self.folder, module)
        before = path.read_text(encoding="utf-8")
        path.write_text(ast.unparse(tree), encoding="utf-8")
        changed = [
            (function, code)
            for code in _codes(compile(tree, str(path), "exec", dont_inherit=True))
            for function in self.functions.get(_key(code), [])
            if function.__code__ != code
        ]
        try:
            code, told = _forked(
                self.folder, lambda: self._try(changed, tests) if changed else _anew(self.folder, tests)
            )
        finally:
            path.write_text(before, encoding="utf-8")
        if code == pytest.ExitCode.OK:
            return None
        return str(told) if told else f"ended with {code}"

    def _try(self, changed: list[tuple[FunctionType, CodeType]], tests: Times) -> tuple[int, str | None]:
        for function, code in changed:
            function.__code__ = code
        self.trial.tests = tests
        for name in tests:
            item = self.items[name]
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            if self.trial.failed:
                return 1, self.trial.failed
        return 0, None


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of every function in a module's, at any depth."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _forked(folder: Path, work: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
    """Do work in a child, silently; returns its exit code, negative for a signal, and what it told."""
    told = folder / "told.json"
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        code = _BROKEN
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            code, answer = work()
            told.write_text(json.dumps(answer), encoding="utf-8")
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == _BROKEN:
        raise SystemExit("The forked process could not run the tests.")
    return code, json.loads(told.read_text(encoding="utf-8")) if told.exists() else None


def _settle(folder: Path) -> None:
    """Make the copy what ``matching`` and ``tests`` mean from here on, with the same examples always."""
    for name in [name for name in sys.modules if name.partition(".")[0] in ("matching", "tests")]:
        del sys.modules[name]
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    invalidate_caches()
    hypothesis.settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutation")


def _pytest(files: list[str], plugin: object) -> int:
    """Run pytest without what only costs time here: a cache, other processes, collecting garbage at the end."""
    options = ["-x", "-q", "--tb=no", "--confcutdir=tests/matching", "-W", "ignore:Module already imported"]
    without = [f"-pno:{name}" for name in ("cacheprovider", "xdist", "unraisableexception", "threadexception")]
    return int(pytest.main([*options, *without, *files], plugins=[plugin]))


class _Trial:
    """Lets pytest run only these tests, in this order, each for a limited time, and keeps which one fails."""

    def __init__(self, tests: Times) -> None:
        self.tests = tests
        self.failed: str | None = None

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if not self.tests:
            return
        place = {name: at for at, name in enumerate(self.tests)}
        items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """End the process when a test takes far longer than it does unchanged: a loop without an end is noticed."""
        signal.setitimer(signal.ITIMER_PROF, 4 + 10 * self.tests[item.nodeid])
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid


def _anew(folder: Path, tests: Times) -> tuple[int, str | None]:
    """Import the copy again and run these tests on it."""
    _settle(folder)
    sys.dont_write_bytecode = True  # a changed module of the same size in the same second would find the last one's
    trial = _Trial(tests)
    code = _pytest(list(dict.fromkeys(name.partition("::")[0] for name in tests)), trial)
    assert code != pytest.ExitCode.NO_TESTS_COLLECTED
    return code, trial.failed


class _Watch:
    """Keeps which lines of the package each test runs; what the import and the fixtures of a file run is everyone's."""

    def __init__(self, folder: Path) -> None:
        self.inside = str(folder / "matching") + os.sep
        self.unseen: dict[CodeType, set[int]] = {}
        self.tests: dict[str, Any] = {}
        self.everyone: dict[str, set[int]] = {}

    def pytest_sessionstart(self) -> None:
        sys.settrace(self._called)

    def pytest_collection_finish(self) -> None:
        sys.settrace(None)
        self._keep(self.everyone)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self) -> Iterator[None]:
        sys.settrace(self._called)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self._keep(self.everyone)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        begun = sum(os.times()[:4])
        sys.settrace(self._called)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            mine: dict[str, set[int]] = {}
            self._keep(mine)
            self.tests[item.nodeid] = {"seconds": sum(os.times()[:4]) - begun, "lines": mine}

    def _called(self, frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        code = frame.f_code
        if not code.co_filename.startswith(self.inside):
            return None
        if code not in self.unseen:
            self.unseen[code] = {line for _, _, line in code.co_lines() if line}
        unseen = self.unseen[code]

        def line(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
            unseen.discard(frame.f_lineno)
            return line

        return line if unseen else None

    def _keep(self, lines: dict[str, set[int]]) -> None:
        """Add the lines seen since the last time."""
        for code, unseen in self.unseen.items():
            seen = {line for _, _, line in code.co_lines() if line} - unseen
            module = code.co_filename.removeprefix(self.inside).removesuffix(".py").replace(os.sep, ".")
            lines.setdefault(module, set()).update(seen)
        self.unseen.clear()


def _watch(folder: Path, file: str) -> tuple[int, dict[str, Any]]:
    _settle(folder)
    watch = _Watch(folder)
    code = _pytest([file], watch)
    for told in watch.tests.values():
        modules = told["lines"].keys() | watch.everyone
        told["lines"] = {
            module: sorted(told["lines"].get(module, set()) | watch.everyone.get(module, set())) for module in modules
        }
    return code, watch.tests if code == pytest.ExitCode.OK else {}
