"""Reading a roster file: from bytes to tidy rows with their line numbers. Knows no database and no people."""

import csv
import io
import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentormatch.base.forms import LINE, tidy_line
from mentormatch.people.roster.columns import LABELS, Columns, UnreadableRoster, columns_of, field_of

DELIMITERS = ",;\t|"
MAX_COLUMNS, MAX_ROWS = 200, 100_000
_NOT_TEXT = ((b"PK\x03\x04", _l("an Excel")), (b"\xd0\xcf\x11\xe0", _l("an Excel")), (b"%PDF", _l("a PDF")),
             (b"\x1f\x8b", _l("a gzip")))


@dataclass(frozen=True)
class Cells:
    """What one row says, tidied; None where the file has no such column."""

    email: str
    name: str
    job_title: str | None = None
    department: str | None = None
    site: str | None = None
    grade: str | None = None
    manager_email: str | None = None
    languages: str | None = None
    time_zone: str | None = None
    status: str | None = None


@dataclass(frozen=True)
class RosterRow:
    """One person of the file, and the line it begins on."""

    line: int
    cells: Cells


@dataclass(frozen=True)
class RowProblem:
    """Why a row cannot be imported, in finished sentences; `who` is its address or whatever comes nearest."""

    line: int
    who: str
    reason: str


@dataclass(frozen=True)
class RosterSheet:
    """A file that could be read: its rows, and those that could not be taken apart."""

    columns: Columns
    rows: list[RosterRow]
    problems: list[RowProblem]


def read(content: bytes, max_megabytes: int) -> RosterSheet:
    """Read a file: UTF-8, or UTF-16 with a mark; comma, semicolon, tab or bar between cells; quotes as in CSV.

    Raises UnreadableRoster for a file that is too large, empty, not text, broken, without the columns needed, or with
    more than 200 columns or 100,000 rows.
    """
    lines, columns, width = _begun(content, max_megabytes)
    rows, problems = _rows_and_problems(lines, columns, width)
    if not rows and not problems:
        raise UnreadableRoster(_("The file has column names but no people. Add one row per person."))
    return RosterSheet(columns, rows, problems)


def look(content: bytes, max_megabytes: int) -> None:
    """Look at the beginning of a file, which takes no time. Raises UnreadableRoster as far as that can tell."""
    _begun(content, max_megabytes)


def _begun(content: bytes, max_megabytes: int) -> tuple[Iterator[tuple[int, list[str]]], Columns, int]:
    """The records after the row of column names, the columns, and how many there are."""
    if len(content) > max_megabytes * 1024 * 1024:
        raise UnreadableRoster(_(
            "The file is larger than %(most)d MB. Split it, or ask the person who runs your server to increase "
            "MENTORMATCH_UPLOAD_MEGABYTES.", most=max_megabytes))
    text = decode(content)
    lines = _records(text, _delimiter(text))
    headings = next((cells for _line, cells in lines if any(cells)), None)
    if headings is None:
        raise UnreadableRoster(_("The file is empty. It needs a row of column names, then one row per person."))
    if len(headings) > MAX_COLUMNS:
        raise UnreadableRoster(_(
            "The file has %(count)d columns. Delete those we don't need, so that %(most)d or fewer are left.",
            count=len(headings), most=MAX_COLUMNS))
    return lines, columns_of(headings), len(headings)


def decode(content: bytes) -> str:
    """The text of a file. Raises UnreadableRoster when it is none, or not in an encoding we can be sure of."""
    for mark, kind in _NOT_TEXT:
        if content.startswith(mark):
            raise UnreadableRoster(_(
                "This is %(kind)s file, not a CSV file. Open it in your spreadsheet program, choose “Save as” and "
                "“CSV UTF-8”, then upload that.", kind=kind))
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    try:
        text = content.removeprefix(BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise UnreadableRoster(_(
            "We can't read line %(line)d, because the file isn't in UTF-8. In your spreadsheet program, choose "
            "“Save as” and “CSV UTF-8”, then upload that.", line=line)) from problem
    if "\x00" in text:
        raise UnreadableRoster(_(
            "Line %(line)d isn't plain text. In your spreadsheet program, choose “Save as” and “CSV UTF-8”, then "
            "upload that.", line=text.count("\n", 0, text.index("\x00")) + 1))
    return text


def _delimiter(text: str) -> str:
    """The character that takes the first line apart into most columns we know; else a comma."""
    first = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0]
    if first.casefold().startswith("sep=") and first[4:] in tuple(DELIMITERS):
        return first[4:]

    def columns_known(delimiter: str) -> tuple[int, int]:
        headings = [tidy_cell(cell.strip('"')) for cell in first.split(delimiter)]
        return sum(field_of(heading) is not None for heading in headings), first.count(delimiter)

    return max(DELIMITERS, key=columns_known) if first else ","


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; a line “sep=;” as Excel writes it is left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if not (line == 1 and cells and cells[0].casefold().startswith("sep=")):
                yield line, [tidy_cell(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as problem:
        raise UnreadableRoster(_(
            "We can't read line %(line)d: it has an opening quotation mark without a proper closing one. Fix that "
            "line, then upload the file again.", line=line)) from problem


def _rows_and_problems(lines: Iterator[tuple[int, list[str]]], columns: Columns,
                width: int) -> tuple[list[RosterRow], list[RowProblem]]:
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    positions = [(position, field) for position, field in enumerate(columns.fields) if field]
    for line, cells in lines:
        if not any(cells):
            continue
        if len(rows) + len(problems) == MAX_ROWS:
            raise UnreadableRoster(_(
                "The file has more than %(most)s rows. Split it into several files.", most=f"{MAX_ROWS:,}"))
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) != width:
            problems.append(RowProblem(line, _who(cells), _misfit(len(cells), width)))
            continue
        row = Cells(**{field: cells[position] for position, field in positions})
        long = [str(LABELS[field]) for position, field in positions if len(cells[position]) > LINE]
        if long:
            problems.append(RowProblem(line, _who([row.email]), _(
                "Shorten this to %(most)d characters or fewer: %(cells)s.", most=LINE, cells=", ".join(long))))
        else:
            rows.append(RosterRow(line, row))
    return rows, problems


def _misfit(cells: int, width: int) -> str:
    if cells > width:
        return _("This row has %(cells)d cells, but there are %(width)d columns. If a cell contains the separator, put "
                 "it in quotation marks.", cells=cells, width=width)
    return _("This row has %(cells)d cells, but there are %(width)d columns. Is the end of it missing?",
             cells=cells, width=width)


def _who(cells: list[str]) -> str:
    """Who a broken row is about, as far as one can see."""
    return next((cell for cell in cells if "@" in cell), next((cell for cell in cells if cell), ""))[:80]


def tidy_cell(text: str) -> str:
    """One cell as a line of text; quick for the many cells that are plain."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFC", text)
    return " ".join(plain.split()) if plain.isprintable() else str(tidy_line(text)).strip()
