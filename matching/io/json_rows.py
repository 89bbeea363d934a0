"""The compact form of an instance, for very many pairs: ``"rows"`` in place of ``"edges"``, a row for each mentee.

A row is ``[[position of a mentor in the list of mentors, …], [score, …]]``; the rows stand in the order of the mentees.
Writing and `document_of` hold the text of one row at a time, so a compressed file needs no more memory than its pairs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from json import JSONDecodeError, JSONDecoder
from typing import Any, TextIO

import numpy as np

from matching.arrays import Ints, Shorts
from matching.model.errors import MatchingError
from matching.model.instance import Instance
from matching.model.instance_checks import COUNT_LIMIT, SCORE_LIMIT

CHUNK = 1 << 20
_SPACES = " \t\n\r"


@dataclass(frozen=True, eq=False)
class CompactRows:
    """The pairs of a file: ``indptr`` (n + 1,) says where each mentee's begin in ``columns`` and ``scores`` (e,)."""

    indptr: Ints
    columns: Shorts
    scores: Shorts


def rows_of(entries: Iterable[Any]) -> CompactRows:
    """Collect rows one by one; raises `MatchingError` naming the first that is none."""
    columns, scores, ends = bytearray(), bytearray(), [0]
    for index, entry in enumerate(entries):
        for buffer, numbers in zip((columns, scores), _checked(entry, f"rows[{index}]"), strict=True):
            buffer += np.array(numbers, np.int32).tobytes()
        ends.append(len(scores) // 4)
    return CompactRows(np.array(ends, np.int64), _shorts(columns), _shorts(scores))


def row_texts(instance: Instance) -> Iterator[str]:
    """Yield the rows of an instance as JSON, one for each mentee."""
    for start, stop in pairwise(instance.indptr.tolist()):
        row = [instance.indices[start:stop].tolist(), instance.score[start:stop].tolist()]
        yield json.dumps(row, separators=(",", ":"))


def document_of(text: TextIO) -> Any:
    """Read a JSON document as `json.load` does, except that an object's ``"rows"`` become `CompactRows` as they come.

    Raises JSONDecodeError, and `MatchingError` for a row that is none.
    """
    stream = _Stream(text)
    if stream.peek() != "{":
        return stream.last(stream.value())
    document: dict[str, Any] = {}
    stream.take("{")
    while stream.peek() != "}":
        if document:
            stream.take(",")
        if stream.peek() != '"':
            raise stream.refusal("Expecting property name enclosed in double quotes")
        key = stream.value()
        stream.take(":")
        document[key] = rows_of(stream.entries()) if key == "rows" and stream.peek() == "[" else stream.value()
    stream.take("}")
    return stream.last(document)


def _checked(entry: Any, where: str) -> list[list[int]]:
    """Return the positions and scores of a row; integers of the right size, as many of one as of the other."""
    is_row = isinstance(entry, list) and len(entry) == 2 and all(isinstance(part, list) for part in entry)
    if not is_row or len(entry[0]) != len(entry[1]):
        raise MatchingError(f"{where} must be [[mentor's position, …], [score, …]], as many of both.", where)
    for numbers, least, most in zip(entry, (0, -SCORE_LIMIT), (COUNT_LIMIT, SCORE_LIMIT), strict=True):
        if not set(map(type, numbers)) <= {int} or (numbers and not (least <= min(numbers) and max(numbers) <= most)):
            wrong = next(number for number in numbers if type(number) is not int or not least <= number <= most)
            raise MatchingError(f"{where} holds {wrong!r}; it must be an integer, {least} to {most}.", where)
    return entry


def _shorts(buffer: bytearray) -> Shorts:
    numbers = np.frombuffer(buffer, np.int32)
    numbers.setflags(write=False)
    return numbers


class _Stream:
    """A JSON text of which only the value being read is held in memory."""

    def __init__(self, text: TextIO) -> None:
        self._text, self._decoder = text, JSONDecoder()
        self._buffer, self._position, self._lines = "", 0, 0

    def peek(self) -> str:
        """Return the next character that is not a space; empty at the end."""
        while True:
            while self._position < len(self._buffer) and self._buffer[self._position] in _SPACES:
                self._position += 1
            if self._position < len(self._buffer) or not self._more(CHUNK):
                return self._buffer[self._position : self._position + 1]

    def take(self, wanted: str) -> None:
        """Pass over a character; raises JSONDecodeError if it is another one."""
        if self.peek() != wanted:
            raise self.refusal(f"Expecting '{wanted}' delimiter")
        self._position += 1

    def value(self) -> Any:
        """Read the next value."""
        self.peek()
        size = CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._position)
            except JSONDecodeError as problem:
                if self._more(size):
                    size *= 2
                    continue
                self._position = min(problem.pos, len(self._buffer))
                raise self.refusal(problem.msg) from None
            if end < len(self._buffer) or not self._more(size):  # a number may go on where the text held ends
                self._position = end
                return value

    def entries(self) -> Iterator[Any]:
        """Read a list, entry by entry."""
        self.take("[")
        if self.peek() != "]":
            yield self.value()
            while self.peek() != "]":
                self.take(",")
                yield self.value()
        self.take("]")

    def last(self, value: Any) -> Any:
        """Return the value if nothing follows it."""
        if self.peek():
            raise self.refusal("Extra data")
        return value

    def refusal(self, message: str) -> JSONDecodeError:
        """Return the error that the text is not JSON from here, with the line."""
        problem = JSONDecodeError(message, self._buffer, self._position)
        problem.lineno += self._lines
        return problem

    def _more(self, size: int) -> bool:
        """Read on and drop what was read; return whether there was more."""
        more = self._text.read(size)
        if more:
            self._lines += self._buffer.count("\n", 0, self._position)
            self._buffer, self._position = self._buffer[self._position :] + more, 0
        return bool(more)
