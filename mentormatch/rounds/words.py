"""Codes of the matching library put into sentences for coordinators. Private reasons have no sentence here."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mentormatch.programmes.criteria import MEANINGS
from mentormatch.programmes.queries import Words
from mentormatch.rounds.matcher import Check

RULES = {
    "same_person": _l("it would be herself"),
    "own_manager": _l("he is her manager"),
    "reporting_line": _l("they are in one reporting line"),
    "seniority_gap": _l("the distance in seniority is too small or too large"),
    "exclusion": _l("a coordinator ruled it out"),
    "past_pair": _l("they were a pair before"),
    "language": _l("no language in common"),
    "site": _l("the sites do not fit the rule"),
    "department": _l("the departments do not fit the rule"),
    "not_suited": _l("the two do not suit each other well enough"),
    "not_in_pool": _l("one of the two is no longer available"),
}
CHECKS = {
    "fingerprint": _l("The result belongs to exactly this input"),
    "allowed": _l("Every pair is allowed by every hard rule"),
    "capacity": _l("Nobody has more pairs than places"),
    "one-mentor-each": _l("Nobody is in two pairs"),
    "locks": _l("Every locked pair was kept"),
    "minimum-score": _l("No pair scores below the minimum"),
    "coverage": _l("No other result places more people, nor passes fewer of those with a first claim"),
    "level": _l("No other result has a better weakest pair"),
    "total": _l("No other result that does all this has a higher total"),
    "only-optimum": _l("It is the only best result: equals were drawn by the published lottery"),
    "no-blocking-pair": _l("No two people would both rather have each other"),
    "best-for-mentees": _l("Among all stable results it is the best for those who seek"),
}
"""The checks of a certificate that mean something to a person; the others guard the proof's own form."""

TITLES = {meaning.name: meaning.title for meaning in MEANINGS} | {
    "values": _l("Values in common"), "her_wish": _l("Her wishes"), "his_wish": _l("His wishes")}


def rule(code: str) -> str:
    """Why a pair is not allowed, in a few words. `must:goals` stands for a criterion set to must."""
    if code.startswith("must:"):
        return _("%(criterion)s is a must here and is not met", criterion=TITLES[code.removeprefix("must:")])
    return str(RULES.get(code, RULES["not_suited"]))


def checks(found: list[Check]) -> list[tuple[str, bool]]:
    """What a certificate proves, line by line in words, and whether it holds; what fails is never left out."""
    shown = {check.code: check.holds for check in found if check.code in CHECKS}
    for check in found:  # several stages can bear one code, and all of them must hold
        if check.code in shown:
            shown[check.code] &= check.holds
    lines = [(str(CHECKS[code]), holds) for code, holds in shown.items()]
    return lines + [(check.code, False) for check in found if not check.holds and check.code not in CHECKS]


def part_rows(why: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a score for the bars: title, part 0..1000, its share of the whole in words; heaviest first."""
    parts = sorted(why.get("parts", []), key=lambda part: -part["weight"])
    whole = sum(part["weight"] for part in parts) or 1
    return [{"label": TITLES.get(part["name"], part["name"]), "score": part["part"],
             "weight": _("counts %(share)d %%", share=round(100 * part["weight"] / whole))} for part in parts]


def left_out(reason: dict[str, Any], role_words: Words) -> str:
    """Why a draft places somebody with nobody, in one sentence.

    The codes are those of `matching.reasons.WhyLeftOut`; rules whose name would tell of a boundary have none here.
    """
    allowed = reason.get("allowed", 0)
    say = {
        "no_allowed_mentor": lambda: _nobody_allowed(reason, role_words),
        "level": lambda: ngettext(
            "The one %(mentor)s who could be hers scores below the weakest pair of this draft.",
            "All %(num)d %(mentors)s who could be hers score below the weakest pair of this draft.",
            allowed, mentor=role_words.mentor, mentors=role_words.mentors),
        "priority": lambda: _("Every place she could have goes to somebody who was left out before."),
        "shortage": lambda: _shortage(reason["shortage"], role_words),
        "drawn": lambda: _("An equally good result had her in it. The published lottery fell the other way."),
        "others_preferred": lambda: _("Whoever could be hers is full of people they suit better."),
    }
    return say.get(reason.get("code", ""), lambda: _outweighed(reason, role_words))()


def _outweighed(reason: dict[str, Any], role_words: Words) -> str:
    count = reason.get("allowed", 0)
    sentence = ngettext("One %(mentor)s could be hers, and the place went to somebody it suits better.",
                        "%(num)d %(mentors)s could be hers, and all their places went to people they suit better.",
                        count, mentor=role_words.mentor, mentors=role_words.mentors)
    short = reason.get("points_short")
    if short:
        sentence += " " + ngettext("She was one point of 1000 short.", "She was %(num)d points of 1000 short.", short)
    return sentence


def _shortage(short: dict[str, int], role_words: Words) -> str:
    return _("She and %(others)d others can only be served by the same %(mentors)d %(word)s, "
             "who have %(places)d places.", others=short["people"] - 1, mentors=short["mentors"],
             places=short["places"], word=role_words.mentors)


def _nobody_allowed(reason: dict[str, Any], role_words: Words) -> str:
    removed = sorted(reason.get("rules", {}).items(), key=lambda item: (-item[1], item[0]))
    if not removed:
        return _("There is no %(mentor)s with a free place.", mentor=role_words.mentor)
    listed = "; ".join(f"{rule(code)} ({count})" for code, count in removed)
    return _("No %(mentor)s may be paired with her: %(reasons)s.", mentor=role_words.mentor, reasons=listed)
