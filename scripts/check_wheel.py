"""Builds the wheel, installs it into an empty environment, starts it there and fetches the sign-in page.

Part of `.ci/run`. Whatever is missing from the wheel (a template, a stylesheet, a migration) fails here.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("mentormatch", "matching")
OF_MATCHING_ALONE = {"matching/README.md", "matching/pyproject.toml", "matching/LICENSE"}
BESIDE = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "requirements.in")
PIP = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
PATIENCE_SECONDS = 60
ASSET = re.compile(r"""(?:href|src)="(/static/[^"]+\.(?:css|js|svg)[^"]*)\"""")
ADMINISTRATOR = ("--email", "ada@company.example", "--name", "Ada Admin", "--password", "harbour lantern willow")


def main() -> None:
    """Do it, say how long each step took, and exit 1 with a sentence where a step fails."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        check_contents(wheel)
        _say(began, f"built {wheel.name}")
        python = install(wheel, folder)
        _say(began, "installed it into an empty environment")
        files = start_and_look(python, folder)
        _say(began, f"got the sign-in page and the {files} files it links to")


def build(folder: Path) -> Path:
    """Build the wheel from a copy, so that nothing left in the checkout by an earlier build gets in."""
    source = folder / "source"
    source.mkdir()
    for name in BESIDE:
        shutil.copy(PROJECT / name, source)
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, source / package, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    _run([*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)])
    return next(folder.glob("*.whl"))


def check_contents(wheel: Path) -> None:
    """Every file of the packages that git knows is in the wheel, but for what makes matching a distribution too."""
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=PROJECT, capture_output=True, text=True, check=True)
    missing = sorted(set(listed.stdout.split()) - set(zipfile.ZipFile(wheel).namelist()) - OF_MATCHING_ALONE)
    if missing:
        sys.exit(f"The wheel lacks {len(missing)} files, such as {missing[:5]}. "
                 "Name their kind under [tool.setuptools.package-data] in pyproject.toml.")


def install(wheel: Path, folder: Path) -> Path:
    """Make an environment with the pinned packages and the wheel; its Python."""
    venv.create(folder / "environment", with_pip=False)
    python = folder / "environment" / "bin" / "python"
    pip = [*PIP, "--python", str(python), "install", "--no-compile"]
    _run([*pip, "--only-binary", ":all:", "--require-hashes", "--requirement", str(PROJECT / "requirements.txt")])
    _run([*pip, "--no-deps", "--no-index", str(wheel)])
    return python


def start_and_look(python: Path, folder: Path) -> int:
    """Start the installed app in an empty folder and fetch the sign-in page; how many files that links to."""
    place = folder / "place"
    place.mkdir()
    command = str(python.with_name("mentormatch"))
    port = _free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("MENTORMATCH_", "PYTHON"))}
    environ["MENTORMATCH_PORT"] = str(port)
    with (folder / "serve.log").open("w+") as log:
        server = subprocess.Popen([command, "serve"], cwd=place, env=environ, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_healthy(server, f"http://127.0.0.1:{port}", log.name)
            _run([command, "create-admin", *ADMINISTRATOR], cwd=place, env=environ)
            files = _look(f"http://127.0.0.1:{port}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(PATIENCE_SECONDS)
    if not (place / "instance" / "mentormatch.sqlite3").exists():
        sys.exit("The installed app did not put its data into the folder instance/ where it was started.")
    return files


def _look(url: str) -> int:
    page = _fetch(f"{url}/sign-in").decode()
    files = ASSET.findall(page)
    if 'name="password"' not in page or not any(".css" in file for file in files):
        sys.exit("The installed app's sign-in page has no password field or no stylesheet.")
    for file in files:
        _fetch(url + file)
    return len(files)


def _wait_until_healthy(server: "subprocess.Popen[bytes]", url: str, log: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"The installed app did not start:\n{Path(log).read_text()}")


def _fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as problem:
        sys.exit(f"The installed app answers {problem.code} at {url}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str], **options: object) -> None:
    result = subprocess.run(command, **options)  # type: ignore[call-overload]  # cwd and env, passed on
    if result.returncode:
        sys.exit(f"This failed: {' '.join(command)}")


def _say(began: float, words: str) -> None:
    print(f"{time.monotonic() - began:5.1f} s  {words}", flush=True)


if __name__ == "__main__":
    main()
