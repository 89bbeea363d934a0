"""The preview of an import as a page shows it: one of its lists at a time."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from mentormatch.admin.listing import ListPage
from mentormatch.people.roster.plan import RosterPlan

LISTS = ("problems", "leaving", "new", "changed", "unchanged")


@dataclass(frozen=True)
class Tab:
    """One list: its name in the address, its title, how long it is, and a note on what it holds."""

    name: str
    title: str
    count: int
    note: str
    tone: str | None = None


@dataclass(frozen=True)
class ImportPreview:
    """A plan, its lists, and the one that is open."""

    plan: RosterPlan
    tabs: list[Tab]
    shown: str
    rows: ListPage

    @property
    def title(self) -> str:
        """The title of the open list."""
        return next(tab.title for tab in self.tabs if tab.name == self.shown)


def preview_of(plan: RosterPlan, list_name: str | None, page: int) -> ImportPreview:
    """Open the list of this name, else the first with anyone in it."""
    lists: dict[str, list[Any]] = {name: getattr(plan, name) for name in LISTS}
    first = next((name for name in LISTS if lists[name]), "unchanged")
    shown = list_name if list_name in lists else first
    tone = "warning" if plan.leaving else None
    tabs = [
        Tab("leaving", _("Leaving"), len(plan.leaving), _("can no longer sign in"), tone),
        Tab("new", _("New"), len(plan.new), _("will be added")),
        Tab("changed", _("Changed"), len(plan.changed), _("will be updated")),
        Tab("unchanged", _("Unchanged"), len(plan.unchanged), _("stay as they are")),
    ]
    if plan.problems:
        tabs.insert(0, Tab("problems", _("To fix"), len(plan.problems), _("must be fixed"), "danger"))
    shown = shown if any(tab.name == shown for tab in tabs) else first
    return ImportPreview(plan, tabs, shown, ListPage(lists[shown], page))
