"""Searching tables of people for words, whatever their case."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, or_

from mentormatch.base.forms import tidy_line

MAX_WORDS = 5


def searched(query: Select[Any], words: str, columns: Iterable[Any]) -> Select[Any]:
    """The rows that have every word in one of the columns.

    SQLite folds the case of ASCII alone, so each word is also looked for in its other spellings.
    """
    for word in tidy_line(words).split()[:MAX_WORDS]:
        spellings = dict.fromkeys((word, word.lower(), word.capitalize(), word.upper()))
        query = query.where(or_(*(column.icontains(spelling, autoescape=True)
                                  for column in columns for spelling in spellings)))
    return query
