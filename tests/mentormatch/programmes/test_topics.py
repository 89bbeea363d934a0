"""A programme's topics: added, renamed, ordered, retired, offered again."""

import pytest

from mentormatch.base.db import transaction
from mentormatch.programmes import queries, topics
from tests.support import make


@pytest.fixture
def ada(app):
    return make.administrator()


@pytest.fixture
def programme(ada):
    return make.programme(ada)


def names(programme):
    return [topic.name for topic in queries.offered_topics(programme.id)]


def named(programme, name):
    return next(topic for topic in queries.topics(programme.id) if topic.name == name)


def add(programme, name, ada, group="Work"):
    with transaction():
        return topics.add(programme, name, group=group, description="", by=ada, now=make.NOW)


def test_a_new_topic_stands_at_the_end_of_its_group(programme, ada):
    add(programme, "Sales", ada, group="Business")
    add(programme, "Budgets", ada)

    assert names(programme) == ["Negotiation", "Strategy", "Visibility", "Budgets", "Sales"]
    assert [group.name for group in queries.grouped(queries.topics(programme.id))] == ["Work", "Business"]


@pytest.mark.parametrize("name", ["Negotiation", "NEGOTIATION", "negotiation"])
def test_a_name_is_used_once_in_whatever_case(programme, ada, name):
    with pytest.raises(topics.TopicExists) as refusal:
        add(programme, name, ada)

    assert refusal.value.field == "name"
    assert "Negotiation" in str(refusal.value)


def test_a_name_with_accents_is_compared_in_whatever_case_too(programme, ada):
    add(programme, "Ökologie", ada)

    with pytest.raises(topics.TopicExists):
        add(programme, "ÖKOLOGIE", ada)


def test_a_retired_name_is_offered_again_rather_than_added(programme, ada):
    with transaction():
        topics.retire(named(programme, "Strategy"), by=ada, now=make.NOW)

    with pytest.raises(topics.TopicExists, match="Offer it again"):
        add(programme, "strategy", ada)


def test_a_topic_may_change_the_case_of_its_own_name(programme, ada):
    topic = named(programme, "Strategy")

    with transaction():
        topics.rename(topic, "STRATEGY", group="Work", description="", by=ada, now=make.NOW)
    with pytest.raises(topics.TopicExists), transaction():
        topics.rename(topic, "visibility", group="Work", description="", by=ada, now=make.NOW)

    assert names(programme) == ["Negotiation", "STRATEGY", "Visibility"]


def test_moving_passes_over_what_is_no_longer_offered(programme, ada):
    with transaction():
        topics.retire(named(programme, "Strategy"), by=ada, now=make.NOW)
    with transaction():
        topics.move(named(programme, "Visibility"), -1, by=ada, now=make.NOW)
    assert names(programme) == ["Visibility", "Negotiation"]

    with transaction():
        topics.move(named(programme, "Visibility"), 1, by=ada, now=make.NOW)
        topics.move(named(programme, "Visibility"), 1, by=ada, now=make.NOW)
    assert names(programme) == ["Negotiation", "Visibility"]


def test_retiring_is_undone_and_the_last_topic_stays(programme, ada):
    strategy, visibility, negotiation = (named(programme, name) for name in ("Strategy", "Visibility", "Negotiation"))
    with transaction():
        topics.retire(strategy, by=ada, now=make.NOW)
        topics.retire(visibility, by=ada, now=make.NOW)

    with pytest.raises(topics.LastTopic), transaction():
        topics.retire(negotiation, by=ada, now=make.NOW)
    with transaction():
        topics.restore(strategy, by=ada, now=make.NOW)

    assert names(programme) == ["Negotiation", "Strategy"]


def test_a_programme_has_no_more_topics_than_people_can_choose_from(programme, ada, monkeypatch):
    monkeypatch.setattr(topics, "MAX_TOPICS", 4)
    add(programme, "Budgets", ada)

    with pytest.raises(topics.TooManyTopics):
        add(programme, "Sales", ada)
