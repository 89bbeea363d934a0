"""Elements whose parts CSS lays out one by one: words straight inside them come apart around a name's <bdi>."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from tests.support.page_rules import VOID

CSS = Path(__file__).resolve().parents[2] / "mentormatch" / "static" / "css"
Compound = tuple[str, frozenset[str]]  # a tag, "" for any, and classes; ">" stands for the combinator


@cache
def selectors() -> tuple[tuple[Compound, ...], ...]:
    """The selectors of flex boxes and grids, outermost first."""
    sheets = (re.sub(r"/\*.*?\*/|@media[^{]*\{", "", file.read_text("utf-8"), flags=re.DOTALL)
              for file in sorted(CSS.glob("*.css")))
    rules = [rule for sheet in sheets for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)]
    chosen = [selector for names, body in rules if re.search(r"display:\s*(inline-)?(flex|grid)", body)
              for selector in names.split(",")]
    return tuple(tuple(map(_compound, selector.replace(">", " > ").split())) for selector in chosen)


def torn_sentences(html: str) -> list[str]:
    """The words of a page that stand straight inside such an element, beside a name."""
    reader = _Reader()
    reader.feed(html)
    return reader.torn


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.torn: list[str] = []
        self._path: list[Compound] = []
        self._words: list[str] = []
        self._names: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "bdi" and self._names:
            self._names[-1] += 1
        if tag not in VOID:
            self._path.append((tag, frozenset((dict(attrs).get("class") or "").split())))
            self._words.append("")
            self._names.append(0)

    def handle_endtag(self, tag: str) -> None:
        while self._path:
            element, words, names = self._path[-1], self._words.pop().strip(), self._names.pop()
            if words and names and any(_matches(selector, self._path) for selector in selectors()):
                self.torn.append(f"<{element[0]} class={' '.join(sorted(element[1]))}> {words}")
            self._path.pop()
            if element[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._words:
            self._words[-1] += data


def _compound(part: str) -> Compound:
    part = re.sub(r"::?[\w-]+(\([^)]*\))?|\[[^\]]*\]", "", part)
    tag, *classes = part.split(".")
    return tag.replace("*", ""), frozenset(classes)


def _matches(selector: tuple[Compound, ...], path: list[Compound]) -> bool:
    *outer, last = selector
    if not path or not _is(last, path[-1]):
        return False
    if not outer:
        return True
    if outer[-1][0] == ">":
        return _matches(tuple(outer[:-1]), path[:-1])
    return any(_matches(tuple(outer), path[:length]) for length in range(len(path) - 1, 0, -1))


def _is(compound: Compound, element: Compound) -> bool:
    return compound[0] in ("", element[0]) and compound[1] <= element[1]
