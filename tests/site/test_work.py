"""A rule about work outside requests: what a feature registers is known to the app that the worker runs."""

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
REGISTERS = re.compile(r"^@(tasks\.)?(work\(|sweep$)", re.MULTILINE)


def test_the_app_imports_every_module_that_registers_work():
    paths = [path for path in sorted(PROJECT.glob("mentormatch/**/*.py")) if REGISTERS.search(path.read_text("utf-8"))]
    modules = [path.relative_to(PROJECT).with_suffix("").as_posix().replace("/", ".") for path in paths]
    assert "mentormatch.base.postman" in modules, "work is registered in another way now, so nothing was looked for"
    look = f"import sys, mentormatch.app; print([one for one in {modules!r} if one not in sys.modules])"

    result = subprocess.run([sys.executable, "-c", look], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]", f"Import these in app.py (TASKS), or no worker runs them: {result.stdout}"
