"""The shipped vocabulary is complete, without doubles, and reads as goals and as expertise."""

import re

from mentormatch.programmes.vocabulary import GROUPS, TOPICS, topics_in


def test_there_are_about_sixty_topics_in_groups_that_can_be_scanned():
    assert 55 <= len(TOPICS) <= 70
    for group in GROUPS:
        assert 8 <= len(topics_in(group)) <= 12, str(group.name)


def test_every_topic_stands_under_exactly_one_shown_heading():
    shown = [topic for group in GROUPS for topic in topics_in(group)]

    assert shown == list(TOPICS)


def test_slugs_are_kebab_case_and_neither_slug_nor_name_comes_twice():
    for entries in (TOPICS, GROUPS):
        slugs = [entry.slug for entry in entries]
        names = [str(entry.name).casefold() for entry in entries]
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)
        assert len(set(slugs)) == len(slugs)
        assert len(set(names)) == len(names)


def test_each_topic_is_described_in_one_sentence_that_fits_both_sides():
    for topic in TOPICS:
        sentence = str(topic.description)
        assert sentence[0].isupper(), topic.slug
        assert sentence.endswith("."), topic.slug
        assert sentence.count(".") == 1, topic.slug
        assert len(sentence) <= 110, topic.slug
        assert not re.search(r"\b(I|my|me|mine)\b", f"{topic.name} {sentence}"), topic.slug


def test_what_women_most_often_ask_sponsors_for_is_there():
    wanted = {"return-from-parental-leave", "pay-negotiation", "visibility", "board-work"}
    wanted |= {"first-leadership-role", "stretch-assignments", "next-promotion"}

    assert wanted <= {topic.slug for topic in TOPICS}
