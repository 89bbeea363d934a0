"""Links: full addresses come from BASE_URL, and `?next=` leads nowhere but here."""

import pytest

from mentormatch.app import create_app
from mentormatch.base.links import external, is_safe_return
from tests.support import databases


@pytest.mark.parametrize("target", ["/", "/pairs/abc", "/programmes?sort=name&page=2", "/programmes#topics"])
def test_a_path_of_ours_may_be_followed(target):
    assert is_safe_return(target)


@pytest.mark.parametrize("target", [
    None, "", "pairs", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", " /pairs", "https://evil.example", "https:/evil.example", "javascript:alert(1)",
    "/ /evil.example", "\x00/pairs", "http:///evil.example",
])
def test_anything_else_may_not(target):
    assert not is_safe_return(target)


@pytest.mark.parametrize(("base", "address"), [
    ("http://localhost", "http://localhost/sign-in"),
    ("https://mentoring.company.example/", "https://mentoring.company.example/sign-in"),
    ("https://company.example:8443/mentoring", "https://company.example:8443/mentoring/sign-in"),
])
def test_a_full_address_comes_from_the_setting_whatever_the_request_says(base, address, tmp_path):
    app = create_app(databases.settings_for(tmp_path, BASE_URL=base))

    with app.test_request_context("/", headers={"Host": "evil.example"}):
        assert external("people.sign_in") == address
