"""`make check`: lints and tests what changed since main, in under a minute, and says what it left out.

For while you work. Before a change lands, `make lint` and `make test` look at everything.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BIN = PROJECT / ".venv" / "bin"
TEST_SECONDS = 40  # from the beginning; what has begun by then ends soon after
SITE = [f"tests/site/test_{name}.py" for name in ("modules", "names", "templates", "words")]  # quick, about everything
EVERYWHERE = ("tests/support/", "tests/conftest.py", "tests/mentormatch/conftest.py", "mentormatch/base/",
              "mentormatch/templates/components/", "mentormatch/templates/base.html")


@dataclass
class Tests:
    """Test files to run, nearest to the change first, and what changed without tests to call its own."""

    near: list[str] = field(default_factory=list)
    far: list[str] = field(default_factory=list)
    untested: list[str] = field(default_factory=list)

    def in_order(self) -> list[str]:
        """Each file once."""
        return list(dict.fromkeys([*self.near, *SITE, *self.far]))


def main() -> None:
    """Run the linters beside the tests; exit 1 when any of them finds something."""
    began = time.monotonic()
    files = changed_files()
    if not files:
        print("Nothing has changed since main.")
        return
    print(f"{len(files)} files changed since main.", flush=True)
    linters = {name: _start(command) for name, command in linter_commands(files)}
    tests = tests_for(files)
    is_well = run_tests(tests, until=time.time() + TEST_SECONDS)
    for name, process in linters.items():
        output, _ = process.communicate()
        is_well = is_well and not process.returncode
        print(f"{name:<12} {'ok' if not process.returncode else 'found this:'}")
        if process.returncode:
            print(output)
    print(_left_out(files, tests))
    print(f"{'All well' if is_well else 'Something is wrong'} after {time.monotonic() - began:.0f} s.")
    sys.exit(0 if is_well else 1)


def changed_files() -> list[str]:
    """Files that differ from where this branch left main, and files git does not know yet; not the deleted ones."""
    base = _git("merge-base", "HEAD", "main") or _git("merge-base", "HEAD", "origin/main") or ["HEAD"]
    changed = _git("diff", "--name-only", "--diff-filter=d", base[0])
    return sorted({*changed, *_git("ls-files", "--others", "--exclude-standard")})


def linter_commands(files: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each linter with the changed files it is for; the two that look at imports and types look at everything."""
    python = [name for name in files if name.endswith(".py")]
    templates = [name for name in files if name.startswith("mentormatch/templates/") and name.endswith(".html")]
    static = [name for name in files if name.startswith("mentormatch/static/") and name.endswith((".css", ".js"))]
    if python:
        yield "ruff", [str(BIN / "ruff"), "check", *python]
        yield "imports", [str(BIN / "lint-imports")]
        yield "types", [str(BIN / "mypy")]
    if templates:
        yield "templates", [str(BIN / "djlint"), "--lint", "--quiet", *templates]
    if static:
        yield "CSS and JS", [sys.executable, "scripts/check_static.py", *static]


def tests_for(files: list[str]) -> Tests:
    """The tests of changed files: the tree of tests mirrors the code's."""
    tests = Tests()
    for name in files:
        near, far = _tests_of(Path(name))
        tests.near += near
        tests.far += far
        if not near and not far and name.endswith((".py", ".html", ".js", ".css")):
            tests.untested.append(name)
    return tests


def run_tests(tests: Tests, until: float) -> bool:
    """Run them in two processes until a moment, in seconds since 1970; whether all that ran passed."""
    command = [str(BIN / "python"), "-m", "pytest", "-q", "-n", "2", "-p", "tests.support.budget",
               "--until", str(until), *tests.in_order()]
    return subprocess.run(command, cwd=PROJECT).returncode in (0, 5)  # 5: nothing but what is always left out


def _tests_of(path: Path) -> tuple[list[str], list[str]]:
    """Tests near a file, and further ones that may notice what it does."""
    parts = path.parts
    if parts[0] == "tests":
        return _tests_of_a_test(path), []
    if parts[:2] == ("mentormatch", "migrations"):
        return ["tests/site/test_models.py"], []
    if parts[:2] == ("mentormatch", "static"):
        return (["tests/site/test_contrast.py"] if path.suffix == ".css" else []), []
    if parts[:2] == ("mentormatch", "templates"):
        return _listed(_mirror(Path("tests/mentormatch", *parts[2:-1])), "test_*pages*.py"), []
    if path.suffix == ".py" and parts[0] in ("mentormatch", "matching", "scripts"):
        return _tests_of_a_module(path)
    return [name for name in _git("grep", "-l", "--fixed-strings", path.name, "--", "tests") if "/test_" in name], []


def _tests_of_a_test(path: Path) -> list[str]:
    """A test file itself; for what several tests share, the files of its folder."""
    if path.name.startswith("test_"):
        return [str(path)]
    return [] if str(path).startswith(EVERYWHERE) else _listed(path.parent, "test_*.py")


def _tests_of_a_module(path: Path) -> tuple[list[str], list[str]]:
    """Files named after a module, else those of pages for a view; then all of its folder."""
    folder = _mirror(Path("tests") / path.parent)
    if folder is None:
        return [], []
    pattern = "test_*pages*.py" if path.stem == "views" or "views" in path.parts else f"test_{path.stem}*.py"
    return _listed(folder, pattern), _listed(folder, "test_*.py") if len(folder.parts) > 2 else []


def _mirror(folder: Path) -> Path | None:
    """The folder of tests for a folder of code: its own, or the nearest one above that exists."""
    while len(folder.parts) > 1 and not (PROJECT / folder).is_dir():
        folder = folder.parent
    return folder if len(folder.parts) > 1 else None


def _listed(folder: Path | None, pattern: str) -> list[str]:
    if folder is None:
        return []
    is_top = folder == Path("tests/mentormatch")  # below it are all features
    paths = (PROJECT / folder).glob(pattern) if is_top else (PROJECT / folder).rglob(pattern)
    return [str(path.relative_to(PROJECT)) for path in sorted(paths)]


def _left_out(files: list[str], tests: Tests) -> str:
    """What this run says nothing about."""
    lines = ["Left out: PostgreSQL, races, browser journeys, the walks of tests/site, features that use what changed. "
             "`make test` runs all of it."]
    shared = [name for name in files if name.startswith(EVERYWHERE)]
    if shared:
        lines.append(f"Used everywhere, so only `make test` can tell: {', '.join(shared)}")
    untested = [name for name in tests.untested if name not in shared]
    if untested:
        lines.append(f"No tests of their own: {', '.join(untested)}")
    return "\n".join(lines)


def _start(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _git(*words: str) -> list[str]:
    result = subprocess.run(["git", *words], cwd=PROJECT, capture_output=True, text=True)
    return result.stdout.split("\n")[:-1] if result.returncode == 0 else []


if __name__ == "__main__":
    main()
