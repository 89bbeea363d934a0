"""Kinds of sponsor action that a new programme starts with; a coordinator adds, renames, orders and retires them.

Data only. Each kind has two readings: `name` for the one who did it, and `for_her` for the one it was for.
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
    description: LazyString


ACTION_KINDS: tuple[KindDefault, ...] = (
    KindDefault(
        "put-forward", _l("Put her forward for a role or an assignment"),
        _l("Put you forward for a role or an assignment"),
        _l("Her name, said where it was decided: a project, a panel, a stage, a succession list.")),
    KindDefault(
        "told-manager", _l("Spoke to her manager about her work"), _l("Spoke to your manager about your work"),
        _l("What she did well and what it was worth, told to the person who rates her.")),
    KindDefault(
        "promotion-pay", _l("Spoke for her promotion or pay"), _l("Spoke for your promotion or pay"),
        _l("In the round where it is settled, or with the people who prepare it.")),
    KindDefault(
        "introduced", _l("Introduced her to somebody who matters"), _l("Introduced you to somebody who matters"),
        _l("Brought her into a conversation, a lunch or a circle that was closed to her.")),
    KindDefault(
        "credited", _l("Credited her, or passed her work on"), _l("Credited you, or passed your work on"),
        _l("Said whose idea it was, or showed her work to people who had not seen it.")),
    KindDefault(
        "gave-platform", _l("Gave up a platform for her"), _l("Gave up a platform for you"),
        _l("A talk, a seat or a meeting that was passed on, and that she took with her own voice.")),
    KindDefault(
        "stood-by", _l("Stood by her in the room"), _l("Stood by you in the room"),
        _l("Stopped an interruption, put a wrong picture right, or handed a point back to her.")),
    KindDefault(
        "candid-feedback", _l("Gave her candid feedback"), _l("Gave you candid feedback"),
        _l("Something about her work that nobody else told her and that she can use.")),
)


def shipped() -> list[ActionKind]:
    """The shipped kinds as fresh rows, in their order and in the reader's language."""
    return [
        ActionKind(slug=one.slug, name=str(one.name), for_her=str(one.for_her), description=str(one.description),
                   position=place)
        for place, one in enumerate(ACTION_KINDS)]
