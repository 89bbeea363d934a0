"""Codes of the matching library put into sentences for coordinators. Private reasons have no sentence here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mentormatch.programmes import criteria, rules
from mentormatch.programmes.catalogue import CATALOGUE
from mentormatch.programmes.models import Programme
from mentormatch.programmes.queries import RoleWords
from mentormatch.rounds.input.precedence import Precedence
from mentormatch.rounds.input.settings import OBJECTIVES, DraftSettings, Objective
from mentormatch.rounds.matcher import ProofCheck
from mentormatch.rounds.models import Draft

LATE = timedelta(minutes=1)
SWITCHES = rules.SWITCHES

RULES = {
    "same_person": _l("the same person"),
    "own_manager": _l("the direct manager"),
    "reporting_line": _l("in one reporting line"),
    "seniority_gap": _l("too near or too far in seniority"),
    "exclusion": _l("ruled out by a coordinator"),
    "past_pair": _l("proposed to each other before"),
    "language": _l("no language in common"),
    "site": _l("the sites break the rule"),
    "department": _l("the departments break the rule"),
    "not_suited": _l("not suited well enough"),
}
WAIVABLE = {
    "seniority_gap": _l("The distance in grades"),
    "language": _l("A language in common"),
    "site": _l("Sites"),
    "department": _l("Departments"),
    "must": _l("A criterion that is a must"),
    "reporting_line": _l("Nobody in one reporting line"),
    "own_manager": _l("Not one's own manager"),
}
"""The hard rules a programme can let its coordinators set aside for a single pair."""

CHECKS = {
    "fingerprint": _l("The result belongs to exactly this input."),
    "allowed": _l("Every pair is allowed by every hard rule."),
    "capacity": _l("Nobody has more pairs than places."),
    "one-mentor-each": _l("Nobody is in two pairs."),
    "locks": _l("Every locked pair was kept."),
    "minimum-score": _l("No pair scores below the minimum."),
    "coverage": _l("No other result places more people, nor passes over fewer of those with a first claim."),
    "level": _l("No other result that places as many has a better weakest pair."),
    "total": _l("No other result that does all this has a higher total."),
    "only-optimum": _l("It is the only best result: equals were drawn by the published lottery."),
    "no-blocking-pair": _l("No two people would both rather have each other."),
    "best-for-mentees": _l("Among all stable results it is the best for those who seek."),
}
"""The checks of a certificate that mean something to a person; the others guard the proof's own form."""

TITLES = {spec.name: spec.title for spec in CATALOGUE}

LEFT_OUT = {
    "no_allowed_mentor": _l("are possible for nobody with a free place"),
    "level": _l("would make a pair weaker than the weakest of this draft"),
    "priority": _l("stand behind people who were left out before"),
    "shortage": _l("share too few places with others who need the same people"),
    "drawn": _l("lost the draw between equally good results"),
    "others_preferred": _l("compete with people who fit better, place by place"),
    "outweighed": _l("would cost the others more points than they bring"),
}
"""Why people are left out, as the end of a sentence that begins with how many they are."""


STEPS = {
    "scoring all pairs": _l("Scoring everybody with everybody"),
    "placing as many as possible": _l("Placing as many people as possible"),
    "raising the worst score": _l("Making the weakest pair better"),
    "stage total": _l("Finding the best total"),
    "stage lottery": _l("Drawing between equally good results"),
    "pricing all other pairs": _l("Proving that nothing better is possible"),
    "deferred acceptance": _l("Pairing by what both sides would rather have"),
    "checking the result": _l("Checking the result"),
    "keeping the input": _l("Keeping what it was computed from"),
    "saying why": _l("Writing down why"),
}
"""The steps of a computation; the library can bring others, which are simply called computing."""

DEEDS = {
    "lock": _l("Lock this pair"), "forbid": _l("Forbid this pair"), "place": _l("Place by hand"),
    "swap": _l("Swap two people"), "move": _l("Move to somebody else"),
}
DEED_MEANS = {
    "lock": _l("These two stay together, whatever is computed from here on."),
    "forbid": _l("These two are kept apart in this draft. The rest is computed around it."),
    "place": _l("These two stay together from here on. The rest is computed around them."),
    "swap": _l("The four stay paired like this from here on. The rest is computed around them."),
    "move": _l("These two stay together from here on. The rest is computed around them."),
}
DONE = {
    "lock": _l("Locked"), "forbid": _l("Forbidden"), "place": _l("Placed by hand"), "swap": _l("Swapped"),
    "move": _l("Moved"),
}
CHANGES = {
    "placed": _l("Now has a pair"), "left-out": _l("Left out now"), "gains": _l("Better score"),
    "loses": _l("Lower score"), "moved": _l("Somebody else"),
}


