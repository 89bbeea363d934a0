"""What a worker found an import would do, kept until its page is opened: a zip of the lists, some hundred people each.

A page shows fifty people of a hundred thousand, so lists are opened only as far as they are looked at.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, overload

from mentormatch.people.roster.cells import Values
from mentormatch.people.roster.file import RowProblem
from mentormatch.people.roster.plan import KnownPerson, RosterEntry, RosterPlan

LISTS = ("new", "changed", "leaving", "unchanged")
AT_ONCE = 500
ABOUT = "plan.json"


class StoredList(Sequence[RosterEntry]):
    """One list of a stored plan; its parts are read when someone asks for them."""

    def __init__(self, length: int, read: Callable[[int], list[RosterEntry]]) -> None:
        self._length, self._read = length, read

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> RosterEntry: ...
    @overload
    def __getitem__(self, place: slice) -> list[RosterEntry]: ...
    def __getitem__(self, place: int | slice) -> RosterEntry | list[RosterEntry]:
        if isinstance(place, int):
            return self[place:place + 1 or None][0]
        start, stop, step = place.indices(self._length)
        parts = range(start // AT_ONCE, -(-stop // AT_ONCE))
        entries = [entry for part in parts for entry in self._read(part)]
        offset = parts.start * AT_ONCE
        return entries[start - offset:stop - offset:step]

    def __iter__(self) -> Iterator[RosterEntry]:
        for part in range(-(-self._length // AT_ONCE)):
            yield from self._read(part)


def packed(plan: RosterPlan) -> bytes:
    """A plan as it is stored."""
    about = vars(plan) | {"problems": [asdict(problem) for problem in plan.problems], "people": {}}
    about |= {name: len(getattr(plan, name)) for name in LISTS}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(ABOUT, json.dumps(about))
        for name in LISTS:
            entries = getattr(plan, name)
            for start in range(0, len(entries), AT_ONCE):
                part = [_plain(entry) for entry in entries[start:start + AT_ONCE]]
                archive.writestr(f"{name}/{start // AT_ONCE}.json", json.dumps(part))
    return file.getvalue()


def opened(stored: bytes) -> RosterPlan:
    """A plan as a page shows it; `people`, which only importing needs, is empty."""
    archive = zipfile.ZipFile(io.BytesIO(stored))
    about: dict[str, Any] = json.loads(archive.read(ABOUT))
    about["problems"] = [RowProblem(**problem) for problem in about["problems"]]
    about["unknown_columns"] = tuple(about["unknown_columns"])
    lists = {name: StoredList(about[name], _reader(archive, name)) for name in LISTS}
    return RosterPlan(**about | lists)


def _reader(archive: zipfile.ZipFile, name: str) -> Callable[[int], list[RosterEntry]]:
    return lambda part: [_entry(plain) for plain in json.loads(archive.read(f"{name}/{part}.json"))]


def _plain(entry: RosterEntry) -> dict[str, Any]:
    known = entry.known and vars(entry.known) | {"values": vars(entry.known.values)}
    return vars(entry) | {"known": known, "after": vars(entry.after)}


def _entry(plain: dict[str, Any]) -> RosterEntry:
    known = plain["known"] and KnownPerson(**plain["known"] | {"values": _values(plain["known"]["values"])})
    return RosterEntry(**plain | {"known": known, "after": _values(plain["after"])})


def _values(plain: dict[str, Any]) -> Values:
    return Values(**plain | {"languages": tuple(plain["languages"])})
