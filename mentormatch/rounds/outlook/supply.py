"""Supply and demand of topics in a pool: what those who wait want, and what those with a free place offer."""

from dataclasses import dataclass

from mentormatch.rounds.input.pool import ProgrammePool


@dataclass(frozen=True)
class TopicRow:
    """A topic: how many who wait want it, how many with a free place offer it, and their places together."""

    name: str
    wanted: int
    offered: int
    places: int

    @property
    def short_by(self) -> int:
        """How many more want it than there are places with whoever offers it; 0 when there are enough."""
        return max(0, self.wanted - self.places)


def topics(pool: ProgrammePool) -> list[TopicRow]:
    """Every topic someone wants or offers, the scarcest first, then the most wanted."""
    names: dict[str, str] = {}
    wanted: dict[str, int] = {}
    offers: dict[str, list[int]] = {}
    for enrolment in pool.enrolments:
        left = enrolment.places - pool.taken.get(enrolment.id, 0)
        if (enrolment.is_mentor and left <= 0) or (not enrolment.is_mentor and enrolment.id in pool.placed):
            continue
        for entry in enrolment.topics:
            names[entry.topic_id] = entry.topic.name
            if enrolment.is_mentor:
                offers.setdefault(entry.topic_id, []).append(left)
            else:
                wanted[entry.topic_id] = wanted.get(entry.topic_id, 0) + 1
    rows = [TopicRow(name, wanted.get(topic_id, 0), len(offers.get(topic_id, ())), sum(offers.get(topic_id, ())))
            for topic_id, name in names.items()]
    return sorted(rows, key=lambda row: (-row.short_by, -row.wanted, row.name.casefold()))
