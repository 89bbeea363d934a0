"""The reporting line of a whole company; cycles are tolerated and named."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Org:
    """The manager tree of the whole company: person id -> manager's person id.

    It holds everyone, not only those who enrolled: the line between two people may run through others.
    """

    managers: Mapping[str, str | None] = field(default_factory=dict)

    def manager_of(self, person_id: str, manager_id: str | None = None) -> str | None:
        """A person's manager; `manager_id`, if given, replaces their entry. No one is their own manager."""
        manager = manager_id if manager_id is not None else self.managers.get(person_id)
        return None if manager == person_id else manager

    def line_above(self, person_id: str, manager_id: str | None = None) -> tuple[str, ...]:
        """Everyone a person reports to, nearest first. A cycle is followed once and never back to the person.

        `manager_id`, if given, replaces the person's own entry: an enrolment may know better than the tree.
        """
        line: list[str] = []
        visited = {person_id}
        above = self.manager_of(person_id, manager_id)
        while above is not None and above not in visited:
            visited.add(above)
            line.append(above)
            above = self.managers.get(above)
        return tuple(line)

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Circles of managers in the data, each from its smallest id up the line; sorted."""
        done: set[str] = set()
        circles: list[tuple[str, ...]] = []
        for start in sorted(self.managers):
            walk: dict[str, int] = {}
            step: str | None = start
            while step is not None and step not in done and step not in walk:
                walk[step] = len(walk)
                step = self.managers.get(step)
            if step is not None and step in walk:
                circle = list(walk)[walk[step] :]
                turn = circle.index(min(circle))
                circles.append(tuple(circle[turn:] + circle[:turn]))
            done.update(walk)
        return tuple(sorted(circles))
