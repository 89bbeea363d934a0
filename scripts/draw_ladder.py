"""Draws who imports whom: rungs and arrows between rooms, from the graph that import-linter checks.

`python scripts/draw_ladder.py` prints the ladders of the app, its widest room and the library, and writes the app's as
docs/images/ladder.svg; with `--check` it writes nothing, and fails where the committed picture is not the current one.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import grimp

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "ladder.svg"
PACKAGES = ("mentormatch", "mentormatch.rounds", "matching")
DRAWN = "mentormatch"
NOT_ROOMS = {"__main__", "wsgi", "migrations"}  # ways in, and what is written once: no room imports them
WIDTH, ROW_HEIGHT, BOX_HEIGHT, MARGIN, LETTER = 960, 74, 34, 20, 8.4
STYLE = """
  .ground { fill: #ffffff; stroke: #d5d9e0; }  .room { fill: #eef2fb; stroke: #5b6f9e; }
  text { fill: #1d2433; font: 14px system-ui, sans-serif; }  path { fill: none; stroke: #7d8aa8; stroke-width: 1.2; }
  .head { fill: #7d8aa8; stroke: none; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #161b26; stroke: #3a4356; }  .room { fill: #232c40; stroke: #8ea3d6; }
    text { fill: #e8ecf5; }  path { stroke: #8792ad; }  .head { fill: #8792ad; }
  }"""


@dataclass(frozen=True)
class Ladder:
    """The rooms of a package and what each imports of the others; `rungs` go from the top down."""

    package: str
    arrows: dict[str, frozenset[str]]
    rungs: tuple[tuple[str, ...], ...]

    @property
    def count(self) -> int:
        """How many arrows there are."""
        return sum(map(len, self.arrows.values()))


class Circle(Exception):
    """Rooms that import each other, so that there is no ladder."""


def ladder_of(package: str, graph: grimp.ImportGraph) -> Ladder:
    """The ladder of a package, and for the app with the library beside it. Raises Circle."""
    rooms = {name.removeprefix(f"{package}."): name for name in graph.find_children(package)}
    rooms = {label: name for label, name in rooms.items() if label not in NOT_ROOMS}
    if package == DRAWN:
        rooms["matching"] = "matching"
    room_of = {module: label for label, name in rooms.items() for module in (name, *graph.find_descendants(name))}
    arrows = {
        label: frozenset(room_of[target] for module in (name, *graph.find_descendants(name))
                         for target in graph.find_modules_directly_imported_by(module)
                         if room_of.get(target, label) != label)
        for label, name in sorted(rooms.items())}
    heights: dict[str, int] = {}
    for label in arrows:
        _climb(label, arrows, heights, ())
    rungs = tuple(tuple(label for label in arrows if heights[label] == height)
                  for height in range(max(heights.values()), -1, -1))
    return Ladder(package, arrows, rungs)


def text_of(ladder: Ladder) -> str:
    """The ladder as text: each rung, then each room with what it imports."""
    rooms = sum(map(len, ladder.rungs))
    lines = [f"{ladder.package}: {rooms} rooms on {len(ladder.rungs)} rungs, {ladder.count} arrows, all down", ""]
    lines += [f"  {len(ladder.rungs) - number:>2}  {' | '.join(rung)}" for number, rung in enumerate(ladder.rungs)]
    lines.append("")
    lines += [f"  {room} -> {', '.join(sorted(targets))}" for rung in ladder.rungs for room in rung
              if (targets := ladder.arrows[room])]
    return "\n".join(lines)


def picture_of(ladder: Ladder) -> str:
    """The ladder as SVG, readable in light and dark; arrows that follow from others are left out."""
    places = _places(ladder)
    height = len(ladder.rungs) * ROW_HEIGHT + 2 * MARGIN
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
             f'aria-labelledby="title">',
             f'<title id="title">Which room of {ladder.package} imports which: every arrow points down</title>',
             f"<style>{STYLE}\n</style>",
             f'<rect class="ground" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="12"/>']
    lines += [_arrow(places[room], places[target]) for room, target in _needed(ladder)]
    lines += [_box(room, *places[room]) for rung in ladder.rungs for room in rung]
    return "\n".join([*lines, "</svg>", ""])


def _climb(room: str, arrows: dict[str, frozenset[str]], heights: dict[str, int], path: tuple[str, ...]) -> int:
    if room in path:
        raise Circle(" -> ".join([*path[path.index(room):], room]))
    if room not in heights:
        heights[room] = max((1 + _climb(target, arrows, heights, (*path, room)) for target in sorted(arrows[room])),
                            default=0)
    return heights[room]


def _needed(ladder: Ladder) -> Iterator[tuple[str, str]]:
    """The arrows that do not follow from others."""
    for room, targets in ladder.arrows.items():
        implied = {below for target in targets for below in _all_below(target, ladder.arrows)}
        yield from ((room, target) for target in sorted(targets - implied))


def _all_below(room: str, arrows: dict[str, frozenset[str]]) -> set[str]:
    return {below for target in arrows[room] for below in (target, *_all_below(target, arrows))}


def _places(ladder: Ladder) -> dict[str, tuple[float, float]]:
    """Room -> the middle of its box; rooms of a rung are spread evenly, near what they import."""
    places: dict[str, tuple[float, float]] = {}
    for number, rung in reversed(list(enumerate(ladder.rungs))):
        def mean(room: str) -> tuple[float, str]:
            below = [places[target][0] for target in ladder.arrows[room]]
            return (sum(below) / len(below) if below else 0.0, room)

        step = WIDTH / len(rung)
        for position, room in enumerate(sorted(rung, key=mean)):
            places[room] = (step * (position + 0.5), MARGIN + ROW_HEIGHT * (number + 0.5))
    return places


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = (start[0], start[1] + BOX_HEIGHT / 2), (end[0], end[1] - BOX_HEIGHT / 2)
    middle = (y1 + y2 - 6) / 2
    return (f'<path d="M{x1:.0f} {y1:.0f} C{x1:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2 - 6:.0f}"/>'
            f'<path class="head" d="M{x2 - 4:.0f} {y2 - 7:.0f} L{x2 + 4:.0f} {y2 - 7:.0f} L{x2:.0f} {y2:.0f} Z"/>')


def _box(room: str, x: float, y: float) -> str:
    width = len(room) * LETTER + 22
    return (f'<rect class="room" x="{x - width / 2:.0f}" y="{y - BOX_HEIGHT / 2:.0f}" width="{width:.0f}" '
            f'height="{BOX_HEIGHT}" rx="8"/><text x="{x:.0f}" y="{y + 5:.0f}" text-anchor="middle">{room}</text>')


def main() -> None:
    """Print the ladders; write the picture, or check that it is the current one."""
    graph = grimp.build_graph("mentormatch", "matching", cache_dir=None)
    ladders = {package: ladder_of(package, graph) for package in PACKAGES}
    picture = picture_of(ladders[DRAWN])
    if "--check" in sys.argv:
        if not PICTURE.exists() or PICTURE.read_text("utf-8") != picture:
            sys.exit(f"{PICTURE.name} is not what the code looks like: draw it again with `make ladder`.")
        return
    print("\n\n".join(text_of(ladder) for ladder in ladders.values()))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture, "utf-8")


if __name__ == "__main__":
    main()
