"""The linter of CSS and JavaScript: where Node's packages are missing, a sentence says so, and only .ci/run fails."""

import sys

import pytest

from tests.support.browser import PROJECT


@pytest.fixture
def check_static(monkeypatch, tmp_path):
    """The script, imported, where Biome is not installed."""
    monkeypatch.syspath_prepend(str(PROJECT / "scripts"))
    sys.modules.pop("check_static", None)
    import check_static  # noqa: PLC0415 -- found once the folder is on the path

    monkeypatch.setattr(check_static, "BIOME", tmp_path / "biome")
    return check_static


def test_without_node_it_says_that_nothing_was_linted(check_static, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["check_static.py"])

    check_static.main()

    assert "Node is not there" in capsys.readouterr().out


def test_where_node_is_required_its_absence_is_an_error(check_static, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["check_static.py", "--require-node"])

    with pytest.raises(SystemExit, match="Node is not there"):
        check_static.main()


def test_what_biome_finds_is_an_error(check_static, monkeypatch):
    check_static.BIOME.write_text("#!/bin/sh\nexit 3\n")
    check_static.BIOME.chmod(0o755)
    monkeypatch.setattr(sys, "argv", ["check_static.py"])

    with pytest.raises(SystemExit) as problem:
        check_static.main()

    assert problem.value.code == 3
