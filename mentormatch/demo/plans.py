"""The two invented companies: Merrowby Instruments for the demo, Orrinmere Logistics for the sample roster.

Facts only; people.py turns a plan into people. Cities and time zones are real, the companies are not.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    """Where people work. `share` and `names` (name pool -> share) are parts; `language` is a code or empty."""

    city: str
    time_zone: str
    share: int
    language: str
    names: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Department:
    """Headcount, percentage of women below the top grades, grade of its head, and the trade of its titles."""

    name: str
    headcount: int
    women_percent: int
    head_grade: int
    trade: str
    sites: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompanyPlan:
    """A company to build. The head of the first department leads the company."""

    name: str
    domain: str
    departments: tuple[Department, ...]
    sites: tuple[Site, ...]
    on_leave: int
    left: int

    @property
    def headcount(self) -> int:
        """Everyone, those on leave and those who left included."""
        return sum(department.headcount for department in self.departments)


_BRITAIN = (
    ("british", 56),
    ("indian", 10),
    ("west african", 9),
    ("polish", 6),
    ("arabic", 6),
    ("chinese and vietnamese", 6),
    ("portuguese", 3),
    ("french", 4),
)
_NETHERLANDS = (
    ("dutch", 60),
    ("turkish", 10),
    ("arabic", 8),
    ("german", 8),
    ("spanish", 5),
    ("west african", 5),
    ("indian", 4),
)
_POLAND = (("polish", 86), ("nordic", 5), ("german", 4), ("spanish", 3), ("chinese and vietnamese", 2))
_PORTUGAL = (("portuguese", 80), ("spanish", 6), ("french", 5), ("west african", 6), ("british", 3))
_INDIA = (("indian", 96), ("british", 2), ("german", 2))

MERROWBY = CompanyPlan(
    name="Merrowby Instruments",
    domain="merrowby.example",
    departments=(
        Department("Executive Office", 4, 60, 10, "office", ("Bristol",)),
        Department("Engineering", 48, 38, 9, "engineering"),
        Department("Software and Data", 34, 42, 9, "software"),
        Department("Operations", 50, 46, 9, "operations"),
        Department("Sales", 34, 52, 9, "sales"),
        Department("Customer Service", 26, 60, 8, "service"),
        Department("Marketing", 14, 68, 8, "marketing"),
        Department("Finance and Legal", 18, 62, 9, "finance"),
        Department("People", 12, 74, 9, "people"),
    ),
    sites=(
        Site("Bristol", "Europe/London", 34, "", _BRITAIN),
        Site("Eindhoven", "Europe/Amsterdam", 22, "nl", _NETHERLANDS),
        Site("Gdańsk", "Europe/Warsaw", 20, "pl", _POLAND),
        Site("Porto", "Europe/Lisbon", 14, "pt", _PORTUGAL),
        Site("Pune", "Asia/Kolkata", 10, "mr", _INDIA),
    ),
    on_leave=6,
    left=2,
)

_BELGIUM = (("dutch", 44), ("french", 20), ("arabic", 12), ("turkish", 8), ("west african", 6), ("polish", 5))
_FRANCE = (
    ("french", 70),
    ("arabic", 12),
    ("portuguese", 6),
    ("chinese and vietnamese", 6),
    ("west african", 6),
)
_GERMANY = (("german", 68), ("turkish", 12), ("polish", 7), ("chinese and vietnamese", 6), ("arabic", 5))
_SPAIN = (("spanish", 82), ("portuguese", 5), ("arabic", 6), ("french", 4), ("british", 3))
_NORWAY = (("nordic", 78), ("polish", 10), ("indian", 4), ("west african", 4), ("german", 4))

ORRINMERE = CompanyPlan(
    name="Orrinmere Logistics",
    domain="orrinmere.example",
    departments=(
        Department("Board Office", 5, 50, 10, "office", ("Antwerp",)),
        Department("Depots", 170, 36, 9, "operations"),
        Department("Network Planning", 62, 46, 9, "engineering"),
        Department("Digital Services", 66, 40, 9, "software"),
        Department("Key Accounts", 58, 52, 9, "sales"),
        Department("Customer Care", 66, 62, 8, "service"),
        Department("Brand", 18, 66, 8, "marketing"),
        Department("Finance", 33, 60, 9, "finance"),
        Department("People and Culture", 22, 72, 9, "people"),
    ),
    sites=(
        Site("Antwerp", "Europe/Brussels", 34, "nl", _BELGIUM),
        Site("Lyon", "Europe/Paris", 22, "fr", _FRANCE),
        Site("Leipzig", "Europe/Berlin", 20, "de", _GERMANY),
        Site("Valencia", "Europe/Madrid", 14, "es", _SPAIN),
        Site("Bergen", "Europe/Oslo", 10, "nb", _NORWAY),
    ),
    on_leave=14,
    left=11,
)
