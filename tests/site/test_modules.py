"""Rules about every module: its size, its docstring, and who alone may commit, read the clock or the environment."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import mentormatch.app  # noqa: F401 -- so that every DomainError is known
from mentormatch.base.errors import DomainError

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("matching", "mentormatch", "benchmarks", "scripts", "tests")
MAX_LINES, MAX_FUNCTION_LINES, MAX_VIEW_LINES = 300, 40, 25
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
OF_THE_REQUEST = {"request", "session", "g", "current_user"}
OUTSIDE_FEATURES = {"base", "commands"}
ABOUT_REQUESTS = {  # each is about the request itself: the signed-in session, a form kept over a sign-in, the frame
    "mentormatch/people/accounts/guesses.py", "mentormatch/people/accounts/sessions.py",
    "mentormatch/people/accounts/unsent_forms.py",
    "mentormatch/home/navigation.py",
}


def modules(*rooms: str) -> list[Path]:
    """Every module of some rooms; migrations are written once and then left alone."""
    paths = [path for room in rooms for path in sorted((PROJECT / room).rglob("*.py"))]
    return [path for path in paths if "versions" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text("utf-8"))


def name_of(path: Path) -> str:
    """A module's path inside the project."""
    return path.relative_to(PROJECT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from its `def` to its end, without its docstring."""
    docstring = 0
    if ast.get_docstring(function) is not None:
        docstring = (function.body[0].end_lineno or 0) - function.body[0].lineno + 1
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def is_behind_the_pages(path: Path) -> bool:
    """Whether a module of a feature is no view and no form; letters, too, are written without a request."""
    room, *inside = path.relative_to(PROJECT / "mentormatch").with_suffix("").parts
    at_the_edge = any(part == "views" or part.endswith("forms") for part in inside)
    return bool(inside) and room not in OUTSIDE_FEATURES and not at_the_edge and name_of(path) not in ABOUT_REQUESTS


def imported(path: Path) -> Iterator[str]:
    """The full name of every module a module imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function answers a route."""
    return any("bp." in ast.unparse(decorator) for decorator in function.decorator_list)


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a module."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def test_files_fit_into_a_head():
    long = {name_of(path): count for path in modules(*ROOMS)
            if (count := len(path.read_text("utf-8").splitlines())) > MAX_LINES}

    assert not long, f"More than {MAX_LINES} lines; part them by what they are about: {long}"


def test_functions_fit_on_a_screen():
    long = [f"{name_of(path)}:{function.lineno} {function.name} has {length(function)} lines"
            for path in modules(*ROOMS) for function in functions(path)
            if length(function) > (MAX_VIEW_LINES if is_view(function) else MAX_FUNCTION_LINES)]

    assert not long, "\n".join(long)


def test_every_module_says_why_it_is_there():
    silent = [name_of(path) for path in modules(*ROOMS)
              if path.read_text("utf-8").strip() and not ast.get_docstring(tree(path))]

    assert not silent, f"Begin these with a docstring of one to three lines: {silent}"


def test_only_the_clock_reads_the_time():
    offenders = [f"{name_of(path)}:{call.lineno}" for path in modules("mentormatch", "matching") for call in calls(path)
             if isinstance(call.func, ast.Attribute)
             and (ast.unparse(call.func.value).rpartition(".")[2], call.func.attr) in CLOCKS
             and name_of(path) != "mentormatch/base/clock.py"]

    assert not offenders, f"Take now= as an argument, or ask base/clock.py: {offenders}"


def test_only_the_database_room_commits():
    offenders = [f"{name_of(path)}:{call.lineno}" for path in modules("mentormatch", "matching") for call in calls(path)
             if isinstance(call.func, ast.Attribute) and call.func.attr in ("commit", "begin_nested")
             and name_of(path) != "mentormatch/base/db.py"]

    assert not offenders, f"Write inside `with transaction():` instead: {offenders}"


def test_mail_goes_out_by_one_door():
    offenders = [f"{name_of(path)}:{call.lineno}" for path in modules("mentormatch") for call in calls(path)
             if ast.unparse(call.func).split(".")[-1] == "enqueue" and name_of(path) != "mentormatch/people/mail.py"]

    assert not offenders, f"Post it with people/mail.py, which writes to no one on leave: {offenders}"


def test_only_the_settings_read_the_environment():
    offenders = [f"{name_of(path)}:{node.lineno}" for path in modules("mentormatch", "matching")
             for node in ast.walk(tree(path))
             if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
             and name_of(path) != "mentormatch/config.py"]

    assert not offenders, f"Make it a setting in config.py: {offenders}"


def test_rules_know_nothing_of_a_request():
    offenders = [f"{name_of(path)}: {alias.name}" for path in modules("mentormatch") if is_behind_the_pages(path)
             for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)
             and node.module in ("flask", "flask_login") for alias in node.names if alias.name in OF_THE_REQUEST]

    assert not offenders, f"Take it as an argument (by=, now=): {offenders}"


def test_only_the_matcher_of_rounds_knows_the_matching_library():
    offenders = [f"{name_of(path)}: {name}" for path in modules("mentormatch") for name in imported(path)
             if name.partition(".")[0] == "matching" and not name_of(path).startswith("mentormatch/rounds/matcher/")]

    assert not offenders, f"Ask rounds/matcher, which speaks of enrolments: {offenders}"


def test_what_people_read_is_wrapped_for_translation():
    refusals = {kind.__name__ for kind in _kinds(DomainError)} | {"flash", "Filled"}
    offenders = [f"{name_of(path)}:{call.lineno} {ast.unparse(call)[:80]}"
             for path in modules("mentormatch") for call in calls(path)
             if ast.unparse(call.func).rpartition(".")[2] in refusals and call.args
             and _is_bare_words(call.args[0])]

    assert not offenders, "Wrap these in _() or _l():\n" + "\n".join(offenders)


def test_labels_of_fields_are_wrapped_for_translation():
    offenders = [f"{name_of(path)}:{call.lineno} {ast.unparse(call)[:80]}"
             for path in modules("mentormatch") for call in calls(path)
             if ast.unparse(call.func).rpartition(".")[2].endswith("Field") and call.args
             and _is_bare_words(call.args[0])]

    assert not offenders, "Wrap these in _l():\n" + "\n".join(offenders)


def _is_bare_words(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value.strip()))


def _kinds(kind: type) -> set[type]:
    return {kind}.union(*(_kinds(below) for below in kind.__subclasses__()))
