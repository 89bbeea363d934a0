"""Sentences about drafts: every code has one, in the programme's words, and none guesses at anybody's gender."""

import re

import pytest

from matching.explain.answers import WhyLeftOut
from matching.score.people import Rule
from mentormatch.base.db import transaction
from mentormatch.programmes.queries import RoleWords
from mentormatch.rounds import labels
from mentormatch.rounds.matcher import ProofCheck

ROLES = RoleWords("sponsor", "sponsors", "protégé", "protégés", "Sponsorship")
CODES = re.findall(r"\*([a-z_]+)\*", WhyLeftOut.__doc__ or "")
GENDERED = re.compile(r"\b(he|him|his|she|her|hers|herself)\b", re.IGNORECASE)


def reason(code, **values):
    shortage = {"people": 5, "mentors": 2, "places": 3}
    return {"code": code, "allowed": 3, "rules": {}, "points_short": 12, "shortage": shortage} | values


@pytest.fixture(autouse=True)
def context(app):
    """Sentences are translated, which needs an app."""


def test_the_library_names_the_codes_tested_here():
    assert {"no_allowed_mentor", "level", "priority", "shortage", "drawn", "outweighed"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_each_reason_has_a_sentence_of_its_own_in_the_words_of_the_programme(app, code):
    sentences = {code: labels.left_out(reason(code), ROLES) for code in CODES}

    assert len(set(sentences.values())) == len(CODES)
    assert sentences[code].endswith(".")
    assert not GENDERED.search(sentences[code])
    assert "mentor" not in sentences[code]
    assert code in labels.LEFT_OUT


@pytest.mark.parametrize("code", CODES)
def test_one_of_each_reads_as_one(app, code):
    one = labels.left_out(reason(code, allowed=1, points_short=1,
                                shortage={"people": 2, "mentors": 1, "places": 1}), ROLES)

    assert "1 " not in one.replace("1000", "")


def test_somebody_ruled_out_everywhere_is_told_by_which_rules_and_how_many(app):
    said = labels.left_out(reason("no_allowed_mentor", rules={"language": 2, "must:goals": 4, "set_aside": 1}), ROLES)

    assert said == ("None of the sponsors is possible: Goals and expertise (a must-have) isn't met (4); no shared "
                    "language (2); set aside, by lot or in private; we don't say which (1). A sponsor can count under "
                    "more than one reason.")


@pytest.mark.parametrize("code", sorted({str(rule) for rule in Rule} - {"must"}))
def test_each_rule_has_words(app, code):
    assert code in labels.RULES
    assert not GENDERED.search(labels.rule(code))


def test_drafts_from_before_there_were_lots_keep_their_words(app):
    assert labels.rule("not_suited") == "not a good enough fit"


def test_a_check_that_fails_is_never_left_out(app):
    lines = labels.checks([ProofCheck("coverage", True, {"placed-0": 3}), ProofCheck("coverage", False, {}),
                          ProofCheck("lottery-0", False, {}), ProofCheck("sum", True, {"total": 9})])

    assert [holds for _sentence, holds in lines] == [False, False]
    assert "lottery-0" in lines[1][0]


def test_what_a_certificate_proves_says_the_figure(app):
    [(sentence, holds)] = labels.checks([ProofCheck("coverage", True, {"placed-0": 3, "placed-2": 4})])

    assert holds
    assert sentence.endswith("7 people are matched.")


def test_a_draft_says_what_it_asks_for_that_its_programme_does_not(company):
    draft = company.draft()
    programme = draft.programme
    assert labels.other_than_programme(draft) == ""

    with transaction():
        programme.rules = programme.rules | {"site": {"on": True, "which": "other"}}
    assert labels.other_than_programme(draft) == "different rules"
    with transaction():
        programme.criteria = {"goals": {"weight": 7, "mode": "nice"}}
    assert labels.other_than_programme(draft) == "different weights and rules"


def test_ranks_are_told_for_each_side_and_an_only_choice_as_such(app):
    why = {"choice_mentee": 2, "options_mentee": 5, "choice_mentor": 1, "options_mentor": 1}

    assert labels.ranks(why, ROLES, mentee="Ines Okafor", mentor="Jonas Feld") == [
        "By score, Jonas Feld ranks 2 of 5 possible sponsors for Ines Okafor.",
        "Ines Okafor is the only possible protégé for Jonas Feld."]
    assert labels.ranks({}, ROLES, mentee="Ines Okafor", mentor="Jonas Feld") == []
