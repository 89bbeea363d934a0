"""Kinds of sponsor action that a new sponsorship starts with; a coordinator adds, renames, orders and retires them.

Data only. Each kind has three readings: `name` for the sponsor who did it and `for_her` for the mentee it was for,
both in the past tense, and `wish` for the mentee who asks for it.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentormatch.programmes.models import ActionKind


@dataclass(frozen=True)
class KindDefault:
    """One kind of action as shipped; slugs stay as they are, since agreements name kinds by them."""

    slug: str
    name: LazyString
    for_her: LazyString
    wish: LazyString
    description: LazyString


ACTION_KINDS: tuple[KindDefault, ...] = (
    KindDefault(
        "put-forward", _l("Put them forward for a role or an assignment"),
        _l("Put you forward for a role or an assignment"), _l("Put me forward for a role or an assignment"),
        _l("Named them where it was decided: a project, a panel, a stage or a succession list.")),
    KindDefault(
        "told-manager", _l("Spoke to their manager about their work"), _l("Spoke to your manager about your work"),
        _l("Speak to my manager about my work"),
        _l("Told the person who rates them what they did well and what it was worth.")),
    KindDefault(
        "promotion-pay", _l("Argued for their promotion or pay rise"), _l("Argued for your promotion or pay rise"),
        _l("Argue for my promotion or pay rise"),
        _l("In the review where it's settled, or with the people who prepare it.")),
    KindDefault(
        "introduced", _l("Introduced them to someone influential"), _l("Introduced you to someone influential"),
        _l("Introduce me to someone influential"),
        _l("Brought them into a conversation, a lunch or a circle that was closed to them.")),
    KindDefault(
        "credited", _l("Credited them or passed on their work"), _l("Credited you or passed on your work"),
        _l("Credit me and pass on my work"),
        _l("Said whose idea it was, or showed their work to people who hadn't seen it.")),
    KindDefault(
        "gave-platform", _l("Gave them a platform"), _l("Gave you a platform"), _l("Give me a platform"),
        _l("Passed on a talk, a seat or a meeting, so that they could speak for themselves.")),
    KindDefault(
        "stood-by", _l("Stood up for them in the room"), _l("Stood up for you in the room"),
        _l("Stand up for me in the room"),
        _l("Stopped an interruption, set the record straight or handed a point back to them.")),
    KindDefault(
        "candid-feedback", _l("Gave them candid feedback"), _l("Gave you candid feedback"),
        _l("Give me candid feedback"),
        _l("Told them something about their work that they can use and that no one else had said.")),
)
_BY_SLUG = {kind.slug: kind for kind in ACTION_KINDS}


def shipped() -> list[ActionKind]:
    """The shipped kinds as fresh rows, in their order and in the reader's language."""
    return [
        ActionKind(slug=kind.slug, name=str(kind.name), for_her=str(kind.for_her), description=str(kind.description),
                   position=place)
        for place, kind in enumerate(ACTION_KINDS)]


def wish(kind: ActionKind, *, for_her: bool) -> str:
    """A kind as something asked for: "Put me forward …". One the programme worded itself is read as it stands."""
    default = _BY_SLUG.get(kind.slug)
    if default is not None and kind.for_her == str(default.for_her):
        return str(default.wish)
    return (kind.for_her or kind.name) if for_her else kind.name
