"""Codes of the matching library put into sentences for coordinators. Private reasons have no sentence here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentormatch.base.scores import percent
from mentormatch.people import self_descriptions
from mentormatch.programmes import criteria, rules
from mentormatch.programmes.catalogue import CATALOGUE, SHOWN
from mentormatch.programmes.models import Programme
from mentormatch.programmes.queries import RoleWords
from mentormatch.rounds.input.precedence import Precedence
from mentormatch.rounds.input.settings import OBJECTIVES, DraftSettings, Objective
from mentormatch.rounds.matcher import ProofCheck
from mentormatch.rounds.models import Draft

LATE = timedelta(minutes=1)
SWITCHES = rules.SWITCHES
CRITERIA = SHOWN
SELF_DESCRIBED = self_descriptions.GROUPS

RULES = {
    "same_person": _l("the same person"),
    "own_manager": _l("the direct manager"),
    "reporting_line": _l("in the same reporting line"),
    "seniority_gap": _l("outside the grade range"),
    "exclusion": _l("ruled out by a coordinator"),
    "past_pair": _l("already proposed to each other"),
    "language": _l("no shared language"),
    "site": _l("don't meet the site rule"),
    "department": _l("don't meet the department rule"),
    "set_aside": _l("set aside, by lot or in private; we don't say which"),
    "minimum_score": _l("score below the minimum"),
    "not_suited": _l("not a good enough fit"),  # in drafts computed before there were lots
}
WAIVABLE = {
    "seniority_gap": _l("The grade range"),
    "language": _l("A shared language"),
    "site": _l("Sites"),
    "department": _l("Departments"),
    "must": _l("A must-have criterion"),
    "reporting_line": _l("No one in the same reporting line"),
    "own_manager": _l("Not their own manager"),
}
"""The hard rules a programme can let its coordinators set aside for a single pair."""

CHECKS = {
    "fingerprint": _l("The result belongs to exactly this input."),
    "allowed": _l("Every pair meets every matching rule."),
    "capacity": _l("No one has more pairs than they can take on."),
    "one-mentor-each": _l("No one is in two pairs."),
    "locks": _l("Every locked pair was kept together."),
    "minimum-score": _l("No pair scores below the minimum."),
    "coverage": _l("No other result matches more people, or passes over fewer of those who should go first."),
    "level": _l("No other result that matches as many people has a stronger weakest pair."),
    "total": _l("No other result that does all this has a higher total score."),
    "only-optimum": _l("It's the only best result: ties were broken by the published lottery."),
    "no-blocking-pair": _l("No two people would both prefer each other to their matches."),
    "best-for-mentees": _l("Of all stable results, it's the best for mentees."),
}
"""The checks of a certificate that mean something to a person; the others guard the proof's own form."""

TITLES = {spec.name: spec.title for spec in CATALOGUE}

LEFT_OUT = {
    "no_allowed_mentor": _l("have no possible match with free capacity"),
    "level": _l("would form a pair weaker than the weakest in this draft"),
    "priority": _l("come after people who were left out before"),
    "shortage": _l("need the same few people as others do"),
    "drawn": _l("lost a tie-break"),
    "others_preferred": _l("compete with people who are a better fit"),
    "outweighed": _l("would lower the total score"),
}
"""Why people are left out, as the end of a sentence that begins with how many they are."""


STEPS = {
    "scoring all pairs": _l("Scoring every possible pair"),
    "placing as many as possible": _l("Matching as many people as possible"),
    "raising the worst score": _l("Strengthening the weakest pair"),
    "stage total": _l("Finding the best total score"),
    "stage lottery": _l("Breaking ties between equally good results"),
    "pricing all other pairs": _l("Proving that nothing better is possible"),
    "deferred acceptance": _l("Matching by what both sides prefer"),
    "checking the result": _l("Checking the result"),
    "keeping the input": _l("Saving the input"),
    "saying why": _l("Writing up the reasons"),
}
"""The steps of a computation; the library can bring others, which are simply called computing."""

DEEDS = {
    "lock": _l("Lock this pair"), "forbid": _l("Keep this pair apart"), "place": _l("Match by hand"),
    "swap": _l("Swap two people"), "move": _l("Move to someone else"),
}
DEED_MEANS = {
    "lock": _l("These two stay together, whatever is calculated from now on."),
    "forbid": _l("These two are kept apart in this draft. The rest is calculated around that."),
    "place": _l("These two stay together from now on. The rest is calculated around them."),
    "swap": _l("The four stay paired like this from now on. The rest is calculated around them."),
    "move": _l("These two stay together from now on. The rest is calculated around them."),
}
DONE = {
    "lock": _l("Locked"), "forbid": _l("Kept apart"), "place": _l("Matched by hand"), "swap": _l("Swapped"),
    "move": _l("Moved"),
}
CHANGES = {
    "placed": _l("Newly matched"), "left-out": _l("Now left out"), "gains": _l("Better score"),
    "loses": _l("Lower score"), "moved": _l("Different match"),
}


