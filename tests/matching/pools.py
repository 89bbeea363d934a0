"""Small pools of people for the tests of this folder: strategies and short makers."""

from typing import Any

from hypothesis import strategies as st

from matching.score.people import Expertise, Mentee, MenteeGoal, Mentor, Org, Rules, Weight
from matching.score.weights import Weights

TOPICS = ["budgets", "coding", "design", "speaking"]
PLACES = [None, "north", "south"]
PEOPLE = [f"p{index}" for index in range(9)]
CRITERIA = [
    "goals",
    "values",
    "reach",
    "her_wish",
    "grade",
    "scarce",
    "hours",
    "languages",
    "formats",
    "his_wish",
    "department",
    "site",
]


def mentee(index: int, **answers: Any) -> Mentee:
    """Return a mentee with id a<at>, her own person unless said otherwise."""
    return Mentee(**{"id": f"a{index}", "person_id": f"p{index}"} | answers)


def mentor(index: int, **answers: Any) -> Mentor:
    """Return a mentor with id b<at>, a person of his own unless said otherwise."""
    return Mentor(**{"id": f"b{index}", "person_id": f"q{index}"} | answers)


def _some(options: list[Any], most: int = 3) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(options), max_size=most)


def _shared() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "person_id": st.sampled_from(PEOPLE),
        "grade": st.none() | st.integers(1, 9),
        "manager_id": st.none() | st.sampled_from(PEOPLE),
        "department": st.sampled_from(PLACES),
        "site": st.sampled_from(PLACES),
        "languages": _some(["de", "en", "fi"]),
        "hours": _some(list(range(16, 24)), 8),
        "formats": _some(["lunch", "office", "video", "walk"], 4),
        "values": _some(["candour", "craft", "patience"]),
        "site_preference": st.sampled_from([None, "same", "other"]),
        "set_aside": _some(PEOPLE, 2),
    }


@st.composite
def pools(draw: st.DrawFn, most: int = 5) -> tuple[list[Mentee], list[Mentor], Org]:
    """Draw up to `most` mentees and mentors, maybe the same people, and a manager tree with or without cycles."""
    wishes = st.lists(st.integers(0, most), unique=True, max_size=3)
    mentees = [
        Mentee(
            id=f"a{index}",
            goals=tuple(MenteeGoal(topic, draw(st.integers(1, 3))) for topic in sorted(draw(_some(TOPICS)))),
            target_area=draw(st.sampled_from(PLACES)),
            priority=draw(st.integers(0, 2)),
            wishes=tuple(f"b{k}" for k in draw(wishes)),
            **{name: draw(strategy) for name, strategy in _shared().items()},
        )
        for index in range(draw(st.integers(0, most)))
    ]
    mentors = [
        Mentor(
            id=f"b{index}",
            expertise=tuple(Expertise(topic, draw(st.integers(1, 3))) for topic in sorted(draw(_some(TOPICS)))),
            reach=draw(_some(["north", "south", "west"])),
            capacity=draw(st.integers(0, 2)),
            wishes=tuple(f"a{k}" for k in draw(wishes)),
            **{name: draw(strategy) for name, strategy in _shared().items()},
        )
        for index in range(draw(st.integers(0, most)))
    ]
    managers = draw(st.dictionaries(st.sampled_from(PEOPLE), st.none() | st.sampled_from(PEOPLE)))
    return mentees, mentors, Org(managers)


def weights() -> st.SearchStrategy[Weights]:
    """Draw weights over any of the criteria, musts included."""
    weight = st.builds(Weight, st.integers(0, 100), st.sampled_from(["nice", "nice", "nice", "must", "off"]))
    return st.builds(
        Weights,
        criteria=st.dictionaries(st.sampled_from(CRITERIA), weight),
        ideal_gap=st.integers(-1, 4),
        department=st.sampled_from(["same", "other"]),
        enough_hours=st.integers(1, 6),
    )


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Draw rules, each on or off, with waivers for pairs that may not exist."""
    both = st.frozensets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=2)
    gaps = st.tuples(st.none() | st.integers(-2, 1), st.none() | st.integers(1, 5))
    named = st.sampled_from(["own_manager", "reporting_line", "seniority_gap", "exclusion", "language", "must"])
    return Rules(
        own_manager=draw(st.booleans()),
        reporting_line=draw(st.booleans()),
        past_pair=draw(st.booleans()),
        language=draw(st.booleans()),
        seniority_gap=draw(st.none() | gaps),
        site=draw(st.sampled_from([None, None, "same", "other"])),
        department=draw(st.sampled_from([None, None, "same", "other"])),
        minimum_score=draw(st.integers(0, 700)),
        exclusions=draw(both),
        past_pairs=draw(both),
        waivers=draw(
            st.frozensets(
                st.tuples(st.sampled_from(["a0", "a1", "a9"]), st.sampled_from(["b0", "b1"]), named), max_size=4
            )
        ),
    )
