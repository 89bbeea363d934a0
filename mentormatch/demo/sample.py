"""The sample roster in docs/: 500 people of an invented company, as a personnel system would export them."""

import csv
import io

from mentormatch.demo.people import build
from mentormatch.demo.picks import shuffled, stream
from mentormatch.demo.plans import ORRINMERE
from mentormatch.demo.specs import PersonSpec

SEED = 500
COLUMNS = ("email", "name", "department", "site", "grade", "manager_email", "languages", "timezone", "status")
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "tr": "Turkish",
    "zh": "Chinese",
}


def roster() -> str:
    """The whole file: a header and a row a person, in no order, so that managers may come after their reports."""
    people = shuffled(stream(SEED, "rows"), build(ORRINMERE, SEED).people)
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(person) for person in people)
    return text.getvalue()


def _row(person: PersonSpec) -> tuple[str | int, ...]:
    return (
        person.email,
        person.name,
        person.department,
        person.site,
        person.grade,
        person.manager_email or "",
        ";".join(_LANGUAGES[code] for code in person.languages),
        person.time_zone,
        person.status,
    )