@dataclass(frozen=True)
class SettingsInWords:
    """What a draft was asked for: its aim, what counts (title, percent), what must be, what never, who goes first."""

    objective: Objective
    weighed: list[tuple[str, int]]
    musts: list[str]
    never: list[str]
    first: str


def points(per_mille: int) -> str:
    """A difference of scores, 0..1000, in per cent with what is left of it: 15 is "1.5"."""
    return str(format_decimal(per_mille / 10))


def rule(code: str) -> str:
    """Why a pair is not allowed, in a few words. `must:goals` stands for a criterion set to must."""
    if code.startswith("must:"):
        return _("%(criterion)s (a must-have) isn't met", criterion=TITLES[code.removeprefix("must:")])
    return str(RULES.get(code, RULES["not_suited"]))


def settings(draft: Draft) -> SettingsInWords:
    """What a draft was asked for, as it was then."""
    chosen = DraftSettings.from_json(draft.settings)
    # Programmes put their own criteria and rules into words; this one holds the draft's and is never saved.
    then = Programme(kind=chosen.kind, criteria=chosen.criteria.to_json(), rules=chosen.rules.to_json())
    first = _("People left out of recent rounds go first.") if chosen.earlier_first else ""
    return SettingsInWords(objective(draft), criteria.weighed(then), criteria.musts(then), rules.in_words(then), first)


def objective(draft: Draft) -> Objective:
    """What a draft aims at."""
    return next(choice for choice in OBJECTIVES if choice.slug == draft.settings["objective"])


def other_than_programme(draft: Draft) -> str:
    """What a draft asks for that its programme does not ask for now; empty when they ask for the same."""
    chosen, own = DraftSettings.from_json(draft.settings), DraftSettings.of_programme(draft.programme)
    weights, rules_ = chosen.criteria != own.criteria, chosen.rules != own.rules
    if weights and rules_:
        return _("different weights and rules")
    return _("different weights") if weights else _("different rules") if rules_ else ""


def progress(draft: Draft, now: datetime) -> str:
    """How far a draft has come that is being computed, in a sentence or two."""
    if draft.attempts > 1:
        return _("The calculation was interrupted and will resume automatically within two minutes.")
    if draft.attempts == 0 and now - (draft.changed_at or draft.created_at) > LATE:
        return _("It's been queued for over a minute. If it doesn't start soon, ask your administrator whether the "
                 "worker is running. Nothing is lost.")
    return _("This takes seconds for hundreds of people. You can close this page; it'll carry on.")


def step(draft: Draft) -> str:
    """What the computation of a draft is busy with."""
    known = STEPS.get(draft.phase) or STEPS.get(draft.phase.rpartition("-")[0])
    return str(known or (_("Calculating") if draft.phase else _("Reading who's taking part")))


def claim(precedence: Precedence) -> str:
    """Why someone goes first, without saying whether anyone refused."""
    reasons = {"left_out": lambda number: _("left out in round %(number)d", number=number),
            "no_longer_paired": lambda number: _("without a match since round %(number)d", number=number)}
    return "; ".join(reasons[why](number) for number, why in precedence.rounds)


def checks(results: list[ProofCheck]) -> list[tuple[str, bool]]:
    """What a certificate proves, line by line in words, and whether it holds; what fails is never left out."""
    shown: dict[str, ProofCheck] = {}
    for check in results:  # several stages can bear one code, and all of them must hold
        before = shown.get(check.code, check)
        shown[check.code] = ProofCheck(check.code, before.holds and check.holds, before.numbers | check.numbers)
    lines = [(_proved(shown[code]), shown[code].holds) for code in CHECKS if code in shown]
    return lines + [(_("Another check of the proof (%(code)s) failed.", code=check.code), False)
                    for check in shown.values() if not check.holds and check.code not in CHECKS]


