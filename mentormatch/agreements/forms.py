"""Forms of agreements: the part for both, and the part that is hers."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from mentormatch.agreements.labels import CONFIDENTIALITY, every
from mentormatch.agreements.models import Agreement
from mentormatch.agreements.services import Hers, Terms, hers_of, terms_of
from mentormatch.base.forms import Form, LineField, TextField
from mentormatch.enrolments.forms import SeveralField
from mentormatch.pairs.models import Pair
from mentormatch.programmes import advocacy
from mentormatch.programmes.formats import MEETING_FORMATS
from mentormatch.programmes.forms import RequiredChoiceField, listed

CADENCES = (1, 2, 3, 4, 6, 8, 12)
WORDS = 1_000


class HersForm(Form):
    """What is hers alone to say."""

    wants = TextField(_l("What would you like to get out of it?"), most=WORDS)
    welcome = SeveralField(_l("What may be done for you whenever it fits?"))
    ask_first = SeveralField(_l("What would you like to be asked about first?"))

    def offer_kinds(self, pair: Pair, said: Hers) -> Self:
        """Offer the programme's kinds of action, those she named before included."""
        named = {*said.welcome, *said.ask_first}
        kinds = [one for one in pair.programme.action_kinds if one.retired_at is None or one.slug in named]
        self.welcome.choices = self.ask_first.choices = listed(
            (kind.slug, advocacy.wish(kind, for_her=True)) for kind in kinds)
        return self

    def hers(self) -> Hers:
        """What was entered."""
        return Hers(self.wants.data or "", tuple(self.welcome.data or ()), tuple(self.ask_first.data or ()))


class TermsForm(Form):
    """What is for both to agree on. `seen` is the newest version known when the page was opened."""

    seen = IntegerField(widget=HiddenInput())
    cadence_weeks = RequiredChoiceField(_l("How often will you meet?"), _l("Choose how often you'll meet."), coerce=int)
    formats = SeveralField(_l("How will you meet?"), _l("Choose at least one way of meeting."))
    place = LineField(_l("Where?"), [Optional()])
    confidentiality = RequiredChoiceField(_l("What stays confidential?"), _l("Choose what stays confidential."))
    confidentiality_words = TextField(_l("Anything to add?"), [Optional()], most=WORDS)

    def offer(self, pair: Pair) -> Self:
        """Offer rhythms (the programme's own among them), ways of meeting and what can stay between them."""
        weeks = sorted({*CADENCES, pair.programme.cadence_weeks, pair.cadence_weeks or pair.programme.cadence_weeks})
        self.cadence_weeks.choices = listed((each, every(each)) for each in weeks)
        self.formats.choices = listed((one.slug, one.name) for one in MEETING_FORMATS)
        self.confidentiality.choices = listed((one.slug, one.name) for one in CONFIDENTIALITY)
        return self

    def terms(self) -> Terms:
        """What was entered."""
        return Terms(self.cadence_weeks.data, tuple(self.formats.data or ()), self.place.data or "",
                     self.confidentiality.data, self.confidentiality_words.data or "")


class HerTermsForm(TermsForm, HersForm):
    """A version that she proposes: both parts."""


class AnswerForm(Form):
    """One button: his yes to a version, or a version taken back."""


def proposal(pair: Pair, latest: Agreement | None, is_her: bool) -> TermsForm:
    """The form to propose a version, filled in with the latest one, else with what both have on their profiles."""
    start: dict[str, Any] = {"seen": latest.version if latest else 0, "confidentiality": "everything",
                             "cadence_weeks": pair.cadence_weeks or pair.programme.cadence_weeks,
                             "formats": shared_formats(pair)}
    if latest is not None:
        start |= vars(terms_of(latest))
    said = hers_of(pair)
    form = HerTermsForm(**(start | vars(said))) if is_her else TermsForm(**start)
    if isinstance(form, HerTermsForm):
        form.offer_kinds(pair, said)
    return form.offer(pair)


def shared_formats(pair: Pair) -> list[str]:
    """Ways of meeting that both have named on their profiles; who named what else is not said."""
    return [one.slug for one in MEETING_FORMATS
            if one.slug in pair.mentor.formats and one.slug in pair.mentee.formats]



def answer(agreement: Agreement, is_her: bool) -> Form:
    """The form to accept a version: for her with her own part, for him one button."""
    return her_part(agreement.pair) if is_her else AnswerForm()


def her_part(pair: Pair) -> HersForm:
    """The form for her own part, filled in with what she last said."""
    said = hers_of(pair)
    return HersForm(**vars(said)).offer_kinds(pair, said)
