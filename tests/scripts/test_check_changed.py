"""make check: a changed file leads to the tests that are nearest to it, and what has none is named."""

import sys

import pytest

from tests.support.browser import PROJECT


@pytest.fixture
def check_changed(monkeypatch):
    """The script, imported."""
    monkeypatch.syspath_prepend(str(PROJECT / "scripts"))
    sys.modules.pop("check_changed", None)
    import check_changed  # noqa: PLC0415 -- found once the folder is on the path

    return check_changed


def test_a_module_leads_to_the_tests_named_after_it_first(check_changed):
    tests = check_changed.tests_for(["mentormatch/goals/services.py"]).in_order()

    assert tests[0] == "tests/mentormatch/goals/test_services.py"
    assert "tests/mentormatch/goals/test_pages.py" in tests
    assert "tests/site/test_modules.py" in tests


def test_a_module_in_a_room_without_tests_leads_to_those_of_the_feature(check_changed):
    tests = check_changed.tests_for(["mentormatch/goals/no_such_room/thing.py"]).in_order()

    assert "tests/mentormatch/goals/test_services.py" in tests


def test_a_template_leads_to_the_pages_of_its_feature(check_changed):
    tests = check_changed.tests_for(["mentormatch/templates/goals/index.html"])

    assert tests.near == ["tests/mentormatch/goals/test_pages.py"]


def test_a_module_of_the_app_leads_to_its_own_test_alone(check_changed):
    tests = check_changed.tests_for(["mentormatch/config.py"])

    assert tests.near == ["tests/mentormatch/test_config.py"]
    assert tests.far == []


@pytest.mark.parametrize(("changed", "test"), [
    ("mentormatch/migrations/versions/0001_the_foundation.py", "tests/site/test_models.py"),
    ("mentormatch/static/css/tokens.css", "tests/site/test_contrast.py"),
    ("docs/sample-people.csv", "tests/mentormatch/demo/test_sample.py"),
    ("tests/mentormatch/goals/test_pages.py", "tests/mentormatch/goals/test_pages.py"),
    ("tests/mentormatch/goals/conftest.py", "tests/mentormatch/goals/test_pages.py"),
])
def test_other_files_lead_to_the_tests_about_them(check_changed, changed, test):
    assert test in check_changed.tests_for([changed]).near


def test_what_has_no_tests_of_its_own_is_named(check_changed):
    tests = check_changed.tests_for(["mentormatch/static/js/app.js", "README.md"])

    assert tests.untested == ["mentormatch/static/js/app.js"]