@dataclass(frozen=True)
class SettingsInWords:
    """What a draft was asked for: its aim, what counts (title, percent), what must be, what never, who goes first."""

    objective: Objective
    weighed: list[tuple[str, int]]
    musts: list[str]
    never: list[str]
    first: str


def rule(code: str) -> str:
    """Why a pair is not allowed, in a few words. `must:goals` stands for a criterion set to must."""
    if code.startswith("must:"):
        return _("%(criterion)s, a must, is not met", criterion=TITLES[code.removeprefix("must:")])
    return str(RULES.get(code, RULES["not_suited"]))


def settings(draft: Draft) -> SettingsInWords:
    """What a draft was asked for, as it was then."""
    chosen = DraftSettings.from_json(draft.settings)
    # Programmes put their own criteria and rules into words; this one holds the draft's and is never saved.
    then = Programme(kind=chosen.kind, criteria=chosen.criteria.to_json(), rules=chosen.rules.to_json())
    first = _("Whoever was left out by the last rounds goes before the others.") if chosen.earlier_first else ""
    return SettingsInWords(objective(draft), criteria.weighed(then), criteria.musts(then), rules.in_words(then), first)


def objective(draft: Draft) -> Objective:
    """What a draft aims at."""
    return next(choice for choice in OBJECTIVES if choice.slug == draft.settings["objective"])


def other_than_programme(draft: Draft) -> str:
    """What a draft asks for that its programme does not ask for now; empty when they ask for the same."""
    chosen, own = DraftSettings.from_json(draft.settings), DraftSettings.of_programme(draft.programme)
    weights, rules_ = chosen.criteria != own.criteria, chosen.rules != own.rules
    if weights and rules_:
        return _("other weights and rules")
    return _("other weights") if weights else _("other rules") if rules_ else ""


def progress(draft: Draft, now: datetime) -> str:
    """How far a draft has come that is being computed, in a sentence or two."""
    if draft.attempts > 1:
        return _("The computation was interrupted and goes on by itself within two minutes.")
    if draft.attempts == 0 and now - (draft.changed_at or draft.created_at) > LATE:
        return _("It has waited for more than a minute. If it goes on waiting, ask your administrator whether the "
                 "worker runs; nothing is lost meanwhile.")
    return _("This takes seconds for hundreds of people. You may close the page; it goes on.")


def step(draft: Draft) -> str:
    """What the computation of a draft is busy with."""
    known = STEPS.get(draft.phase) or STEPS.get(draft.phase.rpartition("-")[0])
    return str(known or (_("Computing") if draft.phase else _("Reading who takes part")))


def claim(precedence: Precedence) -> str:
    """Why somebody goes first, without saying whether anybody refused."""
    reasons = {"left_out": lambda number: _("left out in round %(number)d", number=number),
            "no_longer_paired": lambda number: _("without a pair since round %(number)d", number=number)}
    return "; ".join(reasons[why](number) for number, why in precedence.rounds)


def checks(results: list[ProofCheck]) -> list[tuple[str, bool]]:
    """What a certificate proves, line by line in words, and whether it holds; what fails is never left out."""
    shown: dict[str, ProofCheck] = {}
    for check in results:  # several stages can bear one code, and all of them must hold
        before = shown.get(check.code, check)
        shown[check.code] = ProofCheck(check.code, before.holds and check.holds, before.numbers | check.numbers)
    lines = [(_proved(shown[code]), shown[code].holds) for code in CHECKS if code in shown]
    return lines + [(_("Another check of the proof (%(code)s) does not hold.", code=check.code), False)
                    for check in shown.values() if not check.holds and check.code not in CHECKS]


