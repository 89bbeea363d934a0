"""What each kind of programme starts from: words on the screen, time asked, criteria and matching rules.

Data only. A coordinator changes any of it for a programme, except that boundaries always apply.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class RoleDefaults:
    """One side of a pair: its words in running text, and what taking part asks of that person."""

    singular: LazyString
    plural: LazyString
    invitation: LazyString
    asks: tuple[LazyString, ...]
    minutes_per_month: int


@dataclass(frozen=True)
class RuleDefaults:
    """The matching rules a round starts with; seniority_gap is grades of mentor above mentee, both ends included."""

    own_manager: bool = True
    reporting_line: bool = True
    seniority_gap: tuple[int, int] | None = None
    language: bool = True
    exclusion: bool = True

    @property
    def boundary(self) -> bool:
        """Always on: no setting of someone else's can overrule what a person refused for themselves."""
        return True


@dataclass(frozen=True)
class KindDefaults:
    """Everything the form for a new programme of this kind is filled with.

    `ideal_gap` is how many grades above the mentee the mentor would ideally be. Meeting formats are never a "must" by
    default: what people are comfortable with decides how a pair meets, and shouldn't cost anyone a sponsor.
    `has_sponsor_actions`: whether a new programme offers the shipped kinds of action to report.
    """

    slug: str
    name: LazyString
    summary: LazyString
    mentor: RoleDefaults
    mentee: RoleDefaults
    duration_months: int
    cadence_weeks: int
    default_places: int
    ideal_gap: int
    allows_both_roles: bool
    needs_charter: bool
    has_sponsor_actions: bool
    rules: RuleDefaults


MENTORSHIP = KindDefaults(
    slug="mentorship",
    name=_l("Mentorship"),
    summary=_l(
        "Someone with experience listens, asks questions and shares what they've learned, on the goals the mentee "
        "brings."
    ),
    mentor=RoleDefaults(
        singular=_l("mentor"),
        plural=_l("mentors"),
        invitation=_l("Pass on what took you years to learn."),
        asks=(
            _l("About an hour every three weeks, and a few minutes here and there in between."),
            _l("Ask before you advise. The goals and the agenda aren't yours."),
            _l("Keep what you hear to yourself unless you're told you can share it."),
            _l("Say early if your diary fills up, so a gap never looks like a lack of interest."),
        ),
        minutes_per_month=90,
    ),
    mentee=RoleDefaults(
        singular=_l("mentee"),
        plural=_l("mentees"),
        invitation=_l("Work on what you want next with someone who's been there."),
        asks=(
            _l("About an hour every three weeks, and a little thinking before each meeting."),
            _l("Say what you want to achieve, and bring the question that matters most this time."),
            _l("Try something between meetings, and be honest about how it went."),
            _l("Log each meeting afterwards. It takes 30 seconds."),
        ),
        minutes_per_month=120,
    ),
    duration_months=9,
    cadence_weeks=3,
    default_places=1,
    ideal_gap=2,
    allows_both_roles=True,
    needs_charter=True,
    has_sponsor_actions=False,
    rules=RuleDefaults(seniority_gap=(1, 5)),
)

SPONSORSHIP = KindDefaults(
    slug="sponsorship",
    name=_l("Sponsorship"),
    summary=_l(
        "Someone with influence uses it on a colleague's behalf: putting them forward, speaking to the people who "
        "decide, opening doors. It only counts once the colleague confirms it."
    ),
    mentor=RoleDefaults(
        singular=_l("sponsor"),
        plural=_l("sponsors"),
        invitation=_l("Put your influence behind someone whose work deserves it."),
        asks=(
            _l("A meeting about once a month, and about an hour of acting on their behalf in between."),
            _l("Get to know their work well enough to vouch for it without notes."),
            _l("Put their name forward when they're not in the room, and tell them afterwards what came of it."),
            _l(
                "Do nothing in their name that they haven't agreed to. What you do counts once they confirm it."
            ),
        ),
        minutes_per_month=120,
    ),
    mentee=RoleDefaults(
        singular=_l("protégé"),
        plural=_l("protégés"),
        invitation=_l("Have someone in your corner when your next step is decided."),
        asks=(
            _l("A meeting about once a month, on an agenda you set."),
            _l("Say where you want to go, in which part of the company, and what would get you closer."),
            _l("Show your sponsor the work you're proud of, so they can talk about it."),
            _l("Confirm what really happened. If something didn't, just say. No one will hold it against you."),
        ),
        minutes_per_month=90,
    ),
    duration_months=12,
    cadence_weeks=4,
    default_places=2,
    ideal_gap=3,
    allows_both_roles=False,
    needs_charter=True,
    has_sponsor_actions=True,
    rules=RuleDefaults(seniority_gap=(2, 7)),
)

BUDDY = KindDefaults(
    slug="buddy",
    name=_l("Buddy programme"),
    summary=_l(
        "Two colleagues from different levels or corners of the company talk regularly and openly, and what each of "
        "them hears changes what they do."
    ),
    mentor=RoleDefaults(
        singular=_l("buddy"),
        plural=_l("buddies"),
        invitation=_l("Hear what work feels like from a different chair, and do something about it."),
        asks=(
            _l("Half an hour every two weeks, in a way of meeting you both like."),
            _l("Listen more than you explain, especially when the story is uncomfortable."),
            _l("Pick one thing to do differently each time, and report back on it."),
            _l("Ask how you're doing as a buddy, and treat the answer as a gift."),
        ),
        minutes_per_month=75,
    ),
    mentee=RoleDefaults(
        singular=_l("colleague"),
        plural=_l("colleagues"),
        invitation=_l("Say how things really are to someone who can help change them."),
        asks=(
            _l("Half an hour every two weeks, in a way of meeting you both like."),
            _l("Talk about what's on your mind at work. How much you share is up to you, every time."),
            _l("Say what helped and what didn't. You don't owe anyone a lesson, and you can stop at any time."),
        ),
        minutes_per_month=75,
    ),
    duration_months=6,
    cadence_weeks=2,
    default_places=1,
    ideal_gap=2,
    allows_both_roles=False,
    needs_charter=True,
    has_sponsor_actions=False,
    rules=RuleDefaults(),
)

KINDS: dict[str, KindDefaults] = {kind.slug: kind for kind in (MENTORSHIP, SPONSORSHIP, BUDDY)}
