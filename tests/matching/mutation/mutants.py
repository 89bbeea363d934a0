"""What is changed: one operator or whole number of a module at a time."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Mult: ast.Add,
}
_KINDS = (ast.Compare, ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.Constant)


@dataclass(frozen=True)
class Mutant:
    """A changed module; ``row`` names the change as survivors.md does, ``lines`` are those of its statement."""

    row: str
    tree: ast.Module
    lines: frozenset[int]


def mutants(module: str, source: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    text = source.splitlines()
    nodes = list(ast.walk(ast.parse(source)))
    typing = _annotations(nodes)
    places = [at for at, node in enumerate(nodes) if isinstance(node, _KINDS) and node not in typing]
    places.sort(key=lambda at: (nodes[at].lineno, nodes[at].col_offset))  # type: ignore[attr-defined]  # expressions
    lines = _lines(ast.parse(source))
    found: list[Mutant] = []
    named: Counter[str] = Counter()
    for at in places:
        tree = ast.parse(source)
        node = list(ast.walk(tree))[at]
        assert isinstance(node, ast.expr)
        before = ast.unparse(node)
        if _change(node):
            row = f"`{module}` | `{text[node.lineno - 1].strip()}` | `{before} -> {ast.unparse(node)}`"
            named[row] += 1
            row = row if named[row] == 1 else f"{row[:-1]} (number {named[row]})`"
            found.append(Mutant(row, ast.fix_missing_locations(tree), lines[at]))
    return found


def _lines(tree: ast.Module) -> dict[int, frozenset[int]]:
    """Return, for each expression by its place in the walk, the lines of its statement, a block's own head only."""
    place = {id(node): at for at, node in enumerate(ast.walk(tree))}
    found: dict[int, frozenset[int]] = {}

    def visit(node: ast.AST, lines: frozenset[int]) -> None:
        if isinstance(node, ast.stmt):
            lines = frozenset(_span(node))
        found[place[id(node)]] = lines
        for child in ast.iter_child_nodes(node):
            visit(child, lines)

    visit(tree, frozenset())
    return found


def _span(node: ast.stmt) -> Iterator[int]:
    body = getattr(node, "body", None)
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    last = max(body[0].lineno - 1, node.lineno) if body else node.end_lineno or node.lineno
    return iter(range(first, last + 1))


def _change(node: ast.expr) -> bool:
    """Change one node in place; says whether there was anything to change."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        node.ops[0] = COMPARED[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp) and type(node.op) in CALCULATED:
        node.op = CALCULATED[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert | ast.Not):
        node.op = ast.UAdd() if isinstance(node.op, ast.Invert) else ast.Not()
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant) and type(node.value) is int and node.value in (-1, 0, 1, 2):
        node.value += 1
    else:
        return False
    return True


def _annotations(nodes: list[ast.AST]) -> set[ast.AST]:
    """Return what stands in annotations, which nothing evaluates."""
    roots = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
    return {one for root in roots if root is not None for one in ast.walk(root)}
