"""Publishing a draft: its pairs become proposals, whole or not at all, and never one that a rule forbids now."""

from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.errors import DomainError
from mentormatch.pairs import services as pairs
from mentormatch.people.models import Person
from mentormatch.rounds import matcher, pool, queries, services
from mentormatch.rounds.models import PUBLISHED, READY, Draft, DraftPair, Round
from mentormatch.rounds.settings import DraftSettings

MOST_NAMED = 5


class NothingToPublish(DomainError):
    """The draft pairs nobody."""


class DraftOutdated(DomainError):
    """Some pairs of the draft are no longer possible. What may be said of which is in the message, and only there."""


def publish(draft: Draft, *, by: Person, now: datetime, zone: str) -> Round:
    """Publish a draft: each pair becomes a proposal, both sides get a mail, the round is closed. All or nothing.

    Every hard rule is checked again on the data as it is now. Raises what `check_publishable` raises, and
    DraftOutdated.
    """
    check_publishable(draft)
    proposed = queries.all_pairs(draft)
    if not proposed:
        raise NothingToPublish(_("This draft pairs nobody, so there is nothing to publish. Change the rules or wait "
                                 "for more people, and compute again; or discard the round."))
    _check_current(draft, proposed, now=now, zone=zone)
    of = draft.round
    pairs.propose_all([pairs.Proposal(pair.mentor, pair.mentee, pair.score, pair.parts) for pair in proposed],
                      round_number=of.number, by=by, now=now)
    of.state, of.closed_at, draft.published_at = PUBLISHED, now, now
    audit.record("round.published", by=by, on=of, now=now, number=of.number, draft=draft.id, pairs=len(proposed))
    return of


def check_publishable(draft: Draft) -> None:
    """Refuse what can be refused before the pairs are looked at.

    Raises RoundAlreadyPublished, ProgrammeIsNotOpen, DraftNotReady.
    """
    services.check_open(draft.round)
    services.check_programme(draft.programme)
    if draft.state != READY:
        raise services.DraftNotReady(_("This draft has no result that could be published. Wait until it is computed, "
                                       "or compute another one."))


def _check_current(draft: Draft, proposed: list[DraftPair], *, now: datetime, zone: str) -> None:
    """Check every pair against the pool as it is now. Raises DraftOutdated.

    It names pairs that anybody can see are gone: somebody paused, left, was paired or has a new manager. Of a pair
    that is no longer suited it says nothing, neither who nor how many: that may be somebody's private boundary.
    """
    settings = DraftSettings.from_json(draft.settings)
    asked = matcher.question(pool.of(draft.programme), settings, now.date(), zone)
    gone = matcher.broken(asked, [(pair.mentee_id, pair.mentor_id) for pair in proposed])
    if not gone:
        return
    open_ones = sorted(f"{pair.mentee.person.name} – {pair.mentor.person.name}" for pair in proposed
                       if matcher.may_be_named(gone.get((pair.mentee_id, pair.mentor_id), ())))
    if not open_ones:
        raise DraftOutdated(_("Things have changed since this draft was computed, and it can no longer be published "
                              "as it is. Compute a new draft."))
    listed = "; ".join(open_ones[:MOST_NAMED]) + ("; …" if len(open_ones) > MOST_NAMED else "")
    raise DraftOutdated(_("Things have changed since this draft was computed. These cannot become a pair any more: "
                          "%(names)s. Compute a new draft.", names=listed))
