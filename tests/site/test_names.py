"""Names in code: a noun of the field, never a pronoun, a participle or a preposition; one class name for one thing."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.site.test_modules import PROJECT, ROOMS, modules, name_of, tree

BETTER = {
    "of": "what it belongs to: person, pair, programme; as a function from_… or for_…",
    "one": "the singular of the list: person, pair, row",
    "found": "what was looked for: person, matches, rows",
    "said": "statement, answer, rating",
    "told": "history, message, entry",
    "kept": "snapshot, cached, remaining",
    "asked": "query, request, question",
    "seen": "visited, seen_version, known",
    "hers": "mentee_terms, mentee_floor: what of hers it is",
    "his": "mentor_terms, mentor_floor: what of his it is",
    "at": "moment, position, index, now",
    "made": "created, result",
    "here": "local, current",
}
CLASSES = {
    "Asked", "Decided", "Ground", "Held", "Hers", "His", "Kept", "Listed", "Look", "Made", "Said", "Seen",
    "Stored", "Swept", "Taken", "Told", "Tried", "Wanted",
}
DICTATED = {  # a name that a framework or a stored table asks for -> why
}  # fmt: skip
# How many such names each room still has. A number may only fall; a room that is not listed has none.
REMAINING: dict[str, int] = {
    "tests": 280,
}  # fmt: skip
HAS_FOLDERS = ("mentormatch",)  # whose features are counted one by one


def room_of(path: Path) -> str:
    """`mentormatch/pairs` for a module of the product, `matching` for one of the library."""
    first, *rest = path.relative_to(PROJECT).parts
    return f"{first}/{rest[0]}" if first in HAS_FOLDERS and len(rest) > 1 else first


def is_column(node: ast.AnnAssign) -> bool:
    """Whether a field is a column of a table, which only a migration could rename."""
    return isinstance(node.annotation, ast.Subscript) and getattr(node.annotation.value, "id", "") == "Mapped"


def names_given(path: Path) -> Iterator[tuple[int, str]]:
    """Every name a module gives: locals, parameters, fields, functions, classes and imports under another name."""
    columns = {id(node.target) for node in ast.walk(tree(path)) if isinstance(node, ast.AnnAssign) and is_column(node)}
    for node in ast.walk(tree(path)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if id(node) not in columns:
                yield node.lineno, name
            case ast.arg(arg=name) | ast.alias(asname=str(name)):
                yield node.lineno, name
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.MatchAs(name=str(name)) | ast.ExceptHandler(name=str(name)):
                yield node.lineno, name


def advice(name: str) -> str:
    """What to call it instead, or nothing if the name is fine."""
    plain = name.strip("_")
    if plain.lower() in BETTER and plain in (plain.lower(), plain.capitalize()):
        return BETTER[plain.lower()]
    if plain in CLASSES:
        return "what the class is, not what was done to it"
    if plain.startswith("MOST_"):
        return f"MAX_{plain.removeprefix('MOST_')}"
    return ""


@cache
def defined_classes() -> dict[str, tuple[str, ...]]:
    """Class name -> where the product and its library define it."""
    places = defaultdict(list)
    for path in modules("matching", "mentormatch"):
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{name_of(path)}:{node.lineno}")
    return {name: tuple(where) for name, where in places.items()}


def complaints(path: Path) -> Iterator[str]:
    """What is to be renamed in a module, each with the better name."""
    for line, name in names_given(path):
        if name not in DICTATED and (better := advice(name)):
            yield f"{name_of(path)}:{line} {name}: {better}"
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef) and len(places := defined_classes().get(node.name, ())) > 1:
            yield f"{name_of(path)}:{node.lineno} {node.name}: also {', '.join(places)}; say which of them it is"


@cache
def by_room() -> dict[str, list[str]]:
    """Room -> what is to be renamed in it."""
    rooms = defaultdict(list)
    for path in modules(*ROOMS):
        rooms[room_of(path)].extend(complaints(path))
    return dict(rooms)


@pytest.mark.parametrize("room", ROOMS)
def test_names_are_nouns_and_stand_for_one_thing(room):
    rooms = {name: lines for name, lines in by_room().items() if name.split("/")[0] == room}
    too_many = {name: lines for name, lines in rooms.items() if len(lines) > REMAINING.get(name, 0)}

    assert not too_many, "\n".join(
        f"{name} has {len(lines)} names to mend, at most {REMAINING.get(name, 0)}:\n  " + "\n  ".join(lines[:40])
        for name, lines in too_many.items())


def test_every_room_with_a_number_exists():
    assert [room for room in REMAINING if room not in by_room()] == []


def test_every_dictated_name_is_still_given():
    given = Counter(name for path in modules(*ROOMS) for _line, name in names_given(path))

    assert [name for name in DICTATED if name not in given] == []
