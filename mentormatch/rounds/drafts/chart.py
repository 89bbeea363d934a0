"""The picture of a draft: who goes to whom across departments, as places and curves on a canvas of WIDTH units.

Geometry only. Departments beyond the MAX_DEPARTMENTS largest of a side stand together at its end.
"""

from collections import Counter
from dataclasses import dataclass

from mentormatch.rounds.reading.placements import Placement

WIDTH, TOP, GAP, BAR = 400, 22, 10, 9
LEFT, RIGHT = 130, 270  # where the bars of the two sides begin and end
UNIT_SPACE = 340  # what all pairs together take up, top to bottom
MAX_DEPARTMENTS = 9
SHADES = 8
OTHERS = "…"


@dataclass(frozen=True)
class Bar:
    """A department on one side: its pairs, and where it stands."""

    name: str
    pairs: int
    x: float
    y: float
    height: float
    shade: int

    @property
    def middle(self) -> float:
        """Where its label goes."""
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True)
class Band:
    """Pairs from one department to another: the outline to draw, and its shade."""

    source: str
    target: str
    pairs: int
    path: str
    shade: int

    @property
    def is_inside(self) -> bool:
        """Whether both ends are one department."""
        return self.source == self.target


@dataclass(frozen=True)
class FlowChart:
    """Everything to draw; `flows` is the table beside it: (mentee's, mentor's department, pairs), most first."""

    height: int
    mentees: list[Bar]
    mentors: list[Bar]
    bands: list[Band]
    flows: list[tuple[str, str, int]]
    pairs: int
    across: int


def draw(placements: list[Placement]) -> FlowChart:
    """The picture of a draft's pairs; without pairs it has no bars."""
    flows = Counter((placement.mentee.department, placement.mentor.department) for placement in placements
                    if placement.mentor is not None)
    table = sorted(((*ends, pairs) for ends, pairs in flows.items()), key=lambda row: (-row[2], row[0], row[1]))
    drawn = _with_others(flows)
    pairs = sum(drawn.values())
    shades = {name: position % SHADES for position, name in enumerate(sorted({name for ends in drawn
                                                                              for name in ends}))}
    mentees = _bars(_sizes(drawn, 0), LEFT, shades)
    mentors = _bars(_sizes(drawn, 1), RIGHT - BAR, shades)
    lowest = max((bar.y + bar.height for bar in (*mentees.values(), *mentors.values())), default=TOP)
    return FlowChart(
        height=round(lowest + GAP), mentees=list(mentees.values()), mentors=list(mentors.values()),
        bands=_bands(drawn, mentees, mentors, pairs), flows=table, pairs=pairs,
        across=sum(count for (source, target), count in flows.items() if source != target))


def _with_others(flows: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """The flows with all but the largest departments of each side under one name."""
    shown: list[set[str]] = []
    for side in (0, 1):
        sizes = _sizes(flows, side)
        names = sorted(sizes, key=lambda name: (-sizes[name], name))
        shown.append(set(names if len(names) <= MAX_DEPARTMENTS + 1 else names[:MAX_DEPARTMENTS]))
    drawn: Counter[tuple[str, str]] = Counter()
    for (source, target), pairs in flows.items():
        drawn[source if source in shown[0] else OTHERS, target if target in shown[1] else OTHERS] += pairs
    return drawn


def _sizes(flows: Counter[tuple[str, str]], side: int) -> Counter[str]:
    """How many pairs each department of a side has."""
    sizes: Counter[str] = Counter()
    for ends, pairs in flows.items():
        sizes[ends[side]] += pairs
    return sizes


def _bars(sizes: Counter[str], x: float, shades: dict[str, int]) -> dict[str, Bar]:
    bars, y, pairs = {}, float(TOP), sizes.total()
    for name in sorted(sizes, key=lambda department: (department == OTHERS, -sizes[department], department)):
        height = round(UNIT_SPACE * sizes[name] / pairs, 1)
        bars[name] = Bar(name, sizes[name], x, round(y, 1), height, shades[name])
        y += max(height, 8) + GAP
    return bars


def _bands(drawn: Counter[tuple[str, str]], mentees: dict[str, Bar], mentors: dict[str, Bar],
           pairs: int) -> list[Band]:
    """The curves, laid beside one another at both ends in the order of the bars at the other end."""
    order = [(source, target) for source in mentees for target in mentors if (source, target) in drawn]
    start = {name: bar.y for name, bar in mentees.items()}
    into = {name: bar.y for name, bar in mentors.items()}
    bands = []
    for source, target in order:
        height = UNIT_SPACE * drawn[source, target] / pairs
        bands.append(Band(source, target, drawn[source, target],
                          _outline(start[source], into[target], height), mentees[source].shade))
        start[source] += height
        into[target] += height
    return bands


def _outline(left: float, right: float, height: float) -> str:
    x0, x1, middle = LEFT + BAR, RIGHT - BAR, (LEFT + RIGHT) / 2
    return (f"M{x0} {left:.1f}C{middle:.0f} {left:.1f} {middle:.0f} {right:.1f} {x1} {right:.1f}"
            f"V{right + height:.1f}C{middle:.0f} {right + height:.1f} {middle:.0f} {left + height:.1f} "
            f"{x0} {left + height:.1f}Z")
