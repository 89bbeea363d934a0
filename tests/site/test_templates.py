"""Rules about every template: its frame, its size, nothing inline, every word wrapped for translation."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

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


def shown() -> list[Path]:
    """Every template but those of emails."""
    return [path for path in templates() if "mail" not in path.parts]


def name_of(path: Path) -> str:
    """A template's name, as views call it."""
    return path.relative_to(TEMPLATES).as_posix()


def is_part(path: Path) -> bool:
    """Whether it is a piece that pages include or import."""
    return path.parts[-2] == "components" or path.name.startswith("_")


def test_a_page_stands_in_a_frame_and_a_part_does_not():
    extending = {name_of(path) for path in templates() if _extends(path)}
    parts = {name_of(path) for path in templates() if is_part(path)}
    pages = {name_of(path) for path in templates()} - FRAMES - parts

    assert not extending & FRAMES - parts, "A frame extends nothing."
    assert not pages - extending, "Begin a page with {% extends … %}; name a part of a page _part.html."


def _extends(path: Path) -> bool:
    text = JINJA.sub(lambda match: "" if match[0].startswith("{#") else match[0], path.read_text("utf-8")).lstrip()
    return text.startswith(("{% extends", "{%- extends"))


def test_a_template_is_short():
    long = {name: lines for path in shown() if (lines := len(path.read_text("utf-8").splitlines()))
            > LONGER.get(name := name_of(path), MAX_LINES)}

    assert not long, f"Part it, or make what repeats a macro: {long}"


def test_no_further_line_is_longer_than_a_screen():
    long = {name_of(path): count for path in templates()
            if (count := sum(len(line) > MAX_LINE_LENGTH for line in path.read_text("utf-8").splitlines()))}

    assert not long, (
        f"Break lines at {MAX_LINE_LENGTH} characters, inside tags and expressions, where it adds no space: {long}")


def test_nothing_is_inline():
    inline = {name_of(path): tags for path in shown() if (tags := _Reader(path).inline)}

    assert not inline, f"The content security policy drops it: use a class, or a module in static/js: {inline}"


def test_every_word_between_tags_is_wrapped():
    bare = {name: words for path in templates()
            if (words := set(_Reader(path).bare) - NOT_FOR_READING.get(name := name_of(path), set()))}

    assert not bare, f"Wrap what people read in _(): {bare}"


def test_every_word_inside_an_expression_is_wrapped():
    bare = [f"{name_of(path)}, line {line}: {words}" for path in (*templates(), *templates("*.txt"))
            for line, words in _bare_constants(path)]

    assert bare == [], "Wrap what people read in _()."


def test_nothing_switches_escaping_off():
    unescaped = [name_of(path) for path in shown() if re.search(
        r"\|\s*safe\b|autoescape\s+false|Markup\(", CONSTANT.sub("", path.read_text("utf-8")))]

    assert unescaped == [], "Let Jinja escape it."


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


@cache
def _tree(path: Path) -> nodes.Template:
    return Environment(extensions=["jinja2.ext.do"], autoescape=True).parse(path.read_text("utf-8"))


def _bare_constants(path: Path) -> Iterator[tuple[int, str]]:
    tree = _tree(path)
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
    trees = {name_of(path): _tree(path) for path in templates()}
    unused = {name: sorted(_imports(tree).keys() - _names_read(tree)) for name, tree in trees.items()}

    assert not {name: macros for name, macros in unused.items() if macros}, "Take these imports out."


def test_every_macro_is_used():
    trees = {name_of(path): _tree(path) for path in templates()}
    used = {(name, macro) for name, tree in trees.items() for macro in _names_read(tree)}
    used |= {origin for tree in trees.values() for origin in _imports(tree).values()}
    for tree in trees.values():
        aliases = {node.target: node.template.value for node in tree.find_all(nodes.Import)}
        used |= {(aliases[call.node.name], call.attr) for call in tree.find_all(nodes.Getattr)
                 if isinstance(call.node, nodes.Name) and call.node.name in aliases}
    defined = {(name, macro.name) for name, tree in trees.items() for macro in tree.find_all(nodes.Macro)}

    assert not defined - used, "Take these macros out, or use them."


def test_a_part_imports_the_macros_it_calls():
    macros = {macro.name for path in templates() for macro in _tree(path).find_all(nodes.Macro)}
    missing = {name: calls for path in templates()
               if (calls := _foreign_calls(_tree(path)) & macros - FROM_THE_PAGE.get(name := name_of(path), set()))}

    assert not missing, f"Import them here: the page that includes it may stop doing so: {missing}"


def _foreign_calls(tree: nodes.Template) -> set[str]:
    """Names a template calls that it doesn't define or import."""
    calls = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
    return calls - own - {macro.name for macro in tree.find_all(nodes.Macro)} - _imports(tree).keys()


def test_what_a_page_asks_for_by_itself_says_so():
    """A page that was left open would otherwise keep its session alive for ever."""
    silent = [name_of(path) for path in templates() for tag in re.findall(r"<\w[^>]*hx-trigger=\"every[^>]*>",
              path.read_text("utf-8")) if """hx-headers='{"X-Poll": "yes"}'""" not in tag]

    assert silent == [], """Add hx-headers='{"X-Poll": "yes"}': see people/accounts/sessions.py."""
