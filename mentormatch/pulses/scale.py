"""The pulse: our own short scale, two items each on trust, usefulness, candour and the mentee's voice. docs/pulse.md
says how it was built and how it is read. Data only; a slug never changes its meaning, since answers are stored by it.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class PulseItem:
    """One sentence to agree with, as the mentee reads it and as the mentor does; `%(name)s` is the partner."""

    slug: str
    area: str
    for_mentee: LazyString
    for_mentor: LazyString


AREAS: dict[str, LazyString] = {
    "trust": _l("Trust"), "use": _l("Usefulness"), "candour": _l("Candour"), "voice": _l("Voice"),
}

ITEMS: tuple[PulseItem, ...] = (
    PulseItem("stays-here", "trust",
         _l("What I tell %(name)s stays between us."),
         _l("I can speak openly, because it stays between us.")),
    PulseItem("on-my-side", "trust",
         _l("%(name)s wants me to do well."),
         _l("%(name)s lets me know what is really going on.")),
    PulseItem("closer", "use",
         _l("Our time together brings me closer to what I want."),
         _l("I can see what %(name)s gets out of our time.")),
    PulseItem("worth-it", "use",
         _l("I'd rather have our meetings than the time back."),
         _l("I'd rather have our meetings than the time back.")),
    PulseItem("plain-words", "candour",
         _l("%(name)s tells me plainly what others leave out."),
         _l("I tell %(name)s plainly what others may leave out.")),
    PulseItem("can-differ", "candour",
         _l("I can say so when I see something differently."),
         _l("%(name)s tells me when I've got something wrong.")),
    PulseItem("my-agenda", "voice",
         _l("We talk about what I want to talk about."),
         _l("%(name)s decides what we talk about.")),
    PulseItem("it-counts", "voice",
         _l("What I say changes what %(name)s does."),
         _l("What I hear from %(name)s changes what I do.")),
)


def sentence(item: PulseItem, *, for_her: bool, name: str) -> str:
    """An item as one side reads it, with the partner's name."""
    return str(item.for_mentee if for_her else item.for_mentor) % {"name": name}
