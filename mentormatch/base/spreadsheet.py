"""CSV for spreadsheet programs: UTF-8 with a mark, and no cell that such a program would run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)


def guarded(cell: object) -> str:
    """A cell's text; one that a program could take for a formula gets an apostrophe before it, a number does not."""
    text = "" if cell is None else str(cell)
    if text.lstrip(" ").startswith(_RISKY) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a file, one by one, so that a long one is never whole in memory."""
    yield "\ufeff"
    for row in _with_first(headings, rows):
        text = io.StringIO()
        csv.writer(text).writerow([guarded(cell) for cell in row])
        yield text.getvalue()


def _with_first(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    yield headings
    yield from rows
