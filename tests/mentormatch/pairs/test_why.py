"""Why a pair was proposed: read from what the round kept, however little of it there is."""

import pytest

from mentormatch.pairs import why

KEPT = {
    "score": 742,
    "parts": [{"name": "goals", "part": 850, "weight": 60}, {"name": "grade", "part": 400, "weight": 20},
              {"name": "her_wish", "part": 1000, "weight": 20}],
    "topics": [{"name": "Strategy", "priority": 1, "level": 3}, {"name": "Negotiation", "priority": 3, "level": 2}],
    "choice_mentee": 1, "choice_mentor": 4,
}


def test_what_was_kept_is_read_heaviest_and_most_important_first(app):
    reasons = why.read(KEPT, 700)

    assert (reasons.score, reasons.choice_mentee, reasons.choice_mentor) == (742, 1, 4)
    assert [(part.score, part.share_percent, part.words) for part in reasons.parts] == [
        (850, 75, "strong match"), (400, 25, "partial match")]
    assert [topic.name for topic in reasons.topics] == ["Negotiation", "Strategy"]


def test_wishes_are_never_shown(app):
    assert all("ish" not in part.label for part in why.read(KEPT, 700).parts)


@pytest.mark.parametrize("stored", [
    {}, None, [], "nothing", {"parts": None, "topics": 3}, {"parts": ["goals", {}], "topics": [{}, {"name": 7}]},
    {"parts": [{"name": "goals"}, {"name": "goals", "part": "high", "weight": 1}, {"name": "soul", "part": 1}]},
    {"parts": [{"name": ["goals"], "part": 1, "weight": 1}]}, {"choice_mentee": "first", "score": -4},
    {"parts": [{"name": "goals", "part": float("nan"), "weight": 1}], "score": True},
])
def test_what_is_missing_or_of_another_shape_is_left_out(app, stored):
    reasons = why.read(stored, 700)

    assert (reasons.score, reasons.parts, reasons.topics, reasons.choice_mentee) == (700, (), (), None)


def test_a_topic_without_degrees_is_still_named(app):
    topic, = why.read({"topics": [{"name": "Negotiation", "priority": 9}]}, 0).topics

    assert (topic.name, topic.priority, topic.level) == ("Negotiation", 0, 0)
