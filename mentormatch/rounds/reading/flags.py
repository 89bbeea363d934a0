"""What is worth a second look about a drafted pair: four flags, as marks on a row and as a filter of the table."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment
from mentormatch.people.models import Person
from mentormatch.rounds.models import Draft, DraftPair

LOW = 450  # per mille; under it the legend of scores says to take a second look


@dataclass(frozen=True)
class Flag:
    """A mark on a pair: its name in addresses, what it says on a row, and over the table that is filtered by it."""

    slug: str
    label: LazyString
    filter_label: LazyString
    tone: str
    icon: str


FLAGS: tuple[Flag, ...] = (
    Flag("first", _l("First choice"), _l("First choice: no possible match scores higher"), "success", "star"),
    Flag("only", _l("Only option"), _l("Only option: no one else is possible"), "warning", "circle-alert"),
    Flag("low", _l("Low"), _l("Low: under 45%, take a second look"), "danger", "arrow-down"),
    Flag("site", _l("Same site"), _l("Same site: both work in one location"), "info", "map-pin"),
)
SLUGS = tuple(flag.slug for flag in FLAGS)


def for_pair(pair: DraftPair) -> list[Flag]:
    """The flags of a pair that was read with its people."""
    why, site = pair.parts, pair.mentee.person.site
    holds = {
        "first": why.get("choice_mentee") == 1 and why.get("options_mentee") != 1,
        "only": why.get("options_mentee") == 1, "low": pair.score < LOW,
        "site": bool(site) and site == pair.mentor.person.site,
    }
    return [flag for flag in FLAGS if holds[flag.slug]]


def count(draft: Draft, slug: str) -> int:
    """How many pairs of a draft have a flag."""
    return db.session.scalar(select(func.count()).select_from(DraftPair).where(
        DraftPair.draft_id == draft.id, condition(slug))) or 0


def condition(slug: str) -> ColumnElement[bool]:
    """The same, asked of the database."""
    why = DraftPair.parts
    if slug == "first":
        return (why["choice_mentee"].as_integer() == 1) & (why["options_mentee"].as_integer() != 1)
    if slug == "only":
        return why["options_mentee"].as_integer() == 1
    if slug == "low":
        return DraftPair.score < LOW
    own, offered, mentee, mentor = aliased(Enrolment), aliased(Enrolment), aliased(Person), aliased(Person)
    return (select(own.id).join(mentee, own.person_id == mentee.id)
            .join(offered, offered.id == DraftPair.mentor_id).join(mentor, offered.person_id == mentor.id)
            .where(own.id == DraftPair.mentee_id, mentee.site != "", mentor.site == mentee.site)
            .correlate(DraftPair).exists())
