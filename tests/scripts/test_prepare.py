"""prepare.py: what it needs it says in a sentence, and what is there it leaves alone."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def prepare(tmp_path, monkeypatch) -> ModuleType:
    """The script as a module, with a project folder of its own and commands that are only noted."""
    spec = importlib.util.spec_from_file_location("prepare", SCRIPTS / "prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml", "package-lock.json"):
        (tmp_path / name).write_text(name)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "unpack_chromium.mjs").write_text("")
    (tmp_path / ".venv").mkdir()
    ran: list[list[str]] = []
    for name, value in {"PROJECT": tmp_path, "VENV": tmp_path / ".venv", "CACHE": tmp_path / ".cache",
                        "CHROMIUM": tmp_path / ".cache" / "chromium", "_run": ran.append,
                        "_works": lambda python: True, "ran": ran}.items():
        monkeypatch.setattr(module, name, value, raising=False)
    return module


def test_a_python_that_is_too_old_is_told_in_a_sentence(prepare, monkeypatch):
    monkeypatch.setattr(prepare, "OLDEST", (9, 9))

    with pytest.raises(SystemExit, match=r"needs Python 9\.9 or newer.*make run PYTHON="):
        prepare.prepare("run")


def test_packages_are_installed_by_their_hashes_and_once(prepare):
    prepare.prepare("run")
    first = len(prepare.ran)
    prepare.prepare("run")

    assert first == len(prepare.ran) == 2
    assert "--require-hashes" in prepare.ran[0]


def test_changed_pins_are_installed_anew(prepare):
    prepare.prepare("run")
    (prepare.PROJECT / "requirements.txt").write_text("another")

    prepare.prepare("run")

    assert len(prepare.ran) == 4


def test_without_node_the_browser_is_left_to_the_system(prepare, monkeypatch, capsys):
    monkeypatch.setattr(prepare.shutil, "which", lambda name: None)

    prepare.prepare_browser()

    assert prepare.ran == []
    assert "Node is not there" in capsys.readouterr().out
