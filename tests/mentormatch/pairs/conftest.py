"""Two people who could become a pair."""

import re
from dataclasses import dataclass

import pytest

from mentormatch.enrolments.models import MENTOR, Enrolment
from mentormatch.people.models import Person
from mentormatch.programmes.models import Programme
from tests.support import make


@dataclass(frozen=True)
class Two:
    """A programme with its coordinator, a ready mentor with one place and a ready mentee."""

    coordinator: Person
    programme: Programme
    mentor: Enrolment
    mentee: Enrolment


@pytest.fixture
def two(app) -> Two:
    """Jonas Feld, who could be the sponsor of Ines Okafor."""
    with make.together():
        coordinator = make.person("Cora Lindt")
        programme = make.programme(coordinator)
        jonas = make.person("Jonas Feld", grade=8, job_title="Head of Treasury", time_zone="Europe/Berlin")
        return Two(coordinator, programme, make.enrolment(jonas, programme, MENTOR),
                   make.enrolment(make.person("Ines Okafor"), programme))


def without_names(text: str) -> str:
    """A letter without the names of its two people, so that what each of them reads can be compared."""
    return re.sub("Jonas( Feld)?|Ines( Okafor)?", "X", text)
