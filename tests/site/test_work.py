"""A rule about work outside requests: what a feature registers is known to the app that the worker runs."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def test_the_app_imports_every_module_of_tasks():
    modules = [f"mentormatch.{path.parent.name}.tasks" for path in sorted(PROJECT.glob("mentormatch/*/tasks.py"))]
    look = f"import sys, mentormatch.app; print([one for one in {modules!r} if one not in sys.modules])"

    found = subprocess.run([sys.executable, "-c", look], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]", f"Import these in app.py (TASKS), or no worker runs them: {found.stdout}"
