"""Results shared by all processes of a run of the tests: whichever needs one first creates it, the others read it."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class SharedResults:
    """Results by name, in a folder that all processes of a run have in common; they have to be picklable."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        base = factory.getbasetemp()
        self._folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
        self._folder.mkdir(exist_ok=True)

    def get_or_create(self, name: str, create: Callable[[Path], Any]) -> Any:
        """What `create` returns for a folder of its own; it is called once in a run, and again only where it raised.

        Each call gives a copy of its own. Files may be left in the folder; everyone may read them, no one change them.
        """
        folder, result = self._folder / name, self._folder / f"{name}.pickle"
        with (self._folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not result.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                result.write_bytes(pickle.dumps(create(folder)))
        return pickle.loads(result.read_bytes())
