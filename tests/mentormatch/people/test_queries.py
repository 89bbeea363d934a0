"""Reading people: by address, by words, the manager tree."""

import pytest

from mentormatch.people import addresses, languages, queries, zones
from mentormatch.people.browsers import browser_name
from tests.support import make


def names(page):
    return [person.name for person in page.items]


def test_searching_looks_for_every_word_in_any_fact(app):
    make.person("Ines Okafor", department="Finance", site="Lisbon")
    make.person("Émilie Åberg", department="Legal", site="Lisbon")
    make.person("Olu Berg", status="left")

    assert names(queries.search("lisbon")) == ["Ines Okafor", "Émilie Åberg"]
    assert names(queries.search("lisbon fin")) == ["Ines Okafor"]
    assert names(queries.search("émilie")) == names(queries.search("ÅBERG")) == ["Émilie Åberg"]
    assert names(queries.search("olu")) == []
    assert names(queries.search("olu", status="left")) == ["Olu Berg"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "\x00", "ines%", "💥" * 50])
def test_searching_takes_every_letter_as_it_is(app, words):
    make.person()

    assert names(queries.search(words)) == ([] if words != "\x00" else ["Ines Okafor"])


def test_searching_narrows_down_to_who_has_no_account(app):
    make.person()
    make.person("Mara Quist", password_hash=None)

    assert names(queries.search(has_account=False)) == ["Mara Quist"]
    assert names(queries.search(has_account=True)) == ["Ines Okafor"]


def test_searching_gives_pages(app):
    for number in range(5):
        make.person(f"Person {number}")

    page = queries.search(page=2, size=2)

    assert (names(page), page.total, page.pages) == (["Person 2", "Person 3"], 5, 3)
    assert names(queries.search(page=99, size=2)) == []
    assert names(queries.search(page=-1, size=2)) == ["Person 0", "Person 1"]


def test_managers_and_reports(app):
    head = make.person("Head Of")
    first = make.person("First Report", manager_id=head.id)
    make.person("Former Report", manager_id=head.id, status="left")

    assert queries.reports_of(head) == [first]
    assert queries.manager_ids()[first.id] == head.id
    assert head.id not in queries.manager_ids()


def test_people_by_their_ids(app):
    ines, mara = make.person(), make.person("Mara Quist")

    assert queries.by_ids([ines.id, "aaaaaaaaaaaaaaaa", mara.id]) == {ines.id: ines, mara.id: mara}
    assert queries.by_id("aaaaaaaaaaaaaaaa") is None


@pytest.mark.parametrize(("typed", "stored"), [
    (" Ines.Okafor@Company.Example ", "ines.okafor@company.example"),
    ("o'neil+roster@company.example", "o'neil+roster@company.example"),
    ("mara@bücher.example", "mara@xn--bcher-kva.example"), ("mara@office.internal", "mara@office.internal"),
])
def test_an_address_has_one_spelling(typed, stored):
    assert addresses.checked(typed) == stored


@pytest.mark.parametrize("typed", [
    "", "mara", "mara@", "@company.example", "a b@company.example", "a@b@c.example",
    "a@c.example\nBcc: x@y.example", "<a@c.example>", "é@c.example", "a@c.example,b@c.example",
])
def test_what_is_no_address_is_told_so(app, typed):
    with pytest.raises(addresses.NotAnAddress):
        addresses.checked(typed)


def test_languages_are_known_by_code_and_names(app):
    assert [languages.code_of(text) for text in ("en", " English", "deutsch", "Português", "Mandarin", "Klingon")] == [
        "en", "en", "de", "pt", "zh", None]
    assert languages.name("pt") == "Portuguese"
    assert languages.name("x1") == "x1"
    assert ("x1", "x1") in languages.choices("x1")


def test_zones_are_grouped_by_part_of_the_world():
    assert ("Europe/Lisbon", "Lisbon") in zones.grouped()["Europe"]
    assert ("America/Argentina/Ushuaia", "Argentina, Ushuaia") in zones.grouped()["America"]
    assert zones.is_known("UTC")
    assert not zones.is_known("Mars/Base")


@pytest.mark.parametrize(("agent", "words"), [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile/15E148 Safari/604.1", "Safari on iPhone"),
    ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/137.0 Mobile Safari/537.36", "Chrome on Android"),
    ("curl/8.0", "An unknown browser"), ("", "An unknown browser"),
])
def test_a_browser_is_named_as_people_know_it(app, agent, words):
    assert browser_name(agent) == words
