"""The words of an agreement: what can stay between two people, how often, how, and what the mentee welcomes."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from mentormatch.agreements.models import Agreement
from mentormatch.programmes import advocacy, formats


@dataclass(frozen=True)
class Confidentiality:
    """One way of keeping conversations confidential; `slug` is what is stored."""

    slug: str
    name: LazyString
    note: LazyString


CONFIDENTIALITY: tuple[Confidentiality, ...] = (
    Confidentiality("everything", _l("Everything we say"),
                    _l("Unless the person who said it says otherwise. This is what applies if you haven't agreed "
                       "anything.")),
    Confidentiality("all-but", _l("Everything except what we list"),
                    _l("List below what can be passed on, and who to.")),
    Confidentiality("nothing-personal", _l("Anything personal"),
                    _l("Facts about work can be passed on. Anything about a person stays between you.")),
)


@dataclass(frozen=True)
class AgreementText:
    """A version in words. The lists are names; what the mentee welcomes is worded as in their own list."""

    rhythm: str
    formats: list[str]
    place: str
    confidentiality: str
    confidentiality_words: str
    wants: str
    welcome: list[str]
    ask_first: list[str]


def in_words(agreement: Agreement, *, for_her: bool) -> AgreementText:
    """A version as a page shows it to the mentee or to the mentor."""
    kinds = {kind.slug: advocacy.wish(kind, for_her=for_her) for kind in agreement.programme.action_kinds}

    def names(slugs: Iterable[str]) -> list[str]:
        return [kinds.get(slug, slug) for slug in slugs]

    return AgreementText(
        rhythm=every(agreement.cadence_weeks),
        formats=formats.names_of(agreement.formats), place=agreement.place,
        confidentiality=next(str(kind.name) for kind in CONFIDENTIALITY if kind.slug == agreement.confidentiality),
        confidentiality_words=agreement.confidentiality_words, wants=agreement.wants,
        welcome=names(agreement.welcome), ask_first=names(agreement.ask_first))


def every(weeks: int) -> str:
    """A rhythm in words."""
    return _("Every week") if weeks == 1 else ngettext("Every week", "Every %(num)d weeks", weeks)
