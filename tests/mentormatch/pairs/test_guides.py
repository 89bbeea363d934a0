"""Each kind of pair has a way to get started, with the mentee's agenda first and questions for both."""

import re

import pytest

from mentormatch.pairs.guides import GUIDES, STAGE_GUIDES, RoleGuide, RoleStage
from mentormatch.programmes.kinds import KINDS

each_guide = pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)


def texts(guide):
    """Every line of a guide, wherever it belongs."""
    for value in vars(guide).values():
        if isinstance(value, tuple):
            yield from value
        elif isinstance(value, RoleGuide | RoleStage):
            yield from texts(value)
        else:
            yield value


def test_every_kind_of_programme_has_a_guide():
    assert set(GUIDES) == set(KINDS)


@each_guide
def test_the_first_meeting_starts_with_the_mentee_s_agenda(guide):
    assert str(guide.mentee.agenda[0]).startswith("Your agenda:")
    assert str(guide.mentor.agenda[0]).startswith(("Their agenda:", "Your mentee's agenda:"))
    assert "agenda" in str(guide.mentee.opening)
    assert str(guide.mentor.opening).startswith(("Let them begin", "Let your mentee begin"))


def test_no_guide_presumes_anyone_s_gender():
    every = [*GUIDES.values(), *(guide for stages in STAGE_GUIDES.values() for guide in stages.values())]
    lines = repr([str(value) for guide in every for value in texts(guide)])

    assert not re.search(r"\b(he|him|his|she|her|hers)\b", lines, re.IGNORECASE)


@each_guide
def test_each_side_gets_questions_of_its_own(guide):
    mentee_questions = {str(question) for question in guide.mentee.questions}
    mentor_questions = {str(question) for question in guide.mentor.questions}

    assert len(mentee_questions) == len(mentor_questions) == 4
    assert not mentee_questions & mentor_questions
    assert all(question.endswith("?") for question in mentee_questions | mentor_questions)


@each_guide
def test_both_agree_on_rhythm_place_confidence_and_an_easy_end(guide):
    agreed = " ".join(str(line) for line in guide.to_agree)

    for words in ("How often", "Where", "stays between you", "needs no reason"):
        assert words in agreed


def test_no_two_kinds_begin_in_the_same_way():
    openings = [str(role.opening) for guide in GUIDES.values() for role in (guide.mentee, guide.mentor)]

    assert len(set(openings)) == len(openings)


@each_guide
def test_every_line_is_a_finished_sentence(guide):
    lines = [*guide.to_agree]
    for role in (guide.mentee, guide.mentor):
        lines += [role.opening, *role.prepare, *role.agenda, role.keep_in_mind]

    for line in lines:
        assert str(line).endswith("."), line
