"""docs/security.md holds every line of ASVS 5.0.0 at levels 1 and 2, and every test it names is there."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.site.test_modules import PROJECT, calls, modules, name_of

PAGE = PROJECT / "docs" / "security.md"
LINES = {  # section -> its lines at levels 1 and 2; the others are of level 3
    "1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2", "2.1": "1-3", "2.2": "1-3", "2.3": "1-4",
    "2.4": "1", "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2", "4.1": "1-3", "4.2": "1",
    "4.3": "1-2", "4.4": "1-4", "5.1": "1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3", "6.1": "1-3", "6.2": "1-12",
    "6.3": "1-4", "6.4": "1-4", "6.5": "1-5", "6.6": "1-3", "6.8": "1-4", "7.1": "1-3", "7.2": "1-4", "7.3": "1-2",
    "7.4": "1-5", "7.5": "1-2", "7.6": "1-2", "8.1": "1-2", "8.2": "1-3", "8.3": "1", "8.4": "1", "9.1": "1-3",
    "9.2": "1-4", "10.1": "1-2", "10.2": "1-2", "10.3": "1-4", "10.4": "1-11", "10.5": "1-5", "10.6": "1-2",
    "10.7": "1-3", "11.1": "1-2", "11.2": "1-3", "11.3": "1-3", "11.4": "1-4", "11.5": "1", "11.6": "1", "12.1": "1-3",
    "12.2": "1-2", "12.3": "1-4", "13.1": "1", "13.2": "1-5", "13.3": "1-2", "13.4": "1-5", "14.1": "1-2",
    "14.2": "1-4", "14.3": "1-3", "15.1": "1-3", "15.2": "1-3", "15.3": "1-7", "16.1": "1", "16.2": "1-5",
    "16.3": "1-4", "16.4": "1-3", "16.5": "1-3", "17.1": "1", "17.2": "1-4", "17.3": "1-2",
}
ROW = re.compile(r"^\| ((?:\d+\.){2}\d+)(?:–(\d+))? \|", re.MULTILINE)
NAMED = re.compile(r"`((?:mentormatch|site|scripts|matching|journeys)/[\w/]+\.py)(?:::(\w+))?`")
DANGEROUS = {"eval", "exec", "pickle.loads", "pickle.load", "marshal.loads", "yaml.load", "os.system", "os.popen",
             "subprocess.run", "subprocess.Popen", "subprocess.check_output", "tempfile.mktemp", "hashlib.md5",
             "hashlib.sha1", "Markup", "render_template_string"}
ALLOWED = {
    ("mentormatch/config.py", "exec"),  # instance/config.py, which belongs to the person who runs the server
    ("mentormatch/commands/processes.py", "subprocess.Popen"),  # our own commands, with words of our own
}


@cache
def page() -> str:
    """The text of the page."""
    return PAGE.read_text("utf-8")


def numbers(span: str) -> range:
    """“2-5” as 2, 3, 4, 5."""
    first, _, last = span.partition("-")
    return range(int(first), int(last or first) + 1)


def test_every_line_of_levels_1_and_2_has_a_row():
    wanted = [f"{section}.{number}" for section, span in LINES.items() for number in numbers(span)]
    rows = []
    for first, last in ROW.findall(page()):
        section, number = first.rsplit(".", 1)
        rows += [f"{section}.{count}" for count in numbers(f"{number}-{last or number}")]

    assert sorted(rows) == sorted(wanted), sorted(set(rows) ^ set(wanted))
    assert len(wanted) == 253


def test_every_test_that_the_page_names_exists():
    named = NAMED.findall(page())

    missing = [f"{path}::{name}" for path, name in named if not _exists(PROJECT / "tests" / path, name)]

    assert missing == [], "Name the test that holds it now in docs/security.md."
    assert len(named) > 100


def test_a_row_names_a_test_or_says_why_there_is_none():
    silent = [line for line in page().splitlines() if ROW.match(line)
              and not NAMED.search(line) and "**" not in line]

    assert silent == [], "Name a test, or begin with **Not applicable**, **Review**, **Operator** or **Open**."


def test_nothing_dangerous_is_called():
    dangerous = {(name_of(path), name) for path in modules("mentormatch", "matching")
                 for call in calls(path) if (name := ast.unparse(call.func)) in DANGEROUS}

    assert dangerous <= ALLOWED | {
        ("mentormatch/base/isolation.py", "Markup")}, "Find another way, or say here why it's safe."


def test_scripts_store_nothing_in_the_browser():
    storing = [f"{path.name}: {word}" for path in (PROJECT / "mentormatch" / "static" / "js").rglob("*.js")
               for word in re.findall(r"localStorage|sessionStorage|indexedDB|caches\.|document\.cookie",
                                      path.read_text("utf-8"))]

    assert storing == [], "Keep it on the server, or not at all: others use the same browser."


def _exists(path: Path, name: str) -> bool:
    if not path.exists():
        return False
    functions = {node.name for node in ast.walk(ast.parse(path.read_text("utf-8")))
                 if isinstance(node, ast.FunctionDef)}
    return not name or name in functions
