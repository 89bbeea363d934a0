"""The criteria a programme can weigh: for each its words, its weight by kind of programme, and what it looks at.

Data only; its arithmetic is a function of the same name in matching/score/criteria.py. How to add one is told in
docs/adding-a-feature.md, and the tests of this file say what is missing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

Mode = Literal["must", "nice", "off"]
Role = Literal["mentor", "mentee"]


@dataclass(frozen=True)
class Input:
    """One thing the matching is told of a person: the field of its Participant, and how to read it off an enrolment.

    `role`: the side that is asked for it; None for both. Enrolments are one rung up, so their type is not known here.
    """

    field: str
    read: Callable[[Any], object]
    role: Role | None = None


@dataclass(frozen=True)
class CriterionSpec:
    """A criterion: its title, how it counts, what *must* would ask of every pair, its weights and its inputs.

    `weights`: kind of programme -> 0..100; 0 is off. One that is not shown can't be changed on a page, because no
    profile asks for it. `inputs` are those that no matching rule needs; the others the matcher reads in any case.
    """

    name: str
    title: LazyString
    weights: Mapping[str, int]
    text: LazyString | None = None
    must: LazyString | None = None
    inputs: tuple[Input, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether coordinators weigh it."""
        return self.text is not None

    def default(self, kind: str) -> tuple[int, Mode]:
        """Its weight in a new programme of a kind, and how it counts there."""
        weight = self.weights[kind]
        return weight, "nice" if weight else "off"


def weights(*, mentorship: int, sponsorship: int, buddy: int) -> Mapping[str, int]:
    """The weights of a criterion by kind of programme: every kind is named, so none is forgotten."""
    return {"mentorship": mentorship, "sponsorship": sponsorship, "buddy": buddy}


# Meeting formats weigh little and are never a "must" by default: being at ease decides how a pair meets, and should
# not cost anyone a sponsor.
CATALOGUE: tuple[CriterionSpec, ...] = (
    CriterionSpec(
        "goals", _l("Goals and expertise"), weights(mentorship=100, sponsorship=70, buddy=60),
        _l("How well one person's expertise meets the other's goals. What matters most counts most."),
        _l("There's help for at least one goal.")),
    CriterionSpec("values", _l("Values in common"), weights(mentorship=0, sponsorship=0, buddy=0)),
    CriterionSpec(
        "reach", _l("Influence where it's wanted"), weights(mentorship=0, sponsorship=100, buddy=0),
        _l("One works in, or has influence in, the part of the company the other wants to move into."),
        _l("There's influence in the area that was named."),
        inputs=(Input("target_area", lambda enrolment: enrolment.target_area or None, role="mentee"),
                Input("reach", lambda enrolment: frozenset(enrolment.reach), role="mentor"))),
    CriterionSpec(
        "her_wish", _l("Wishes of those looking for support"), weights(mentorship=40, sponsorship=40, buddy=40)),
    CriterionSpec(
        "grade", _l("The right gap in seniority"), weights(mentorship=30, sponsorship=20, buddy=20),
        _l("How close the pair is to the ideal gap in grades."),
        _l("They're within four grades of the ideal gap.")),
    CriterionSpec(
        "scarce", _l("Rare skills go where they're needed"), weights(mentorship=30, sponsorship=30, buddy=10),
        _l("Expertise that few people offer goes to those who asked for it, and isn't used up on anyone else."),
        _l("Rare skills go to someone who asked for them.")),
    CriterionSpec(
        "hours", _l("Overlapping hours"), weights(mentorship=25, sponsorship=15, buddy=30),
        _l("How much of the working day suits both, across time zones."),
        _l("They share at least half an hour of the day.")),
    CriterionSpec(
        "languages", _l("A shared language"), weights(mentorship=25, sponsorship=25, buddy=25),
        _l("Both have named a language they're happy to meet in."),
        _l("They share a language.")),
    CriterionSpec(
        "formats", _l("Shared ways of meeting"), weights(mentorship=20, sponsorship=20, buddy=40),
        _l("How many ways of meeting both are comfortable with."),
        _l("They share a way of meeting. Think twice: this can cost someone a match."),
        inputs=(Input("formats", lambda enrolment: frozenset(enrolment.formats)),)),
    CriterionSpec("his_wish", _l("Wishes of those offering support"), weights(mentorship=15, sponsorship=10, buddy=15)),
    CriterionSpec(
        "department", _l("Across or within departments"), weights(mentorship=10, sponsorship=10, buddy=30),
        _l("Whether the pair spans two departments or stays in one, whichever you prefer."),
        _l("Their departments match your preference.")),
    CriterionSpec(
        "site", _l("Same or different site"), weights(mentorship=10, sponsorship=0, buddy=10),
        _l("What each of them said about where their partner should be based."),
        _l("It suits the wishes of at least one of them."),
        inputs=(Input("site_preference", lambda enrolment: enrolment.site_preference or None),)),
)
SHOWN: tuple[CriterionSpec, ...] = tuple(spec for spec in CATALOGUE if spec.is_shown)


def inputs_of(enrolment: Any) -> dict[str, Any]:
    """What the criteria look at in an enrolment: field of the matching's Participant -> value."""
    role = "mentor" if enrolment.is_mentor else "mentee"
    return {entry.field: entry.read(enrolment)
            for spec in CATALOGUE for entry in spec.inputs if entry.role in (None, role)}
