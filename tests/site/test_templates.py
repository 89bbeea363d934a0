"""Rules about every template: its frame, its size, nothing inline, every word wrapped for translation."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).resolve().parents[2] / "mentormatch" / "templates"
FRAMES = {"base.html", "mail/base.html", "errors/500.html"}  # each stands alone
MAX_LINES = 60
MAX_LINE_LENGTH = 160
LONGER = {"base.html": 90, "components/form.html": 120, "components/inputs.html": 90}  # the frame and its controls
NAME = "mentormatch"
NOT_FOR_READING = {  # what a template puts out that is no language
    "components/inputs.html": {"checkboxes select textarea"},  # the kinds that one macro tells another
    "rounds/drafts/certificate.html": {"python -m matching verify input.json result.json"},
}
FROM_THE_PAGE = {
    "pairs/_state.html": {"parts"},  # draws what features put on that page, with its own `shown`
}
# Constants of the template itself, chosen by a condition: `{{ 'th scope="row"'|safe if … }}`
CONSTANT = re.compile(r"""('[^'{}]*'|"[^"{}]*")\s*\|\s*safe\b""")
TAG_BY_EXPRESSION = re.compile(r"(</?)\{\{.*?\}\}")
SPOKEN = ("aria-label", "alt", "placeholder", "title", "data-show", "data-hide", "data-copied")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"^[A-Z][a-z’']+(?:[ .,:…?!]|$)")
WRAPPERS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}


def templates(pattern: str = "*.html") -> list[Path]:
    """Every template of that kind."""
    return sorted(TEMPLATES.rglob(pattern))


def name_of(path: Path) -> str:
    """A template's name, as views call it."""
    return path.relative_to(TEMPLATES).as_posix()


def is_part(path: Path) -> bool:
    """Whether it is a piece that pages include or import."""
    return path.parts[-2] == "components" or path.name.startswith("_")


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_page_stands_in_a_frame_and_a_part_does_not(path):
    text = JINJA.sub(lambda match: "" if match[0].startswith("{#") else match[0], path.read_text("utf-8")).lstrip()
    extends = text.startswith(("{% extends", "{%- extends"))

    if name_of(path) in FRAMES or is_part(path):
        assert not extends or is_part(path), "A frame extends nothing."
    else:
        assert extends, "Begin a page with {% extends … %}; name a part of a page _part.html."


@pytest.mark.parametrize("path", [path for path in templates() if "mail" not in path.parts], ids=name_of)
def test_a_template_is_short(path):
    most = LONGER.get(name_of(path), MAX_LINES)

    assert len(path.read_text("utf-8").splitlines()) <= most, "Part it, or make what repeats a macro."


def test_no_further_line_is_longer_than_a_screen():
    long = {name_of(path): count for path in templates()
            if (count := sum(len(line) > MAX_LINE_LENGTH for line in path.read_text("utf-8").splitlines()))}

    assert not long, (
        f"Break lines at {MAX_LINE_LENGTH} characters, inside tags and expressions, where it adds no space: {long}")


@pytest.mark.parametrize("path", [path for path in templates() if "mail" not in path.parts], ids=name_of)
def test_nothing_is_inline(path):
    reader = _Reader(path)

    assert reader.inline == [], "The content security policy drops it: use a class, or a module in static/js."


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_every_word_between_tags_is_wrapped(path):
    reader = _Reader(path)

    bare = set(reader.bare) - NOT_FOR_READING.get(name_of(path), set())
    assert not bare, "Wrap what people read in _()."


@pytest.mark.parametrize("path", [*templates(), *templates("*.txt")], ids=name_of)
def test_every_word_inside_an_expression_is_wrapped(path):
    bare = [f"line {line}: {words}" for line, words in _bare_constants(path)]

    assert bare == [], "Wrap what people read in _()."


