"""The browser of the journeys: the one `make test` unpacked, else the system's; and how to start it."""

import os
import shutil
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
UNPACKED = PROJECT / ".cache" / "chromium"
AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Never --single-process: pages then crash at random, and only now and then.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--headless=new", "--disable-dev-shm-usage")


def executable() -> Path | None:
    """The Chromium to use; None where there is none."""
    if (UNPACKED / "stamp").exists():
        return UNPACKED / "chromium"
    path = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(path) if path else None


def missing() -> str:
    """What journeys lack, in words; empty when they can run."""
    if executable() is None:
        return "there is no browser: install Node (then `make test` brings one) or Chromium"
    if not AXE.exists():
        return "axe-core is not there: install Node, then `make test` brings it"
    return ""


def launch_options() -> dict[str, Any]:
    """Keyword arguments for playwright's chromium.launch()."""
    options: dict[str, Any] = {"executable_path": str(executable()), "headless": True, "args": list(ARGUMENTS)}
    if executable() == UNPACKED / "chromium":
        libraries, fonts = UNPACKED / "al2023" / "lib", UNPACKED / "fonts"
        options["env"] = {**os.environ, "LD_LIBRARY_PATH": str(libraries), "FONTCONFIG_PATH": str(fonts)}
    return options
