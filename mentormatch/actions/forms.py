"""Forms of actions: three fields and a tap to report one; a choice to answer it."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, HiddenField, IntegerField, SelectChoice

from mentormatch.actions.labels import ANSWERS
from mentormatch.actions.models import Action, MenteeComment
from mentormatch.actions.services import Deed
from mentormatch.base.forms import DayField, Filled, Form, FormOfOneThing, LineField, OneOfField, TextField
from mentormatch.pairs.models import Pair

WORDS = 2_000
ASKED, BACK = "yes", "back"


class DeedForm(FormOfOneThing):
    """A report of an action. `consent` is the second step for a kind that the mentee wants to be asked about first."""

    kind = OneOfField(validators=[Filled(_l("Choose what happened."))])
    happened_on = DayField(_l("When?"), [Filled(_l("Enter the date."))])
    what = TextField(most=WORDS)
    follow_up = TextField(_l("What happens next?"), most=WORDS)
    consent = HiddenField()
    version = IntegerField()

    @classmethod
    def for_(cls, pair: Pair, *, for_her: bool, today: date, action: Action | None = None) -> Self:
        """The form in its reader's words, for a new action or for one to be changed, whose kind stays on offer."""
        if action is None:
            form, kinds = cls(happened_on=today), pair.programme.offered_action_kinds
        else:
            form = cls(kind=action.kind.slug, happened_on=action.happened_on, what=action.what,
                       follow_up=action.follow_up, version=action.version)
            kinds = list(dict.fromkeys((*pair.programme.offered_action_kinds, action.kind)))
        form.kind.choices = [SelectChoice(kind.slug, kind.for_her if for_her else kind.name) for kind in kinds]
        form.kind.label.text = _("What happened?") if for_her else _("What did you do?")
        form.what.label.text = _("What did you see or hear?") if for_her else _("Tell us more")
        return form

    @property
    def goes_back(self) -> bool:
        """Whether a sponsor who was asked "did you ask them first?" wants to see the form again."""
        return self.consent.data == BACK

    @property
    def has_asked(self) -> bool:
        """Whether the sponsor says that they asked the mentee first."""
        return self.consent.data == ASKED

    def deed(self) -> Deed:
        """What was entered."""
        assert self.happened_on.data is not None, "the form was not checked"
        return Deed(self.kind.data or "", self.happened_on.data, self.what.data or "", self.follow_up.data or "")


class ActionAnswerForm(Form):
    """The mentee's answer to a reported action."""

    answer = OneOfField(_l("Did it happen for you?"), [Filled(_l("Choose an answer."))])
    text = TextField(_l("In your own words"), most=WORDS)
    may_tell = BooleanField(_l("The programme's coordinators can see this"))
    version = IntegerField()

    @classmethod
    def for_(cls, action: Action, comment: MenteeComment | None) -> Self:
        """The form with what was answered before, and nothing chosen until there is an answer."""
        form = cls(answer=action.state if action.state in ANSWERS else None, text=comment.text if comment else "",
                   may_tell=comment is not None and comment.may_tell)
        form.answer.choices = [SelectChoice(slug, str(words)) for slug, words in ANSWERS.items()]
        return form


class ConfirmActionForm(Form):
    """One tap: it happened; `version` is the one that the page showed."""

    version = IntegerField()


class OutcomeForm(Form):
    """What came of it."""

    kind = OneOfField(_l("What happened as a result?"), [Filled(_l("Choose what happened as a result."))])
    text = TextField(_l("In a sentence"), most=WORDS)

    @classmethod
    def for_(cls, outcomes: Mapping[str, LazyString]) -> Self:
        """The form with what can come of an action: slug -> words."""
        form = cls()
        form.kind.choices = [SelectChoice(slug, str(words)) for slug, words in outcomes.items()]
        return form


class KindForm(Form):
    """A kind of action, in both readings."""

    name = LineField(_l("Wording for the person who did it"),
                     [Filled(_l("Enter the wording for the person who did it."))], most=120)
    for_her = LineField(_l("Wording for the person it was for"),
                        [Filled(_l("Enter the wording for the person it was for."))], most=120)
    description = LineField(_l("What it means"), most=300)

