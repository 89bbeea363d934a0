"""Forms of agreements: the part for both, and the part that is the mentee's alone."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from mentormatch.agreements.labels import CONFIDENTIALITY, every
from mentormatch.agreements.models import Agreement
from mentormatch.agreements.services import MenteeTerms, Terms, mentee_terms_of, terms_of
from mentormatch.base.forms import Form, LineField, TextField
from mentormatch.enrolments.forms import SeveralField
from mentormatch.pairs.models import Pair
from mentormatch.programmes import advocacy
from mentormatch.programmes.formats import MEETING_FORMATS
from mentormatch.programmes.forms import RequiredChoiceField, listed

CADENCES = (1, 2, 3, 4, 6, 8, 12)
WORDS = 1_000


class MenteeTermsForm(Form):
    """What only the mentee decides."""

    wants = TextField(_l("What would you like to get out of it?"), most=WORDS)
    welcome = SeveralField()
    ask_first = SeveralField()

    @classmethod
    def for_(cls, pair: Pair) -> Self:
        """The form with the mentee's terms as they stand."""
        mentee_terms = mentee_terms_of(pair)
        form = cls(**vars(mentee_terms))
        form._set_kinds(pair, mentee_terms)
        return form

    def _set_kinds(self, pair: Pair, mentee_terms: MenteeTerms) -> None:
        """Offer the programme's kinds of action, including those named before."""
        name = pair.mentor.person.first_name
        self.welcome.label.text = _("What are you happy for %(name)s to do any time?", name=name)
        self.ask_first.label.text = _("What should %(name)s ask you about first?", name=name)
        named = {*mentee_terms.welcome, *mentee_terms.ask_first}
        kinds = [kind for kind in pair.programme.action_kinds if kind.retired_at is None or kind.slug in named]
        self.welcome.choices = self.ask_first.choices = listed(
            (kind.slug, advocacy.wish(kind, for_her=True)) for kind in kinds)

    def mentee_terms(self) -> MenteeTerms:
        """What was entered."""
        return MenteeTerms(self.wants.data or "", tuple(self.welcome.data or ()), tuple(self.ask_first.data or ()))


class TermsForm(Form):
    """What is for both to agree on. `seen_version` is the newest version known when the page was opened."""

    seen_version = IntegerField(widget=HiddenInput())
    cadence_weeks = RequiredChoiceField(_l("How often will you meet?"), _l("Choose how often you'll meet."), coerce=int)
    formats = SeveralField(_l("How will you meet?"), _l("Choose at least one way of meeting."))
    place = LineField(_l("Where?"), [Optional()])
    confidentiality = RequiredChoiceField(_l("What stays confidential?"), _l("Choose what stays confidential."))
    confidentiality_words = TextField(_l("Anything to add?"), [Optional()], most=WORDS)

    @classmethod
    def for_(cls, pair: Pair, latest: Agreement | None = None) -> Self:
        """The form with the latest version, else with the pair's rhythm and what both have on their profiles."""
        form = cls(**_starting_terms(pair, latest))
        form._set_terms_choices(pair)
        return form

    def _set_terms_choices(self, pair: Pair) -> None:
        """Offer rhythms (the programme's own among them), ways of meeting and what can stay between them."""
        weeks = sorted({*CADENCES, pair.programme.cadence_weeks, pair.cadence_weeks or pair.programme.cadence_weeks})
        self.cadence_weeks.choices = listed((each, every(each)) for each in weeks)
        self.formats.choices = listed((choice.slug, choice.name) for choice in MEETING_FORMATS)
        self.confidentiality.choices = listed((choice.slug, choice.name) for choice in CONFIDENTIALITY)

    def terms(self) -> Terms:
        """What was entered."""
        return Terms(self.cadence_weeks.data, tuple(self.formats.data or ()), self.place.data or "",
                     self.confidentiality.data, self.confidentiality_words.data or "")


class FullTermsForm(TermsForm, MenteeTermsForm):
    """A version that the mentee proposes: both parts."""

    @classmethod
    def for_(cls, pair: Pair, latest: Agreement | None = None) -> Self:
        """The form with both parts as they stand."""
        mentee_terms = mentee_terms_of(pair)
        form = cls(**_starting_terms(pair, latest), **vars(mentee_terms))
        form._set_terms_choices(pair)
        form._set_kinds(pair, mentee_terms)
        return form


class AcceptForm(Form):
    """One button: the mentor accepts a version."""


def _starting_terms(pair: Pair, latest: Agreement | None) -> dict[str, Any]:
    start: dict[str, Any] = {"seen_version": latest.version if latest else 0, "confidentiality": "everything",
                             "cadence_weeks": pair.cadence_weeks or pair.programme.cadence_weeks,
                             "formats": shared_formats(pair)}
    if latest is not None:
        start |= vars(terms_of(latest))
    return start


def shared_formats(pair: Pair) -> list[str]:
    """Ways of meeting that both have named on their profiles; what else either has named is not revealed."""
    return [choice.slug for choice in MEETING_FORMATS
            if choice.slug in pair.mentor.formats and choice.slug in pair.mentee.formats]
