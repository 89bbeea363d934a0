"""A made-up company for the benchmarks: who is in it depends on the sizes and the seed only.

60 topics (some popular, some rare), 12 departments, 8 sites, grades 1 to 10, a manager tree, 6 languages, 5 time
zones.
"""

import numpy as np

from matching.score.people import Expertise, Mentee, MenteeGoal, Mentor, Org, Rules, half_hours

TOPICS = [f"topic-{index:02d}" for index in range(60)]
DEPARTMENTS = [f"department-{index:02d}" for index in range(12)]
SITES = [f"site-{index}" for index in range(8)]
LANGUAGES = ["en", "de", "fr", "pl", "es", "fi"]
FORMATS = ["video", "office", "walk", "public place", "small group", "lunch"]
VALUES = [f"value-{index:02d}" for index in range(16)]
OFFSETS = [-300, 0, 60, 120, 330]
RULES = Rules(seniority_gap=(1, 6), language=True, minimum_score=300)


def company(n: int, m: int, *, seed: int = 1, capacity: int = 1) -> tuple[list[Mentee], list[Mentor], Org]:
    """Return n mentees, m mentors with `capacity` places each, and the manager tree over all of them."""
    rng = np.random.default_rng(seed)
    popular = 1 / np.arange(3, 3 + len(TOPICS))
    popular /= popular.sum()
    people = [f"p{index:06d}" for index in range(n + m)]
    managers = {person: people[(index - 1) // 7] if index else None for index, person in enumerate(people)}
    mentors, mentees = [], []
    for index, person in enumerate(people):
        size = int(rng.integers(2, 6))
        topics = [TOPICS[k] for k in rng.choice(len(TOPICS), size + 2 * (index < m), replace=False, p=popular)]
        spoken = frozenset({"en"} if rng.random() < 0.8 else {}) | {LANGUAGES[int(rng.integers(6))]}
        start = 480 + 60 * int(rng.integers(0, 4))
        common = {
            "person_id": person,
            "grade": int(rng.integers(4, 11) if index < m else rng.integers(1, 7)),
            "department": DEPARTMENTS[int(rng.integers(12))],
            "site": SITES[int(rng.integers(8))],
            "languages": spoken,
            "hours": half_hours(OFFSETS[int(rng.integers(5))], start=start, end=start + 480),
            "formats": frozenset(FORMATS[k] for k in rng.choice(6, int(rng.integers(1, 5)), replace=False)),
            "values": frozenset(VALUES[k] for k in rng.choice(16, 4, replace=False)),
            "site_preference": (None, None, "same", "other")[int(rng.integers(4))],
        }
        levels = rng.integers(1, 4, len(topics)).tolist()
        pairs = zip(topics, levels, strict=True)
        if index < m:
            reach = frozenset(DEPARTMENTS[k] for k in rng.choice(12, 2, replace=False))
            offers = tuple(Expertise(topic, level) for topic, level in pairs)
            mentors.append(Mentor(id=person, expertise=offers, capacity=capacity, reach=reach, **common))
        else:
            goals = tuple(MenteeGoal(topic, level) for topic, level in pairs)
            wishes = tuple(people[k] for k in rng.choice(m, min(m, 2), replace=False))
            area = DEPARTMENTS[int(rng.integers(12))]
            mentees.append(Mentee(id=person, goals=goals, wishes=wishes, target_area=area, **common))
    return mentees, mentors, Org(managers)
