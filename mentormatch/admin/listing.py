"""A page of a list that is in memory already, in the shape the pager takes."""

from collections.abc import Sequence
from typing import Any

from flask_sqlalchemy.pagination import Pagination

PAGE_SIZE = 50


class ListPage(Pagination):
    """One page of a sequence; a page beyond the end is empty."""

    def __init__(self, rows: Sequence[Any], page: int, size: int = PAGE_SIZE) -> None:
        super().__init__(page=page, per_page=size, max_per_page=size, error_out=False, rows=rows)

    def _query_items(self) -> list[Any]:
        start = self._query_offset
        return list(self._query_args["rows"][start:start + self.per_page])

    def _query_count(self) -> int:
        return len(self._query_args["rows"])
