"""What has changed since a draft was computed, and why that matters for its pairs.

Names only what coordinators can see elsewhere too. Nothing here tells a boundary, nor that there is one: what may not
be named shares one sentence with many harmless changes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select, union

from mentormatch.base.db import db
from mentormatch.enrolments.models import DRAFT, MENTOR, PAUSED, READY, WITHDRAWN, Enrolment
from mentormatch.pairs import queries as pairs
from mentormatch.people.models import ACTIVE, LEAVE, LEFT, Person
from mentormatch.programmes import queries as programmes
from mentormatch.rounds import labels, matcher
from mentormatch.rounds.drafts import computing
from mentormatch.rounds.models import Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.reading import queries

LARGEST = 4_000_000  # couples; beyond, comparing everything takes longer than a page may


@dataclass(frozen=True)
class PoolChange:
    """Something that changed: about whom, what, and why it matters for the draft."""

    who: str
    what: str
    matters: str


@dataclass(frozen=True)
class Changes:
    """What changed since a draft was computed. `broken` stands in the way of publishing, `others` does not.

    `something_else`: there are changes of which none may be named.
    """

    broken: list[PoolChange]
    others: list[PoolChange]
    something_else: bool
    is_too_large: bool

    @property
    def count(self) -> int:
        """How many are named."""
        return len(self.broken) + len(self.others)


def changes(draft: Draft, *, now: datetime, zone: str, own: Collection[str] = ()) -> Changes:
    """What changed since a draft was computed; of pairs of `own` enrolments only that they can't be proposed any more.

    Heavy: it reads everyone who takes part.
    """
    problem = computing.matching_input(draft, now=now, zone=zone)
    drafted = queries.all_pairs(draft)
    gone = matcher.broken(problem, [(pair.mentee_id, pair.mentor_id) for pair in drafted])
    placed = pairs.live_mentee_ids(draft.round.programme_id) if gone else set()
    broken = [change for pair in drafted
              for change in _of_pair(pair, gone.get((pair.mentee_id, pair.mentor_id), ()), placed, own)]
    others = [*_newcomers(draft), *_scores(problem, [pair for pair in drafted
                                                   if (pair.mentee_id, pair.mentor_id) not in gone])]
    is_too_large = problem.size * len(problem.scorer.pool.mentors) > LARGEST
    is_named = bool(broken or others)
    return Changes(broken, others, not is_named and not is_too_large and _differs(draft, problem),
                   is_too_large)


def _differs(draft: Draft, problem: matcher.MatchingInput) -> bool:
    before = (draft.result or {}).get("certificate", {}).get("fingerprint")
    return problem.instance().fingerprint != before


def _of_pair(pair: DraftPair, reasons: tuple[str, ...], placed: set[str], own: Collection[str],
             ) -> Iterator[PoolChange]:
    if not reasons:
        return
    if pair.mentee_id in own or pair.mentor_id in own:
        yield PoolChange(_("A pair of your own"), _("Something has changed. Another coordinator can see what."),
                         _("This pair can no longer be proposed."))
        return
    who = f"{pair.mentee.person.name} – {pair.mentor.person.name}"
    matters = _("This pair can no longer be proposed.")
    named = [_absence(side) for side in (pair.mentee, pair.mentor)]
    causes = [cause for cause in named if cause]
    if matcher.NOT_IN_POOL in reasons and not causes:
        yield PoolChange(who, _taken(pair, placed), matters)
    for cause in causes:
        yield PoolChange(who, cause, matters)
    if matcher.NO_PLACE in reasons:
        yield PoolChange(who, _("%(name)s can no longer take on as many people as this draft gives "
                                "them.", name=pair.mentor.person.name),
                     matters)
    for reason in reasons:
        if reason not in (matcher.NOT_IN_POOL, matcher.NO_PLACE):
            yield PoolChange(who, _now_breaks(reason, pair), matters)


def _absence(side: Enrolment) -> str:
    name = side.person.name
    sentences = {
        LEFT: _("%(name)s has left the company.", name=name),
        LEAVE: _("%(name)s is on leave.", name=name),
        WITHDRAWN: _("%(name)s has left the programme.", name=name),
        PAUSED: _("%(name)s has paused.", name=name),
        DRAFT: _("%(name)s hasn't finished signing up.", name=name),
    }
    return sentences.get(side.person.status) or sentences.get(side.state, "")


def _taken(pair: DraftPair, placed: set[str]) -> str:
    if pair.mentee_id in placed:
        return _("%(name)s has been paired since then.", name=pair.mentee.person.name)
    return _("%(name)s has no capacity left, or hasn't accepted the charter.", name=pair.mentor.person.name)


def _now_breaks(reason: str, pair: DraftPair) -> str:
    if reason == "own_manager":
        return _("%(mentor)s has become %(mentee)s’s manager.", mentor=pair.mentor.person.name,
                 mentee=pair.mentee.person.name)
    return _("They can no longer be paired: %(rule)s.", rule=labels.rule(reason))


def _newcomers(draft: Draft) -> Iterator[PoolChange]:
    """People who became ready since, and whom the draft does not have; it gives them nothing and takes nothing."""
    if draft.computed_at is None:
        return
    say = programmes.words(draft.programme)
    known = union(*(select(column).where(table.draft_id == draft.id) for table, column in (
        (DraftPair, DraftPair.mentee_id), (DraftPair, DraftPair.mentor_id), (DraftLeftOut, DraftLeftOut.mentee_id))))
    counted = dict(db.session.execute(
        select(Enrolment.role, func.count()).join(Enrolment.person)
        .where(Enrolment.programme_id == draft.round.programme_id, Enrolment.state == READY, Person.status == ACTIVE,
               Enrolment.ready_at > draft.computed_at, Enrolment.id.not_in(known)).group_by(Enrolment.role)).all())
    for role, count in sorted(counted.items()):
        many = say.mentors if role == MENTOR else say.mentees
        role_word = say.mentor if role == MENTOR else say.mentee
        yield PoolChange(
            ngettext("One more %(one)s", "%(num)d more %(many)s", count, one=role_word, many=many),
            _("Became ready after this draft was calculated."),
            _("This draft leaves them out. A new one will include them."))


def _scores(problem: matcher.MatchingInput, held: list[DraftPair]) -> Iterator[PoolChange]:
    """That scores of pairs which still hold are others now, in one line.

    A line for each would be missing for a pair that is no longer suited, and so give it away.
    """
    moved = max((abs(problem.score(pair.mentee_id, pair.mentor_id) - pair.score) for pair in held), default=0)
    if moved:
        yield PoolChange(
            _("Pairs of this draft"), _("A profile, the roster or the list of people taking part has changed."),
            _("Scores have changed by up to %(share)s%%. A new draft may match people differently.",
              share=labels.points(moved)))
