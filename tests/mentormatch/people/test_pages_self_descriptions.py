"""The page on which a person describes herself."""

from mentormatch.people import self_descriptions
from tests.support import make

PAGE = "/account/self-description"


def test_nothing_is_chosen_for_her_and_nothing_is_kept_until_she_saves(app, signed_in):
    ines = make.person()
    page = signed_in(ines).open_page("/account").click("How you describe yourself")

    assert page.status == 200
    assert "checked" not in page.html
    assert "Why we ask" in page.text
    assert self_descriptions.for_person(ines) is None


def test_she_says_it_agrees_changes_her_mind_and_deletes_it(app, signed_in):
    ines = make.person()
    browser = signed_in(ines)

    page = browser.open_page(PAGE).submit("Save", gender="own-words", own_words="  agender ", may_count="y")
    assert "Only you can see it." in page.text
    assert self_descriptions.group_of_each() == {ines.id: "own-words"}
    assert 'value="agender"' in browser.open_page(PAGE).html

    browser.open_page(PAGE).submit("Save", gender="not-said", may_count=None)
    assert self_descriptions.group_of_each() == {}
    assert 'value="not-said" checked' in " ".join(browser.open_page(PAGE).html.split())

    page = browser.open_page(PAGE).submit("Delete")
    assert "Nothing has been kept" in page.text
    assert self_descriptions.for_person(ines) is None
    assert "Delete" not in browser.open_page(PAGE).text


def test_no_answer_and_consent_without_an_answer_are_asked_about_and_what_was_typed_stays(app, signed_in):
    browser = signed_in(make.person())

    page = browser.open_page(PAGE).submit("Save", own_words="agender")
    assert page.status == 400
    assert page.text.count("Choose an answer.") == 2
    assert 'value="agender"' in page.html

    page = browser.open_page(PAGE).submit("Save", gender="not-said", may_count="y")
    assert page.status == 400
    assert "can't be counted" in page.text


def test_an_administrator_finds_it_nowhere(app, signed_in):
    ines = make.person()
    signed_in(ines).open_page(PAGE).submit("Save", gender="own-words", own_words="agender-xyz", may_count="y")

    ada = signed_in(make.administrator())
    pages = [ada.open_page(path) for path in ("/admin", f"/admin/people/{ines.id}", "/admin/audit")]

    assert [page.status for page in pages] == [200, 200, 200]
    assert not any("agender" in page.html for page in pages)
