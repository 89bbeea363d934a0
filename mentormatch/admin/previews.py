"""The preview of an import as a page shows it: one of its lists at a time."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from mentormatch.admin.listing import Listed
from mentormatch.people.roster.plan import Plan

LISTS = ("problems", "new", "changed", "leaving", "unchanged")


@dataclass(frozen=True)
class Tab:
    """One list: its name in the address, its title, how long it is, and a note on what it holds."""

    name: str
    title: str
    count: int
    note: str
    tone: str | None = None


@dataclass(frozen=True)
class Preview:
    """A plan, its lists, and the one that is open."""

    plan: Plan
    tabs: list[Tab]
    shown: str
    rows: Listed

    @property
    def title(self) -> str:
        """The title of the open list."""
        return next(tab.title for tab in self.tabs if tab.name == self.shown)


def of(plan: Plan, asked: str | None, page: int) -> Preview:
    """Open the list that is asked for, else the first with anybody in it."""
    lists: dict[str, list[Any]] = {name: getattr(plan, name) for name in LISTS}
    first = next((name for name in LISTS if lists[name]), "unchanged")
    shown = asked if asked in lists else first
    tabs = [
        Tab("new", _("New"), len(plan.new), _("are added")),
        Tab("changed", _("Changed"), len(plan.changed), _("get other facts")),
        Tab("leaving", _("Leaving"), len(plan.leaving), _("cannot sign in any more")),
        Tab("unchanged", _("Unchanged"), len(plan.unchanged), _("stay as they are")),
    ]
    if plan.problems:
        tabs.insert(0, Tab("problems", _("To correct"), len(plan.problems), _("stand in the way"), "danger"))
    return Preview(plan, tabs, shown if any(tab.name == shown for tab in tabs) else first, Listed(lists[shown], page))
