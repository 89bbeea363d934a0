"""What is done to a programme's topics: added, renamed, ordered, retired, offered again.

Merging two moves what people chose, so it stands in enrolments.services.
"""

from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.people.models import Person
from mentormatch.programmes import queries
from mentormatch.programmes.models import Programme, Topic

MAX_TOPICS = 200


class TopicExists(DomainError):
    """Another topic of the programme has this name, in whatever case."""


class TooManyTopics(DomainError):
    """More topics than anybody could choose from."""


class LastTopic(DomainError):
    """Nobody could enrol if the last topic were retired."""


def add(programme: Programme, name: str, *, group: str, description: str, by: Person, now: datetime) -> Topic:
    """Offer one more topic, at the end of its group. Raises TopicExists, TooManyTopics."""
    present = queries.topics(programme.id)
    _check_name(name, present)
    if len(present) >= MAX_TOPICS:
        raise TooManyTopics(_("There are already %(count)d topics. Please merge some first.", count=len(present)))
    topic = Topic(programme_id=programme.id, name=name, group=group, description=description, position=0)
    db.session.add(topic)
    db.session.flush()
    positions = [position for position, other in enumerate(present, start=1) if other.group == group]
    _place(present, topic, positions[-1] if positions else len(present))
    audit.record("topic.added", by=by, on=topic, now=now)
    return topic


def rename(topic: Topic, name: str, *, group: str, description: str, by: Person, now: datetime) -> None:
    """Give a topic another name, group or description; what people chose stays. Raises TopicExists."""
    _check_name(name, [other for other in queries.topics(topic.programme_id) if other.id != topic.id])
    topic.name, topic.group, topic.description = name, group, description
    audit.record("topic.renamed", by=by, on=topic, now=now)


def move(topic: Topic, step: int, *, by: Person, now: datetime) -> None:
    """Move a topic one place up (-1) or down (1) among the offered ones of its group; at the end it stays."""
    everyone = queries.topics(topic.programme_id)
    group = [other for other in everyone if other.group == topic.group and other.is_offered]
    if topic not in group:
        return
    target = group.index(topic) + step
    if not 0 <= target < len(group):
        return
    neighbour = everyone.index(group[target])
    everyone.remove(topic)
    _place(everyone, topic, neighbour)
    audit.record("topic.moved", by=by, on=topic, now=now)


def retire(topic: Topic, *, by: Person, now: datetime) -> None:
    """Offer a topic no more; who chose it keeps it, and it still counts for them. Raises LastTopic."""
    if not topic.is_offered:
        return
    if len(queries.offered_topics(topic.programme_id)) == 1:
        raise LastTopic(_("This is the last topic people can choose. Add another first."))
    topic.retired_at = now
    audit.record("topic.retired", by=by, on=topic, now=now)


def restore(topic: Topic, *, by: Person, now: datetime) -> None:
    """Offer a retired or merged topic again. After a merge it comes back without the people who had chosen it."""
    if topic.is_offered:
        return
    topic.retired_at = topic.merged_into_id = None
    audit.record("topic.restored", by=by, on=topic, now=now)


def _check_name(name: str, others: list[Topic]) -> None:
    for other in others:
        if other.name.casefold() != name.casefold():
            continue
        if other.is_offered:
            raise TopicExists(_("There's already a topic called “%(name)s”.", name=other.name), "name")
        raise TopicExists(
            _("“%(name)s” is one of the topics no longer offered. Offer it again instead.", name=other.name), "name")


def _place(others: list[Topic], topic: Topic, position: int) -> None:
    others.insert(position, topic)
    for index, other in enumerate(others):
        other.position = index
