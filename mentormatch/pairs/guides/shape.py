"""What a guide is made of, and the words that all kinds of guide share."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class RoleGuide:
    """How one side gets started: before the first meeting, in it (the mentee's agenda first), and from then on."""

    opening: LazyString
    prepare: tuple[LazyString, ...]
    agenda: tuple[LazyString, ...]
    questions: tuple[LazyString, ...]
    keep_in_mind: LazyString


@dataclass(frozen=True)
class Guide:
    """How one kind of pair gets started, and what the two agree on."""

    mentee: RoleGuide
    mentor: RoleGuide
    to_agree: tuple[LazyString, ...]


@dataclass(frozen=True)
class RoleStage:
    """One stage for one side: what it is about, the agenda of one meeting (the mentee's first), and questions."""

    lead: LazyString
    agenda: tuple[LazyString, ...]
    questions: tuple[LazyString, ...]
    keep_in_mind: LazyString


@dataclass(frozen=True)
class StageGuide:
    """One stage of one kind of pair."""

    title: LazyString
    mentee: RoleStage
    mentor: RoleStage


SECOND_MONTH, HALFWAY, CLOSING = _l("Month two onwards"), _l("Halfway"), _l("Wrapping up")

TO_AGREE = (
    _l("How often you'll meet, for how long, and who sends the invitation."),
    _l("Where: somewhere you both feel comfortable. Either of you can change it later."),
    _l("What stays between you. Unless you say otherwise, everything does."),
    _l("How you'll tell each other if something isn't working. Ending early is fine and needs no reason."),
)
HOW_YOU_MEET = _l("The agreement: how you'll meet, and what stays between you.")
STAY_IN_TOUCH = _l("Whether you'll stay in touch, and how. It's fine for either of you to say no.")
