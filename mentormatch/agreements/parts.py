"""What agreements show on the page of a pair: the one that holds, what waits for an answer, when it was agreed."""

from dataclasses import dataclass
from datetime import date

from mentormatch.agreements import queries, services
from mentormatch.agreements.models import Agreement
from mentormatch.base.access import Permission, may
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import PagePart, TimelineEntry
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of


@dataclass(frozen=True)
class AgreementSummary:
    """The agreement as one of the two sees it. `due_on`: by when the first one is best written."""

    pair: Pair
    other: Person
    current: Agreement | None
    proposed: Agreement | None
    waits_for_me: bool
    due_on: date | None
    is_late: bool
    is_mine_to_say: bool


def agreement(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """For the two what they agreed; for a coordinator that they did."""
    current = queries.current(pair.id)
    if not may(Permission.BE_IN_PAIR, pair, reader):
        return PagePart("agreement", "agreements/_fact.html", current) if pair.started_at else None
    if not pair.is_meeting and current is None:
        return None
    return PagePart("agreement", "agreements/_part.html", _summary(pair, reader, today, current))


def waits(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """For the two: a version to answer, or that there is none yet."""
    if not may(Permission.BE_IN_PAIR, pair, reader) or not pair.is_meeting:
        return None
    shown = _summary(pair, reader, today, queries.current(pair.id))
    if shown.waits_for_me or (shown.due_on and shown.proposed is None and not pair.is_paused):
        return PagePart("waits", "agreements/_pending.html", shown)
    return None


def entries(pair: Pair, reader: Person) -> list[TimelineEntry]:
    """Each time the two agreed; a mentee's changes to their own part are not shown as news."""
    zone = zone_of(reader)
    agreed = [version for version in reversed(queries.versions(pair.id)) if version.accepted_at is not None]
    before = [None, *map(services.terms_of, agreed)]
    news = [version for version, old in zip(agreed, before, strict=False) if services.terms_of(version) != old]
    return [TimelineEntry(version.accepted_at.astimezone(zone).date(), "agreements/_timeline_entry.html", version,
                          version.accepted_at) for version in news if version.accepted_at is not None]


def _summary(pair: Pair, reader: Person, today: date, current: Agreement | None) -> AgreementSummary:
    proposed = queries.proposed(pair.id) if pair.is_meeting else None
    due = pair.started_at + queries.DUE_AFTER if pair.started_at and current is None else None
    due_on = due.astimezone(zone_of(reader)).date() if due else None
    return AgreementSummary(
        pair=pair, other=pair.other_of(reader.id).person, current=current, proposed=proposed,
        waits_for_me=proposed is not None and proposed.proposed_by_id != reader.id,
        due_on=due_on, is_late=due_on is not None and due_on < today,
        is_mine_to_say=pair.mentee.person_id == reader.id)
