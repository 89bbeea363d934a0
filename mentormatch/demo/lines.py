"""Which hand-written lines a person could have written: a line may begin with who it fits and a bar.

The words are trades (any one of them fits), #words of the job title (any one fits; a hyphen stands for a space),
grades (junior, lead, high, senior), woman or man, and places: a city in small letters, away (not at the head
office) and afar (not in Pune).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from mentormatch.demo.people import Company
from mentormatch.demo.picks import shuffled
from mentormatch.demo.specs import PersonSpec
from mentormatch.demo.titles import LADDERS

_GRADES = {"junior": range(1, 6), "lead": range(5, 11), "high": range(6, 11), "senior": range(8, 11)}


@dataclass(frozen=True)
class WrittenLine:
    """A sentence and the words that say who could have written it."""

    words: frozenset[str]
    text: str

    def fits(self, person: PersonSpec, trade: str, *, woman: bool) -> bool:
        """Whether this person could have written it."""
        true_of_person = {"woman" if woman else "man", person.site.lower()}
        true_of_person |= {name for name, grades in _GRADES.items() if person.grade in grades}
        true_of_person |= {"away"} if person.site != "Bristol" else set()
        true_of_person |= {"afar"} if person.site != "Pune" else set()
        trades = self.words & LADDERS.keys()
        titles = {word for word in self.words if word.startswith("#")}
        title = person.job_title.lower()
        return (
            (not trades or trade in trades)
            and (not titles or any(word[1:].replace("-", " ") in title for word in titles))
            and self.words - trades - titles <= true_of_person
        )


def read(line: str) -> WrittenLine:
    """A line as it is written in the lists."""
    words, _, text = line.rpartition("| ")
    return WrittenLine(frozenset(words.split()), text)


class Lines:
    """Deals lines that fit, the least used first, so that the same words seldom meet the reader twice."""

    def __init__(self, rng: Random, lines: Mapping[str, tuple[str, ...]], company: Company) -> None:
        self._rng = rng
        self._lines = {key: [read(line) for line in entries] for key, entries in lines.items()}
        self._used: dict[str, int] = {}
        self._women = company.women
        self._trades = {department.name: department.trade for department in company.plan.departments}

    def keys_for(self, person: PersonSpec) -> list[str]:
        """The keys (topics, for instance) under which this person has something to say."""
        return [key for key in self._lines if self._lines_for(key, person)]

    def deal(self, key: str, person: PersonSpec) -> str:
        """A line under that key; LookupError where nothing fits."""
        candidates = shuffled(self._rng, self._lines_for(key, person))
        if not candidates:
            raise LookupError(f"Nothing under {key!r} fits {person.job_title} {person.name}.")
        line = min(candidates, key=lambda other: self._used.get(other.text, 0))
        self._used[line.text] = self._used.get(line.text, 0) + 1
        return line.text

    def _lines_for(self, key: str, person: PersonSpec) -> list[WrittenLine]:
        woman = person.email in self._women
        trade = self._trades[person.department]
        return [line for line in self._lines[key] if line.fits(person, trade, woman=woman)]