@pytest.mark.parametrize("path", [path for path in templates() if "mail" not in path.parts], ids=name_of)
def test_nothing_switches_escaping_off(path):
    text = CONSTANT.sub("", path.read_text("utf-8"))

    assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup\(", text), "Let Jinja escape it."


class _Reader(HTMLParser):
    """What a template says outside of Jinja, and what it does inline."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.bare: list[str] = []
        self.inline: list[str] = []
        self._silent = ""
        text = TAG_BY_EXPRESSION.sub(r"\1x", path.read_text("utf-8"))
        self.feed(JINJA.sub(lambda match: "\n" * match[0].count("\n"), text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._silent = tag
            if tag == "style" or "src" not in dict(attrs):
                self.inline.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or re.match(r"on[a-z]+$", name) or "javascript:" in (value or "").lower():
                self.inline.append(f"<{tag} {name}>")
            if name in SPOKEN and WORD.search((value or "").replace(NAME, "")):
                self.bare.append(f"<{tag} {name}=“{value}”>")

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if not self._silent and WORD.search(data.replace(NAME, "")):
            self.bare.append(" ".join(data.split()))


def _bare_constants(path: Path) -> Iterator[tuple[int, str]]:
    tree = Environment(extensions=["jinja2.ext.do"], autoescape=True).parse(path.read_text("utf-8"))
    wrapped = {id(inner) for call in tree.find_all(nodes.Call)
               if isinstance(call.node, nodes.Name) and call.node.name in WRAPPERS
               for inner in call.find_all(nodes.Const)}
    for node in tree.find_all(nodes.Const):
        if isinstance(node.value, str) and SENTENCE.match(node.value) and id(node) not in wrapped:
            yield node.lineno, node.value


def _imports(tree: nodes.Template) -> dict[str, tuple[str, str]]:
    """Name a template gives a macro -> the template and the macro it comes from."""
    return {
        name if isinstance(name, str) else name[1]: (node.template.value, name if isinstance(name, str) else name[0])
        for node in tree.find_all(nodes.FromImport) for name in node.names}


def _names_read(tree: nodes.Template) -> set[str]:
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}


def test_every_macro_that_is_imported_is_used():
    trees = {name_of(path): Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text()) for path in templates()}
    unused = {name: sorted(_imports(tree).keys() - _names_read(tree)) for name, tree in trees.items()}

    assert not {name: macros for name, macros in unused.items() if macros}, "Take these imports out."


def test_every_macro_is_used():
    trees = {name_of(path): Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text()) for path in templates()}
    used = {(name, macro) for name, tree in trees.items() for macro in _names_read(tree)}
    used |= {origin for tree in trees.values() for origin in _imports(tree).values()}
    for tree in trees.values():
        aliases = {node.target: node.template.value for node in tree.find_all(nodes.Import)}
        used |= {(aliases[call.node.name], call.attr) for call in tree.find_all(nodes.Getattr)
                 if isinstance(call.node, nodes.Name) and call.node.name in aliases}
    defined = {(name, macro.name) for name, tree in trees.items() for macro in tree.find_all(nodes.Macro)}

    assert not defined - used, "Take these macros out, or use them."


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_part_imports_the_macros_it_calls(path):
    tree = Environment(extensions=["jinja2.ext.do"]).parse(path.read_text("utf-8"))
    calls = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
    own |= {macro.name for macro in tree.find_all(nodes.Macro)} | _imports(tree).keys()
    missing = calls & _component_macros() - own - FROM_THE_PAGE.get(name_of(path), set())

    assert not missing, "Import them here: the page that includes it may stop doing so."


@cache
def _component_macros() -> frozenset[str]:
    trees = [Environment(extensions=["jinja2.ext.do"]).parse(path.read_text("utf-8")) for path in templates()]
    return frozenset(macro.name for tree in trees for macro in tree.find_all(nodes.Macro))


def test_what_a_page_asks_for_by_itself_says_so():
    """A page that was left open would otherwise keep its session alive for ever."""
    silent = [name_of(path) for path in templates() for tag in re.findall(r"<\w[^>]*hx-trigger=\"every[^>]*>",
              path.read_text("utf-8")) if """hx-headers='{"X-Poll": "yes"}'""" not in tag]

    assert silent == [], """Add hx-headers='{"X-Poll": "yes"}': see people/accounts/sessions.py."""
