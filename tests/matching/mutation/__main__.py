"""Change the package one operator at a time and see whether a test notices.

    python -m tests.matching.mutation [certify.optimality solve.alternating …]
        [--sample 40] [--seed 1] [--part 1/4] [--most 20]

Works on a copy in a temporary folder. Only the tests that run the changed line are tried, those first that noticed
the most before. A mutant that no test notices survives. Each survivor is explained in survivors.md or given a test;
one that is neither is printed with its place, and the exit code is their number. Without a module named, all that
solve, certify and explain are tried.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from math import inf
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a forked process has no threads of its parent

from tests.matching.mutation.forks import Session, Times, path_of, watched
from tests.matching.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[3]
SURVIVORS = Path(__file__).parent / "survivors.md"
LINES = ROOT / ".cache" / "mutation.json"
SOLVE = ["match", "stages", "max_cardinality", "bottleneck", "dual_prices", "alternating", "assignment", "lottery",
         "reduced_problem", "shortlist", "column_generation", "deferred_acceptance", "adjacency"]  # fmt: skip
CERTIFY = ["verify", "lottery", "feasibility", "optimality", "stability", "sweep"]
EXPLAIN = ["explainer", "counterfactuals", "unmatched", "shortages", "leximin_prices", "vacancy_chains", "residual",
           "alternating_paths", "price_ranges", "compare"]  # fmt: skip
MODULES = [
    *(f"certify.{name}" for name in CERTIFY),
    *(f"solve.{name}" for name in (*SOLVE, "objective_weights")),
    *(f"explain.{name}" for name in EXPLAIN),
]


class Tests:
    """The tests of the package: how long each takes, what lines it runs, and what each module's have noticed."""

    def __init__(self, told: dict[str, dict[str, Any]], most: float) -> None:
        self.seconds: Times = {name: one["seconds"] for name, one in told.items()}
        self.running: dict[tuple[str, int], set[str]] = {}
        for name, one in told.items():
            for module, lines in one["lines"].items():
                for line in lines:
                    self.running.setdefault((module, line), set()).add(name)
        self.noticed: Counter[str] = Counter()
        self.most = most

    def of(self, module: str, lines: Iterable[int]) -> list[str]:
        """Return the tests that run any of these lines, up to the time allowed.

        What noticed the most before comes first, then the module's own tests, then the quickest.
        """
        names = set().union(*(self.running.get((module, line), set()) for line in lines))

        def late(name: str) -> tuple[float, bool, float]:
            return (
                -self.noticed[name] / (self.seconds[name] + 0.1),
                f"/{module.replace('.', '/test_')}.py" not in name,
                self.seconds[name],
            )

        order = sorted(names, key=late)
        ends = accumulate(self.seconds[name] for name in order)
        return [name for name, end in zip(order, ends, strict=True) if end <= self.most or name == order[0]]


def copied(folder: Path) -> None:
    """Copy what the tests of the package need."""
    shutil.copytree(ROOT / "matching", folder / "matching", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "matching", folder / "tests" / "matching")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "tests" / "__init__.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)


def tests_of(folder: Path, most: float) -> Tests:
    """Run all tests unchanged, or read what the last run kept of those that are still the same."""
    kept = json.loads(LINES.read_text(encoding="utf-8")) if LINES.exists() else {}
    tests = folder / "tests" / "matching"
    files = sorted(tests.rglob("test_*.py"))
    shared = [*sorted((folder / "matching").rglob("*.py")), *sorted(set(tests.glob("*.py")) - set(files))]
    same = b"".join(path.read_bytes() for path in shared)
    told: dict[str, Any] = {}
    for path in files:
        key = hashlib.sha256(same + path.read_bytes()).hexdigest()
        name = str(path.relative_to(folder))
        if kept.get(name, {}).get("key") != key:
            kept[name] = {"key": key, "tests": watched(folder, name)}
            if not kept[name]["tests"]:
                raise SystemExit(f"{name} fails before anything is changed.")
            LINES.parent.mkdir(exist_ok=True)
            LINES.write_text(json.dumps(kept), encoding="utf-8")
        told |= kept[name]["tests"]
    return Tests(told, most)


def explained() -> set[str]:
    """Return the mutants that survivors.md explains: the first three cells of its rows."""
    text = SURVIVORS.read_text(encoding="utf-8")
    return set(re.findall(r"^\| (`.+` \| `.+` \| `.+`) \| [^`]+ \|$", text, re.MULTILINE))


def tried(session: Session, module: str, chosen: list[Mutant], tests: Tests) -> int:
    """Try these mutants of a module; print those that survive without an explanation and return their number."""
    known = explained()
    unexplained = 0
    tests.noticed.clear()
    for mutant in chosen:
        if mutant.row in known:
            continue
        names = tests.of(module, mutant.lines)
        by = session.noticed_by(module, mutant.tree, {name: tests.seconds[name] for name in names}) if names else None
        tests.noticed.update([by] if by else [])
        if by is None:
            unexplained += 1
            print(f"| {mutant.row} | why? ({len(names)} tests run line {min(mutant.lines)}) |", flush=True)  # noqa: T201
    return unexplained


def drawn(folder: Path, module: str, wanted: argparse.Namespace) -> list[Mutant]:
    """Return the mutants of a module to try; print what survivors.md explains although it is gone."""
    found = mutants(module, path_of(folder, module).read_text(encoding="utf-8"))
    for row in sorted({row for row in explained() if row.startswith(f"`{module}` |")} - {one.row for one in found}):
        print(f"| {row} | is explained and gone |", flush=True)  # noqa: T201 - a command
    if wanted.rows:
        rows = wanted.rows.read_text(encoding="utf-8")
        found = [one for one in found if f"| {one.row} |" in rows]
    if wanted.sample and wanted.sample < len(found):
        found = random.Random(wanted.seed).sample(found, wanted.sample)
    number, parts = map(int, wanted.part.split("/"))
    return found[number - 1 :: parts]


def main() -> int:
    """Try the mutants of the modules named and print the survivors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--sample", type=int, help="try so many mutants a module, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1", help="2/4 tries the second of four shares of each module's mutants")
    parser.add_argument("--rows", type=Path, help="try only the mutants whose rows stand in this file")
    parser.add_argument("--most", type=float, default=inf, help="seconds of tests, the quickest, to try on a mutant")
    wanted = parser.parse_args()
    count = unexplained = 0

    def work(session: Session) -> None:
        nonlocal count, unexplained
        for module in wanted.modules:
            chosen = drawn(session.folder, module, wanted)
            begun = time.monotonic()
            left = tried(session, module, chosen, tests)
            took = time.monotonic() - begun
            print(f"{module}: {len(chosen)} mutants, {left} survive unexplained ({took:.0f} s)", flush=True)  # noqa: T201
            count, unexplained = count + len(chosen), unexplained + left

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        copied(folder)
        tests = tests_of(folder, wanted.most)
        Session(folder, work)
    print(f"{count} mutants, {unexplained} survive unexplained")  # noqa: T201 - a command
    return min(unexplained, 100)


if __name__ == "__main__":
    sys.exit(main())
