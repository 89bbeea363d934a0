"""Forecasts, costs and changes put into sentences for coordinators. Private reasons have no sentence here."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from mentormatch.base.scores import percent
from mentormatch.programmes.queries import RoleWords
from mentormatch.rounds import labels
from mentormatch.rounds.drafts.chart import OTHERS
from mentormatch.rounds.drafts.explanation import PossibleChange, Reassignment
from mentormatch.rounds.drafts.fairness import Group, Load
from mentormatch.rounds.matcher import Effect, ProofCheck
from mentormatch.rounds.outlook.forecast import FULL, READY_TO_GIVE, MentorToAsk, Outlook, Shortfall, UnservedMentee
from mentormatch.rounds.outlook.supply import TopicRow

MAX_NAMED = 3


def listed(names: Sequence[str], most: int = MAX_NAMED) -> str:
    """Names in a row: "Finance, Legal and 2 more"."""
    if len(names) > most + 1:
        return _("%(names)s and %(count)d more", names=", ".join(names[:most]), count=len(names) - most)
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s", names=", ".join(names[:-1]), last=names[-1])


def outlook(forecast: Outlook, role_words: RoleWords) -> str:
    """How many a round could serve now."""
    if forecast.mentees == 0:
        return _("No one is waiting to be matched.")
    if forecast.missing == 0:
        return ngettext("The one %(mentee)s waiting can be matched.",
                        "All %(num)d %(mentees)s waiting can be matched.", forecast.mentees,
                        mentee=role_words.mentee, mentees=role_words.mentees)
    return _("Right now, %(served)d of %(count)d %(mentees)s can be matched.",
             served=forecast.served, count=forecast.mentees, mentees=role_words.mentees)


def shortfall(shortage: Shortfall, forecast: Outlook, role_words: RoleWords) -> str:
    """A Hall violator: who can be served by whom only."""
    places = ngettext("one person", "%(num)d people", shortage.places)
    mentors = role_words.mentors
    where = listed(shortage.departments)
    among = _("the %(mentors)s in %(departments)s", mentors=mentors, departments=where) if where else mentors
    people = ngettext("one %(mentee)s", "%(num)d %(mentees)s", len(shortage.mentees), mentee=role_words.mentee,
                      mentees=role_words.mentees)
    if shortage.places == forecast.places:
        return _("%(people)s share all the capacity there is: enough for "
                 "%(places)s.", people=people.capitalize(), places=places)
    return _("%(people)s can only be matched with %(among)s, who can take on %(places)s.", people=people.capitalize(),
             places=places, among=among)


def goes_without(shortage: Shortfall) -> str:
    """What a shortfall costs."""
    return ngettext("One of them will go without.", "%(num)d of them will go without.", shortage.short_by)


def unserved(mentee: UnservedMentee, role_words: RoleWords) -> str:
    """Why no one with a free place is possible for someone."""
    if not mentee.reasons:
        return _("No %(mentor)s has free capacity.", mentor=role_words.mentor)
    ordered = sorted(mentee.reasons.items(), key=lambda item: (-item[1], item[0]))
    return "; ".join(f"{labels.rule(code)} ({count})" for code, count in ordered)


def topic(row: TopicRow) -> str:
    """A topic that is short: who wants it, who offers it."""
    return _("%(topic)s: %(wanted)s, %(offered)s.", topic=row.name,
             wanted=ngettext("one person wants it", "%(num)d want it", row.wanted),
             offered=ngettext("one person offers it", "%(num)d offer it", row.offered) if row.offered
             else _("no one offers it"))


def ask(row: MentorToAsk) -> str:
    """What to ask someone for."""
    if row.state == READY_TO_GIVE:
        return ngettext("Could take on one more person. Ask them to take another.",
                        "Could take on %(num)d more people. Ask them to take another.", row.places)
    if row.state == FULL:
        return _("Is full. Ask them to take on one more.")
    return _("Has paused. Ask whether they could take someone on.") if row.state == "paused" else _(
        "Has started signing up. Ask them to finish.")


def brings(row: MentorToAsk) -> str:
    """What a place would bring."""
    gain = ngettext("One more person would be matched.", "%(num)d more people would be matched.", row.placed)
    if row.points and row.points > 0:
        gain += " " + _("The total score would rise by %(share)s percentage points.", share=labels.points(row.points))
    return gain


def effect(change: Effect) -> str:
    """What a change does to the whole draft."""
    clauses = []
    if change.placed < 0:
        clauses.append(ngettext("one fewer person is matched", "%(num)d fewer people are matched", -change.placed))
    elif change.placed > 0:
        clauses.append(ngettext("one more person is matched", "%(num)d more people are matched", change.placed))
    if change.total < 0:
        clauses.append(_("the total score falls by %(share)s percentage points", share=labels.points(-change.total)))
    elif change.total > 0:
        clauses.append(_("the total score rises by %(share)s percentage points", share=labels.points(change.total)))
    if change.worst is not None and change.worst < 0:
        clauses.append(_("the weakest pair scores %(share)s%% less", share=labels.points(-change.worst)))
    if not clauses:
        return _("It makes no overall difference.")
    return f"{'; '.join(clauses)}.".capitalize()


def step(move: Reassignment) -> str:
    """What becomes of one person."""
    if move.after is None:
        return _("%(name)s would be left out.", name=move.who.name)
    if move.before is None:
        return _("%(name)s would be matched with %(after)s.", name=move.who.name, after=move.after.name)
    return _("%(name)s moves from %(before)s to %(after)s.", name=move.who.name, before=move.before.name,
             after=move.after.name)


def change(possible: PossibleChange, name: str) -> str:
    """The change that would place someone, in one sentence."""
    mentor = possible.mentor.name if possible.mentor else ""
    if possible.kind == "place":
        return _("If %(mentor)s took on one more person, %(name)s could be matched.", mentor=mentor, name=name)
    if possible.kind == "waive":
        rules = listed([labels.rule(code) for code in possible.rules])
        return _("Setting a rule aside for this pair (%(rules)s) would match %(name)s with %(mentor)s.",
                 rules=rules, name=name, mentor=mentor)
    if possible.kind == "priority":
        return ngettext("Giving %(name)s priority (as after a round without a match) would match them.",
                        "Giving %(name)s priority (as after %(num)d rounds without a match) would match them.",
                        possible.amount, name=name)
    return _("A score %(share)s%% higher with %(mentor)s would match %(name)s.", mentor=mentor, name=name,
             share=labels.points(possible.amount))


def at_whose_cost(possible: PossibleChange) -> str:
    """Whether someone else would pay for it."""
    if not possible.left_out:
        return _("No one would lose a match.")
    return _("Left out instead: %(names)s.", names=listed([person.name for person in possible.left_out]))


def bounds(checks: Sequence[ProofCheck]) -> list[str]:
    """What a result reaches, each beside the bound that shows that no other reaches more."""
    held = {check.code: check.numbers for check in checks if check.holds}
    sentences = []
    placed = sum(count for name, count in held.get("coverage", {}).items() if name.startswith("placed"))
    if placed:
        sentences.append(_("Matched: %(placed)d. A cover of all possible pairs shows that no more than %(placed)d can "
                           "be.", placed=placed))
    level = held.get("level", {})
    if level.get("above", -1) >= 0:
        sentences.append(_("Weakest pair: %(worst)d%%. If every pair had to score more, at most %(above)d people "
                           "could be matched.", worst=percent(level["worst"]), above=level["above"]))
    if "total" in held and "sum" in held:
        sentences.append(_("Total score: %(total)s%%. The proof's prices add up to the same, so no other result "
                           "that does all this has a higher total.", total=labels.points(held["sum"]["total"])))
    return sentences


def differences(groups: Sequence[Group], all_of_them: Group, named: str = "%s") -> list[str]:
    """Where the groups of one kind differ: who is placed least, and whose pairs score lowest; empty if no one does.

    `named` makes a group's name out of its value: "grade %s".
    """
    sentences = []
    least = min((group for group in groups if group.name), key=lambda group: (group.share, group.name), default=None)
    if least and least.share < all_of_them.share:
        sentences.append(_("Matched least often: %(group)s, %(placed)d of %(people)d.", group=named % least.name,
                           placed=least.placed, people=least.people))
    scored = [group for group in groups if group.name and group.mean is not None]
    lowest = min(scored, key=lambda group: (group.mean, group.name), default=None)
    if lowest and len(scored) > 1 and all_of_them.mean is not None:
        sentences.append(_("Lowest average score: %(group)s, %(mean)d%% compared with %(all)d%% overall.",
                           group=named % lowest.name, mean=percent(lowest.mean or 0), all=percent(all_of_them.mean)))
    return sentences


def load(share: Load, role_words: RoleWords) -> str:
    """How many mentors have so many pairs."""
    mentors = ngettext("one %(mentor)s", "%(num)d %(mentors)s", share.mentors, mentor=role_words.mentor,
                       mentors=role_words.mentors)
    pairs = ngettext("one pair", "%(num)d pairs", share.pairs) if share.pairs else _("no pair")
    return _("%(mentors)s: %(pairs)s", mentors=mentors, pairs=pairs)


def department(name: str) -> str:
    """The label of a department in a picture or a table."""
    if name == OTHERS:
        return _("Other departments")
    return name or _("No department")


def clipped(name: str, most: int = 18) -> str:
    """A label that fits beside a bar; the whole name is in the table."""
    label = department(name)
    return label if len(label) <= most else f"{label[:most - 1].rstrip()}…"
