"""Makes everything `make` needs from a fresh clone: `prepare.py run` for the app, `prepare.py dev` for tests too.

Runs on the system's Python with nothing installed. What is up to date already is left as it is.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
CACHE = PROJECT / ".cache"
CHROMIUM = CACHE / "chromium"
OLDEST = (3, 11)
PARTS = {"run": ("requirements.txt",), "dev": ("requirements-dev.txt",)}


def main() -> None:
    """Prepare the part that the first argument names."""
    part = sys.argv[1] if len(sys.argv) > 1 else "run"
    prepare(part)
    if part == "dev":
        prepare_browser()


def prepare(part: str) -> None:
    """Make the virtual environment and install a part's pinned packages, unless they are there."""
    if sys.version_info < OLDEST:
        sys.exit(f"mentormatch needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}. "
                 "Name another one, as in: make run PYTHON=python3.12")
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _works(PYTHON):
            _say("Making the virtual environment in .venv …")
            _make_venv()
        for needed in ("run", "dev") if part == "dev" else ("run",):
            _install(needed)


def prepare_browser() -> None:
    """Install the tests' Chromium and axe from their lock file, where Node is there to do it."""
    npm, node = shutil.which("npm"), shutil.which("node")
    stamp = _stamp_of("package-lock.json", "scripts/unpack_chromium.mjs")
    stamp_file = CHROMIUM / "stamp"
    if npm is None or node is None:
        _say("Node is not there, so browser tests use the system's Chromium, if there is one.")
        return
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return
    _say("Installing the browser for tests …")
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    shutil.rmtree(CHROMIUM, ignore_errors=True)
    _run([node, "scripts/unpack_chromium.mjs", "node_modules/@sparticuz/chromium/bin", str(CHROMIUM)])
    stamp_file.write_text(stamp)


def _works(python: Path) -> bool:
    return python.exists() and subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0


def _make_venv() -> None:
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, OSError, ImportError) as problem:
        sys.exit(f"The virtual environment could not be made ({problem}). "
                 "On Debian and Ubuntu the package python3-venv may be missing.")


def _install(part: str) -> None:
    stamp, stamp_file = _stamp_of(*PARTS[part], "pyproject.toml"), VENV / f"stamp-{part}"
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return
    _say(f"Installing {', '.join(PARTS[part])} …")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    for name in PARTS[part]:
        _run([*pip, "--require-hashes", "-r", name])
    _run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])
    stamp_file.write_text(stamp)


def _stamp_of(*names: str) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in names:
        digest.update((PROJECT / name).read_bytes())
    return digest.hexdigest()


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=PROJECT, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"})
    if done.returncode:
        sys.exit(f"This did not work, so nothing was started: {' '.join(command)}")


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
