"""The charter is one dated version with six commitments, each concrete enough to be kept."""

import re

import pytest

from mentormatch.enrolments.charter import CHARTER

each_commitment = pytest.mark.parametrize("commitment", CHARTER.commitments, ids=lambda entry: entry.slug)


def test_the_charter_says_which_version_of_which_day_it_is():
    assert re.fullmatch(r"\d+\.\d+", CHARTER.version)
    assert CHARTER.dated.isoformat() == "2026-11-01"


def test_there_are_six_commitments_and_each_has_its_own_name():
    assert len(CHARTER.commitments) == 6
    assert len({commitment.slug for commitment in CHARTER.commitments}) == 6
    assert len({str(commitment.title) for commitment in CHARTER.commitments}) == 6


@each_commitment
def test_a_commitment_is_spoken_by_the_person_who_makes_it(commitment):
    assert str(commitment.title).startswith("I ")
    assert " I " in f" {commitment.text} "


@each_commitment
def test_a_commitment_is_two_or_three_whole_sentences(commitment):
    sentences = re.findall(r"[^.?!]+[.?!]", str(commitment.text))

    assert len(sentences) in (2, 3)
    assert "".join(sentences) == str(commitment.text)


def test_the_charter_as_a_whole_can_be_read_in_three_minutes():
    words = " ".join(
        [str(CHARTER.preamble), str(CHARTER.closing)]
        + [f"{commitment.title} {commitment.text}" for commitment in CHARTER.commitments]
    ).split()

    assert 250 <= len(words) <= 550