def part_rows(why: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a score for the bars: title, part 0..1000, its share of the whole in words; heaviest first."""
    parts = sorted(why.get("parts", []), key=lambda part: -part["weight"])
    whole = sum(part["weight"] for part in parts) or 1
    return [{"label": TITLES.get(part["name"], part["name"]), "score": part["part"],
             "weight": _("counts %(share)d %%", share=round(100 * part["weight"] / whole))} for part in parts]


def ranks(why: dict[str, Any], role_words: RoleWords, *, mentee: str, mentor: str) -> list[str]:
    """What the two, by name, are to each other among everybody possible: one sentence for each side."""
    sides = ((mentee, mentor, role_words.mentor, role_words.mentors, "mentee"),
             (mentor, mentee, role_words.mentee, role_words.mentees, "mentor"))
    lines = []
    for own, other, single, many, side in sides:
        rank, options = why.get(f"choice_{side}"), why.get(f"options_{side}")
        if options == 1:
            lines.append(_("For %(own)s, %(other)s is the only possible %(one)s.", own=own, other=other, one=single))
        elif rank and options:
            lines.append(_("For %(own)s, %(other)s is number %(rank)d of %(options)d possible %(many)s by score.",
                           own=own, other=other, rank=rank, options=options, many=many))
    return lines


def left_out(reason: dict[str, Any], role_words: RoleWords) -> str:
    """Why a draft places somebody with nobody, in one or two sentences.

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
        "coverage": lambda: ngettext("One person is placed.", "%(num)d people are placed.",
                                     sum(count for name, count in numbers.items() if name.startswith("placed"))),
        "level": lambda: _("It scores %(score)d.", score=numbers["worst"]),
        "allowed": lambda: ngettext("One was looked at.", "%(num)d were looked at.", numbers["pairs"]),
    }
    try:
        return f"{words} {sentences[check.code]()}" if check.holds and check.code in sentences else words
    except KeyError:  # a proof of another version may bring other numbers; the sentence is true without them
        return words


def _nobody_allowed(reason: dict[str, Any], role_words: RoleWords) -> str:
    removed = sorted(reason.get("rules", {}).items(), key=lambda item: (-item[1], item[0]))
    if not removed:
        return _("No %(mentor)s has a free place.", mentor=role_words.mentor)
    listed = "; ".join(f"{rule(code)} ({count})" for code, count in removed)
    return _("None of the %(mentors)s is possible: %(reasons)s. One %(mentor)s can count under several reasons.",
             mentors=role_words.mentors, mentor=role_words.mentor, reasons=listed)


def _below_level(reason: dict[str, Any], role_words: RoleWords) -> str:
    sentence = ngettext(
        "The one possible %(mentor)s would score below the weakest pair of this draft.",
        "All %(num)d possible %(mentors)s would score below the weakest pair of this draft.",
        reason.get("allowed", 0), mentor=role_words.mentor, mentors=role_words.mentors)
    short = reason.get("points_short")
    return sentence + (" " + ngettext("The best of them is one point of 1000 short.",
                                      "The best of them is %(num)d points of 1000 short.", short) if short else "")


def _passed_over(reason: dict[str, Any], role_words: RoleWords) -> str:
    return _("Every possible place goes to somebody with an earlier claim, who was left out before.")


def _shortage(reason: dict[str, Any], role_words: RoleWords) -> str:
    short = reason["shortage"]
    places = ngettext("one place", "%(num)d places", short["places"])
    return _("%(people)d people can be served by the same few %(mentors)s only, who have %(places)s between them.",
             people=short["people"], mentors=role_words.mentors, places=places)


def _drawn(reason: dict[str, Any], role_words: RoleWords) -> str:
    return _("Another result was exactly as good and had this person in it. The published lottery fell the other way.")


def _others_preferred(reason: dict[str, Any], role_words: RoleWords) -> str:
    return ngettext("The one possible %(mentor)s has only places for people who fit better.",
                    "All %(num)d possible %(mentors)s are full of people who fit better.",
                    reason.get("allowed", 0), mentor=role_words.mentor, mentors=role_words.mentors)


def _outweighed(reason: dict[str, Any], role_words: RoleWords) -> str:
    sentence = ngettext("One %(mentor)s was possible, and that place does more good with somebody else.",
                        "%(num)d %(mentors)s were possible, and all their places do more good with somebody else.",
                        reason.get("allowed", 0), mentor=role_words.mentor, mentors=role_words.mentors)
    short = reason.get("points_short")
    if short:
        sentence += " " + ngettext("One point of 1000 more would have been enough.",
                                   "%(num)d points of 1000 more would have been enough.", short)
    return sentence
