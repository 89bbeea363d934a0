"""Hand-written lines go to people who could have written them, and none of them is dead."""

import pytest

from mentormatch.demo.abouts import LEISURE, WORK
from mentormatch.demo.lines import Lines, read
from mentormatch.demo.offers import OFFERS
from mentormatch.demo.people import build
from mentormatch.demo.picks import stream
from mentormatch.demo.plans import MERROWBY
from mentormatch.demo.titles import LADDERS
from mentormatch.demo.wants import WANTS
from mentormatch.programmes.vocabulary import TOPICS

COMPANY = build(MERROWBY, 2026)
TRADES = {department.name: department.trade for department in MERROWBY.departments}
WORDS = {"junior", "lead", "high", "senior", "woman", "man", "away", "afar"} | LADDERS.keys()
each_list = pytest.mark.parametrize("lists", [WANTS, OFFERS, WORK], ids=["wants", "offers", "work"])


def somebody(**wanted):
    return next(
        person
        for person in COMPANY.people
        if all(getattr(person, name) == value for name, value in wanted.items())
    )


def fits(line, person):
    return read(line).fits(person, TRADES[person.department], woman=person.email in COMPANY.women)


def test_wants_and_offers_speak_about_topics_of_the_vocabulary():
    slugs = {topic.slug for topic in TOPICS}

    assert WANTS.keys() == OFFERS.keys()
    assert WANTS.keys() <= slugs
    assert len(WANTS) >= 45


@each_list
def test_the_words_before_a_bar_are_known(lists):
    cities = {site.city.lower() for site in MERROWBY.sites}

    for line in (line for lines in lists.values() for line in lines):
        unknown = {word for word in read(line).words if not word.startswith("#")} - WORDS - cities
        assert not unknown, line


@each_list
def test_every_line_fits_somebody(lists):
    for line in (line for lines in lists.values() for line in lines):
        assert any(fits(line, person) for person in COMPANY.people), line


@each_list
def test_no_line_is_written_twice_and_each_is_a_finished_sentence(lists):
    texts = [read(line).text for lines in lists.values() for line in lines]

    assert len(set(texts)) == len(texts)
    assert all(text[0].isupper() and text[-1] in ".?" for text in texts)


def test_a_line_of_a_trade_is_for_that_trade_alone():
    assert fits("finance sales| x", somebody(department="Sales"))
    assert not fits("finance sales| x", somebody(department="Engineering"))


def test_a_line_of_a_grade_is_for_those_high_enough():
    assert fits("senior| x", somebody(grade=9))
    assert not fits("senior| x", somebody(grade=5))
    assert not fits("junior| x", somebody(grade=9))


def test_a_line_about_a_place_is_for_those_who_are_there():
    assert fits("away| x", somebody(site="Porto"))
    assert not fits("away| x", somebody(site="Bristol"))
    assert not fits("porto| x", somebody(site="Pune"))


def test_a_line_about_a_title_is_for_those_who_carry_it():
    assert fits("#buyer| x", somebody(job_title="Senior buyer"))
    assert not fits("#buyer| x", somebody(job_title="Shift lead"))


def test_a_line_without_words_fits_everybody():
    assert all(fits("x.", person) for person in COMPANY.people)


def test_the_least_used_line_is_dealt_next():
    lines = Lines(stream(1, "lines"), {"a": ("x", "y", "z")}, COMPANY)

    dealt = [lines.deal("a", COMPANY.people[0]) for _ in range(6)]

    assert sorted(dealt) == ["x", "x", "y", "y", "z", "z"]
    assert sorted(dealt[:3]) == ["x", "y", "z"]


def test_where_nothing_fits_the_key_is_not_offered():
    lines = Lines(stream(1, "lines"), {"a": ("finance| x",), "b": ("y",)}, COMPANY)
    seller = somebody(department="Sales")

    assert lines.keys_for(seller) == ["b"]
    with pytest.raises(LookupError):
        lines.deal("a", seller)


def test_everybody_has_several_things_to_say_about_the_own_work():
    lines = Lines(stream(1, "lines"), WORK, COMPANY)

    assert all("work" in lines.keys_for(person) for person in COMPANY.people)
    assert len(LEISURE) == len(set(LEISURE)) >= 30
