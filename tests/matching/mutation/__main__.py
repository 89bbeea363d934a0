"""Change the package one operator at a time and see whether a test notices.

    python -m tests.matching.mutation [certify_proof exchange …] [--sample 40] [--seed 1] [--part 1/4]

Works on a copy in a temporary folder. A mutant that no test notices survives. Each survivor is explained in
survivors.md or given a test; one that is neither is printed with its place, and the exit code is their number.
Without a module named, all that solve, certify and explain are tried.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
SURVIVORS = Path(__file__).parent / "survivors.md"
SOLVE = ["solve", "stages", "placing", "level", "lowest", "exchange", "assignment", "lottery", "problem", "shortlist",
         "pricing", "stable", "links"]  # fmt: skip
CERTIFY = ["certify", "certify_lots", "certify_pairs", "certify_proof", "certify_stable", "certify_sweep"]
EXPLAIN = ["explain", "explain_changes", "explain_left_out", "explain_pool", "standing", "walks", "duals", "compare"]
FIRST = [
    "test_solve_brute.py",
    "test_solve_rules.py",
    "test_certify.py",
    "test_stable.py",
    "test_lottery.py",
    "test_shortlist.py",
    "test_solve_degenerate.py",
    "test_duals.py",
    "test_solve_oracles.py",
    "test_graph.py",
    "test_jsonio.py",
]
EXPLAINED = [
    "test_explain_pool.py",
    "test_explain.py",
    "test_explain_changes.py",
    "test_explain_people.py",
    "test_duals.py",
    "test_compare.py",
]
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


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield what was changed, with the line it stands in, and the changed source; one change each."""
    lines = source.splitlines()
    count = sum(1 for _ in ast.walk(ast.parse(source)))
    for number in range(count):
        tree = ast.parse(source)
        node = list(ast.walk(tree))[number]
        before = ast.unparse(node) if isinstance(node, ast.expr) else ""
        if _change(node):
            line = lines[getattr(node, "lineno", 1) - 1].strip()
            yield f"{line}` | `{before} -> {ast.unparse(node)}", ast.unparse(tree)


def _change(node: ast.AST) -> bool:
    """Change one node in place; says whether there was anything to change."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        node.ops[0] = COMPARED[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp) and type(node.op) in CALCULATED and not _is_annotation(node):
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


def _is_annotation(node: ast.BinOp) -> bool:
    """Say whether an ``|`` joins types rather than arrays."""
    sides = (node.left, node.right)
    return any(isinstance(side, ast.Constant) and side.value is None for side in sides)


def survives(folder: Path, module: str) -> bool:
    """Say whether all tests of a module pass on the changed copy."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--confcutdir=tests/matching"]
    command += [f"tests/matching/{name}" for name in (EXPLAINED if module in EXPLAIN else FIRST)]
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def explained() -> set[str]:
    """Return the mutants that survivors.md explains: the first three cells of its rows."""
    text = SURVIVORS.read_text(encoding="utf-8")
    return set(re.findall(r"^\| (`.+` \| `.+` \| `.+`) \| [^`]+ \|$", text, re.MULTILINE))


def tried(folder: Path, module: str, chosen: list[tuple[str, str]], known: set[str]) -> int:
    """Try these mutants of a module; print those that survive without an explanation and return their number."""
    path = folder / "matching" / f"{module}.py"
    source = path.read_text(encoding="utf-8")
    unexplained = 0
    for what, changed in chosen:
        row = f"`{module}` | `{what}`"
        if row in known:
            continue
        path.write_text(changed, encoding="utf-8")
        if survives(folder, module):
            unexplained += 1
            print(f"| {row} | why? |", flush=True)  # noqa: T201 - a command
    path.write_text(source, encoding="utf-8")
    return unexplained


def main() -> int:
    """Try the mutants of the modules named and print the survivors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", default=[*CERTIFY, *SOLVE, *EXPLAIN])
    parser.add_argument("--sample", type=int, help="try so many mutants a module, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1", help="2/4 tries the second of four shares of each module's mutants")
    parsed = parser.parse_args()
    number, parts = map(int, parsed.part.split("/"))
    count = unexplained = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "matching", folder / "matching")
        shutil.copytree(ROOT / "tests" / "matching", folder / "tests" / "matching")
        shutil.copy(ROOT / "pyproject.toml", folder)
        for module in parsed.modules:
            chosen = list(mutants((folder / "matching" / f"{module}.py").read_text(encoding="utf-8")))
            if parsed.sample and parsed.sample < len(chosen):
                chosen = random.Random(parsed.seed).sample(chosen, parsed.sample)
            chosen = chosen[number - 1 :: parts]
            left = tried(folder, module, chosen, explained())
            print(f"{module}: {len(chosen)} mutants, {left} survive unexplained", flush=True)  # noqa: T201 - a command
            count, unexplained = count + len(chosen), unexplained + left
    print(f"{count} mutants, {unexplained} survive unexplained")  # noqa: T201 - a command
    return min(unexplained, 100)


if __name__ == "__main__":
    sys.exit(main())
