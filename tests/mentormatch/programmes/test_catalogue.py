"""Every criterion is registered whole: its words, its weights, its inputs, its arithmetic and its line in the docs."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from matching.score.criteria import CRITERIA
from matching.score.people import Mentee, Mentor
from mentormatch.programmes.catalogue import CATALOGUE, SHOWN
from mentormatch.programmes.kinds import KINDS
from tests.support import make

DOCS = Path(__file__).parents[3] / "docs" / "scoring.md"
FIELDS = {"mentee": {field.name for field in fields(Mentee)}, "mentor": {field.name for field in fields(Mentor)}}

each_criterion = pytest.mark.parametrize("spec", CATALOGUE, ids=[spec.name for spec in CATALOGUE])


def test_the_catalogue_holds_what_the_matching_can_compute():
    assert [spec.name for spec in CATALOGUE] == list(CRITERIA), (
        "Add the criterion to CATALOGUE in mentormatch/programmes/catalogue.py and to CRITERIA in "
        "matching/score/criteria.py, at the same position.")


@each_criterion
def test_each_criterion_has_a_weight_for_every_kind_of_programme(spec):
    assert set(spec.weights) == set(KINDS)
    assert all(0 <= weight <= 100 for weight in spec.weights.values())


@each_criterion
def test_each_criterion_has_words(app, spec):
    with app.test_request_context():
        assert str(spec.title)
        if spec.is_shown:
            assert str(spec.text).endswith(".")
            assert str(spec.must).endswith(".")


@each_criterion
def test_each_input_is_something_the_matching_is_told(spec):
    for entry in spec.inputs:
        for role in (entry.role,) if entry.role else ("mentee", "mentor"):
            assert entry.field in FIELDS[role], f"Participant in matching/score/people.py has no {entry.field!r}."


@each_criterion
def test_each_input_is_read_off_an_enrolment(app, spec):
    programme = make.programme(make.administrator())
    sides = {role: make.enrolment(make.person(role), programme, role) for role in ("mentee", "mentor")}

    for entry in spec.inputs:
        for role in (entry.role,) if entry.role else sides:
            entry.read(sides[role])


@each_criterion
def test_each_criterion_is_explained_in_the_docs(spec):
    assert re.search(rf"^\| `{spec.name}` \|", DOCS.read_text("utf-8"), re.MULTILINE), f"Add a row to {DOCS.name}."


def test_what_is_shown_keeps_the_order_of_the_catalogue():
    assert [spec for spec in CATALOGUE if spec.is_shown] == list(SHOWN)
