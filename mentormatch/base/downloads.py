"""Answers that are files to keep. The one place that names an attachment, so that tests find every file there is."""

from collections.abc import Callable, Iterable

from flask import Response
from sqlalchemy.orm import Session

from mentormatch.base import spreadsheet
from mentormatch.base.db import own_session


def attachment(content: bytes | str, name: str, mimetype: str) -> Response:
    """A file that is in memory already."""
    return Response(content, mimetype=mimetype, headers=_headers(name))


def spreadsheet_attachment(
    name: str, headings: tuple[str, ...], rows: Callable[[Session], Iterable[tuple[object, ...]]],
) -> Response:
    """A CSV file of any length, sent row by row while it is read.

    The request is over before its answer's body is read, and with it the request's database session. So `rows` gets
    a session of its own; it is called outside of any request, and must not use `db.session`, `_()` or the viewer.
    """
    session = own_session()

    def lines() -> Iterable[str]:
        with session:
            yield from spreadsheet.lines(headings, rows(session))

    return Response(lines(), mimetype="text/csv", headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
