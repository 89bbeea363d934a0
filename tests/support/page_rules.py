"""What every page of the site keeps to, checked on its HTML: headings, labels, ids, tags, nothing inline."""

from collections import Counter
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SVG_SHAPES = frozenset({"path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "stop"})
LABELLED = frozenset({"input", "select", "textarea"})
NEEDS_NO_LABEL = frozenset({"hidden", "submit", "button", "image", "reset"})


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.ids: Counter[str] = Counter()
        self.labels_for: set[str] = set()
        self.refers: list[tuple[str, str]] = []
        self.fields: list[tuple[str, dict[str, str | None], bool]] = []
        self.posts_without_token: list[str] = []
        self.title, self.headings = "", []
        self.buttons: list[list[str]] = []
        self._open: list[str] = []
        self._form: dict[str, str | None] | None = None
        self._form_fields: set[str] = set()
        self.feed(html)
        self.problems += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        self._look(tag, a)
        if tag in LABELLED and (a.get("type") or "text") not in NEEDS_NO_LABEL:
            self.fields.append((tag, a, "label" in self._open))
        if tag == "h1":
            self.headings.append("")
        elif tag in ("button", "a"):
            self.buttons.append([tag, a.get("aria-label") or a.get("title") or ""])
        elif tag == "img" and "alt" not in a:
            self.problems.append("an <img> has no alt")
        if tag == "form":
            self._form, self._form_fields = a, set()
        if self._form is not None and a.get("name"):
            self._form_fields.add(str(a["name"]))
        if tag not in VOID and not (tag in SVG_SHAPES and "svg" in self._open):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, dict(attrs))

    def _look(self, tag: str, a: dict[str, str | None]) -> None:
        if a.get("id"):
            self.ids[str(a["id"])] += 1
        if tag == "label" and a.get("for"):
            self.labels_for.add(str(a["for"]))
        for name, value in a.items():
            if "<bdi>" in (value or ""):
                self.problems.append(f"<{tag}> has a tag in its {name}: add |plain")
            if name == "style" or name.startswith("on"):
                self.problems.append(f"<{tag}> has an inline {name}")
            if name in ("href", "src", "action", "formaction") and (value or "").strip().lower().startswith(
                    ("javascript:", "data:text", "vbscript:")):
                self.problems.append(f"<{tag}> has {name}={value}")
            if name in ("aria-describedby", "aria-labelledby", "aria-controls", "for", "list"):
                self.refers += [(f"<{tag} {name}>", identifier) for identifier in (value or "").split()]
        if tag == "style" or (tag == "script" and not a.get("src")):
            self.problems.append(f"an inline <{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag in SVG_SHAPES:
            return
        if not self._open or self._open[-1] != tag:
            self.problems.append(f"</{tag}> closes {'<' + self._open[-1] + '>' if self._open else 'nothing'}")
            if tag not in self._open:
                return
            while self._open[-1] != tag:
                self._open.pop()
        self._open.pop()
        if tag == "form" and self._form is not None:
            if (self._form.get("method") or "").lower() == "post" and "csrf_token" not in self._form_fields:
                self.posts_without_token.append(str(self._form.get("action")))
            self._form = None

    def handle_data(self, data: str) -> None:
        if "<bdi>" in data:
            self.problems.append(f"a name's tag is shown as text: {data.strip()[:80]}")
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if "h1" in self._open:
            self.headings[-1] += data
        if self.buttons and ("button" in self._open or "a" in self._open):
            self.buttons[-1][1] += data.strip()


def problems(html: str) -> list[str]:
    """What a page gets wrong, one line each; none on a good page."""
    read = _Reader(html)
    problems = list(read.problems)
    problems += [f"id “{identifier}” is there {count} times" for identifier, count in read.ids.items() if count > 1]
    problems += [f"{who} points at “{to}”, which is not there" for who, to in read.refers if to not in read.ids]
    problems += [f"{tag} “{a.get('name') or a.get('id')}” has no label" for tag, a, is_inside in read.fields
              if not is_inside and a.get("id") not in read.labels_for
              and not a.get("aria-label") and not a.get("aria-labelledby")]
    problems += [f"the form to {action} has no CSRF token" for action in read.posts_without_token]
    problems += [f"a <{tag}> says nothing" for tag, words in read.buttons if not words]
    is_part = not html.lstrip().lower().startswith("<!doctype")  # a piece that a script puts into a page
    return problems + ([] if is_part else _heading_problems(read))


def _heading_problems(read: _Reader) -> list[str]:
    headings = [" ".join(heading.split()) for heading in read.headings]
    title = " ".join(read.title.split()).removeprefix("Error: ")
    if len(headings) != 1:
        return [f"{len(headings)} h1 headings: {headings}"]
    if not headings[0] or not title.startswith(headings[0]):
        return [f"the title “{title}” does not begin with the heading “{headings[0]}”"]
    return []


def text_of(html: str) -> str:
    """The words of a page as a browser understands them, the values of its fields included."""
    reader = _Words()
    reader.feed(html)
    return reader.words


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += " ".join(value or "" for name, value in attrs if name in ("value", "aria-label"))

    def handle_data(self, data: str) -> None:
        self.words += data
