"""Codes of the matching library put into sentences for coordinators. Private reasons have no sentence here."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mentormatch.programmes.criteria import MEANINGS
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


def left_out(reason: dict[str, Any]) -> str:
    """Why a draft places somebody with nobody, in one sentence."""
    if reason.get("code") == "no_allowed_mentor":
        removed = sorted(reason.get("rules", {}).items(), key=lambda item: (-item[1], item[0]))
        if not removed:
            return _("There is no mentor in the pool.")
        listed = "; ".join(f"{count} × {rule(code)}" for code, count in removed)
        return _("None of the %(count)d mentors may be paired with her: %(reasons)s.",
                 count=reason.get("mentors", 0), reasons=listed)
    count = reason.get("mentors", 0)
    return ngettext(
        "One mentor would suit her, and his places went to people whose pairs are better for the whole round.",
        "%(num)d mentors would suit her, and all their places went to people whose pairs are better for the "
        "whole round.", count)
