"""Job titles by trade and grade, for the demo company."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ladder:
    """Titles of a trade in five steps; `head` is for the one who leads the department."""

    beginners: tuple[str, ...]
    skilled: tuple[str, ...]
    senior: tuple[str, ...]
    leading: tuple[str, ...]
    directors: tuple[str, ...]
    head: str

    def titles(self, grade: int) -> tuple[str, ...]:
        """The titles used at a grade below the head's."""
        steps = (self.beginners, self.skilled, self.senior, self.leading, self.directors)
        return steps[min(max(grade - 1, 0) // 2, 4)] if grade < 8 else self.directors


LADDERS: dict[str, Ladder] = {
    "office": Ladder(
        ("Office assistant",),
        ("Executive assistant", "Board secretary"),
        ("Internal communications lead",),
        ("Chief of staff",),
        ("Chief of staff",),
        "Chief executive",
    ),
    "engineering": Ladder(
        ("Junior electronics engineer", "Laboratory technician", "Test technician", "Graduate engineer"),
        ("Electronics engineer", "Mechanical engineer", "Calibration engineer", "Test engineer"),
        ("Senior sensor engineer", "Senior mechanical engineer", "Test team lead", "Quality engineer"),
        ("Principal engineer", "Engineering manager", "Laboratory manager", "Head of product safety"),
        ("Director of sensor development", "Director of quality", "Chief engineer"),
        "Head of Engineering",
    ),
    "software": Ladder(
        ("Junior developer", "Graduate data analyst", "Support developer", "Junior tester"),
        ("Software developer", "Data analyst", "User researcher", "Site reliability engineer"),
        ("Senior developer", "Data scientist", "Security engineer", "Product owner", "Senior designer"),
        ("Engineering manager", "Principal developer", "Data platform lead", "Product manager"),
        ("Director of data", "Director of product"),
        "Head of Software and Data",
    ),
    "operations": Ladder(
        ("Assembly operator", "Warehouse operator", "Planning assistant", "Apprentice technician"),
        ("Production planner", "Buyer", "Line technician", "Logistics coordinator", "Safety adviser"),
        ("Shift lead", "Senior buyer", "Process engineer", "Warehouse lead", "Supply planner"),
        ("Production manager", "Supply chain manager", "Plant engineer", "Purchasing manager"),
        ("Plant director", "Director of supply chain"),
        "Head of Operations",
    ),
    "sales": Ladder(
        ("Sales assistant", "Junior account executive", "Tender assistant"),
        ("Account executive", "Tender specialist", "Technical sales adviser"),
        ("Key account manager", "Senior tender specialist", "Partner manager"),
        ("Regional sales manager", "Sales operations manager", "Utilities sector lead"),
        ("Director of sales, northern Europe", "Director of key accounts"),
        "Head of Sales",
    ),
    "service": Ladder(
        ("Service desk agent", "Field service trainee"),
        ("Field service engineer", "Service planner", "Customer trainer", "Service desk specialist"),
        ("Senior field service engineer", "Service desk lead", "Training lead"),
        ("Regional service manager", "Spare parts manager"),
        ("Director of field service",),
        "Head of Customer Service",
    ),
    "marketing": Ladder(
        ("Marketing assistant",),
        ("Content writer", "Event coordinator", "Graphic designer"),
        ("Campaign manager", "Product marketing manager"),
        ("Brand lead", "Head of communications"),
        ("Director of communications",),
        "Head of Marketing",
    ),
    "finance": Ladder(
        ("Accounts assistant", "Legal assistant"),
        ("Accountant", "Payroll specialist", "Contract specialist"),
        ("Financial controller", "Legal counsel", "Credit manager"),
        ("Finance manager", "Senior legal counsel", "Tax manager"),
        ("Director of finance",),
        "Head of Finance and Legal",
    ),
    "people": Ladder(
        ("People assistant",),
        ("Recruiter", "Learning specialist", "Benefits specialist"),
        ("People partner", "Learning programme lead", "People systems lead"),
        ("Senior people partner", "Reward manager"),
        ("Director of learning",),
        "Head of People",
    ),
}
