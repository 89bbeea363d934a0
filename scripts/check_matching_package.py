"""Installs the library by itself into an empty environment and runs the first example of docs/matching.md there.

One command: `python scripts/check_matching_package.py`. Exits 0 when the example is proven and networkx finds the
backend, else 1 with a sentence. With `--oldest` it installs the oldest numpy, scipy and networkx the library allows.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LIBRARY = PROJECT / "matching"
PIP = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
PLACED = 5  # in the first example of the guide, as its table says
BACKEND = """
import networkx as nx
graph = nx.Graph()
graph.add_weighted_edges_from([("a", "x", 4), ("a", "y", 1), ("b", "y", 2)])
matches = nx.bipartite.minimum_weight_full_matching(graph, ["a", "b"], backend="mentormatch")
assert matches == {"a": "x", "b": "y", "x": "a", "y": "b"}, matches
"""


def main() -> None:
    """Do it, say how long each step took, and exit 1 with a sentence where a step fails."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        check_packages()
        _say(began, f"built {wheel.name}")
        python = install(wheel, folder, oldest="--oldest" in sys.argv[1:])
        _say(began, "installed it into an empty environment")
        run_the_example(python, folder)
        _say(began, "matched and verified the first example of docs/matching.md")
        _run([str(python), "-W", "error", "-c", BACKEND], folder / "place")
        _say(began, "networkx found the backend")


def build(folder: Path) -> Path:
    """Build the wheel from a copy, so that building leaves nothing in the checkout."""
    source = folder / "matching"
    shutil.copytree(LIBRARY, source, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    _run([*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)], folder)
    return next(folder.glob("*.whl"))


def check_packages() -> None:
    """Every folder of the library that holds modules is named in its list of packages; the licence is the app's."""
    if (LIBRARY / "LICENSE").read_bytes() != (PROJECT / "LICENSE").read_bytes():
        sys.exit("matching/LICENSE differs from LICENSE; copy that one over it.")
    listed = set(_settings()["tool"]["setuptools"]["packages"])
    folders = {path.parent.relative_to(PROJECT).as_posix().replace("/", ".") for path in LIBRARY.rglob("__init__.py")}
    if folders != listed:
        sys.exit(f"List these under packages in matching/pyproject.toml, or take them out: {sorted(folders ^ listed)}")


def install(wheel: Path, folder: Path, *, oldest: bool) -> Path:
    """Make an environment with the library and what it needs, as pinned for the app or the oldest; its Python."""
    venv.create(folder / "environment", with_pip=False)
    python = folder / "environment" / "bin" / "python"
    needed = _settings()["project"]["dependencies"]
    names = [re.split(r"[<>=]", line)[0] for line in needed]
    pinned = dict(re.findall(r"^([\w-]+)==(\S+)", (PROJECT / "requirements.in").read_text("utf-8"), re.MULTILINE))
    floors = dict(re.findall(r"([\w-]+)>=([\d.]+)", " ".join(needed)))
    wanted = [f"{name}=={floors[name]}.*" if oldest else f"{name}=={pinned[name]}" for name in names]
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(wanted))
    pip = [*PIP, "--python", str(python), "install", "--no-compile", "--only-binary", ":all:"]
    _run([*pip, "--constraint", str(constraints), str(wheel)], folder)
    return python


def run_the_example(python: Path, folder: Path) -> None:
    """Match the people of the guide's first example on the command line and have the result verified."""
    place = folder / "place"  # where there is no folder `matching` that could be imported instead of the installed one
    place.mkdir()
    example = re.search(r"```json\n(.+?)```", (PROJECT / "docs" / "matching.md").read_text("utf-8"), re.DOTALL)
    assert example is not None, "docs/matching.md has no JSON example."
    (place / "in.json").write_text(example[1])
    library = [str(python), "-W", "error", "-m", "matching"]
    _run([*library, "match", "in.json", "--objective", "fair", "--out", "out.json"], place)
    _run([*library, "verify", "in.json", "out.json"], place)
    placed = len(json.loads((place / "out.json").read_text())["pairs"])
    if placed != PLACED:
        sys.exit(f"The example of docs/matching.md places {placed} people, not {PLACED}.")


def _settings() -> dict:
    return tomllib.loads((LIBRARY / "pyproject.toml").read_text("utf-8"))


def _run(command: list[str], folder: Path) -> None:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"This failed: {' '.join(command)}\n{result.stdout}{result.stderr}")


def _say(began: float, words: str) -> None:
    print(f"{time.monotonic() - began:5.1f} s  {words}", flush=True)


if __name__ == "__main__":
    main()