def part_rows(why: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a score for the bars: title, part 0..1000, its share of the whole in words; heaviest first."""
    parts = sorted(why.get("parts", []), key=lambda part: -part["weight"])
    whole = sum(part["weight"] for part in parts) or 1
    return [{"label": TITLES.get(part["name"], part["name"]), "score": part["part"],
             "weight": _("counts %(share)d%%", share=round(100 * part["weight"] / whole))} for part in parts]


def ranks(why: dict[str, Any], role_words: RoleWords, *, mentee: str, mentor: str) -> list[str]:
    """What the two, by name, are to each other among everyone possible: one sentence for each side."""
    sides = ((mentee, mentor, role_words.mentor, role_words.mentors, "mentee"),
             (mentor, mentee, role_words.mentee, role_words.mentees, "mentor"))
    lines = []
    for own, other, single, many, side in sides:
        rank, options = why.get(f"choice_{side}"), why.get(f"options_{side}")
        if options == 1:
            lines.append(_("%(other)s is the only possible %(one)s for %(own)s.", own=own, other=other, one=single))
        elif rank and options:
            lines.append(_("By score, %(other)s ranks %(rank)d of %(options)d possible %(many)s for %(own)s.",
                           own=own, other=other, rank=rank, options=options, many=many))
    return lines


def left_out(reason: dict[str, Any], role_words: RoleWords) -> str:
    """Why a draft places someone with no one, in one or two sentences.

    The codes are those of `matching.explain.answers.WhyLeftOut`; rules whose name would tell of a boundary
    have none here.
    """
    say = {
        "no_allowed_mentor": _nobody_allowed, "level": _below_level, "priority": _passed_over,
        "shortage": _shortage, "drawn": _drawn, "others_preferred": _others_preferred,
    }
    return say.get(reason.get("code", ""), _outweighed)(reason, role_words)


def left_out_reasons(codes: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """What decided who is left out: in words, and for how many."""
    return [(str(LEFT_OUT.get(code, LEFT_OUT["outweighed"])), count) for code, count in codes]


def _proved(check: ProofCheck) -> str:
    words, numbers = str(CHECKS[check.code]), check.numbers
    sentences = {
        "coverage": lambda: ngettext("One person is matched.", "%(num)d people are matched.",
                                     sum(count for name, count in numbers.items() if name.startswith("placed"))),
        "level": lambda: _("It scores %(score)d%%.", score=percent(numbers["worst"])),
        "allowed": lambda: ngettext("One was checked.", "%(num)d were checked.", numbers["pairs"]),
    }
    try:
        return f"{words} {sentences[check.code]()}" if check.holds and check.code in sentences else words
    except KeyError:  # a proof of another version may bring other numbers; the sentence is true without them
        return words


def _nobody_allowed(reason: dict[str, Any], role_words: RoleWords) -> str:
    removed = sorted(reason.get("rules", {}).items(), key=lambda item: (-item[1], item[0]))
    if not removed:
        return _("No %(mentor)s has free capacity.", mentor=role_words.mentor)
    listed = "; ".join(f"{rule(code)} ({count})" for code, count in removed)
    return _("None of the %(mentors)s is possible: %(reasons)s. A %(mentor)s can count under more than one reason.",
             mentors=role_words.mentors, mentor=role_words.mentor, reasons=listed)


def _below_level(reason: dict[str, Any], role_words: RoleWords) -> str:
    sentence = ngettext(
        "The only possible %(mentor)s would score below the weakest pair in this draft.",
        "All %(num)d possible %(mentors)s would score below the weakest pair in this draft.",
        reason.get("allowed", 0), mentor=role_words.mentor, mentors=role_words.mentors)
    short = reason.get("points_short")
    return sentence + (" " + _("The best of them is short by %(share)s%%.", share=points(short)) if short else "")


def _passed_over(reason: dict[str, Any], role_words: RoleWords) -> str:
    return _("Every possible %(mentor)s is matched with someone who goes first after being left out before.",
             mentor=role_words.mentor)


def _shortage(reason: dict[str, Any], role_words: RoleWords) -> str:
    short = reason["shortage"]
    places = ngettext("one person", "%(num)d people", short["places"])
    return _("%(people)d people could only be matched with the same few %(mentors)s, who can take on %(places)s "
             "between them.",
             people=short["people"], mentors=role_words.mentors, places=places)


def _drawn(reason: dict[str, Any], role_words: RoleWords) -> str:
    return _("An equally good result would have included this person. The tie-break went the other way.")


def _others_preferred(reason: dict[str, Any], role_words: RoleWords) -> str:
    return ngettext("The only possible %(mentor)s is matched with people who are a better fit.",
                    "All %(num)d possible %(mentors)s are matched with people who are a better fit.",
                    reason.get("allowed", 0), mentor=role_words.mentor, mentors=role_words.mentors)


def _outweighed(reason: dict[str, Any], role_words: RoleWords) -> str:
    sentence = ngettext("One %(mentor)s was possible, but went to a stronger match.",
                        "%(num)d %(mentors)s were possible, but every place went to a stronger match.",
                        reason.get("allowed", 0), mentor=role_words.mentor, mentors=role_words.mentors)
    short = reason.get("points_short")
    if short:
        sentence += " " + _("They missed out by %(share)s%%.", share=points(short))
    return sentence
