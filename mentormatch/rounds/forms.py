"""Forms of rounds."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from mentormatch.base.forms import Form
from mentormatch.rounds.settings import OBJECTIVES


class DraftForm(Form):
    """What a draft should aim at."""

    objective = RadioField(
        _l("What should this draft aim at?"), default="fair",
        choices=[SelectChoice(objective.slug, objective.title) for objective in OBJECTIVES],
        validators=[InputRequired(_l("Choose what the draft should aim at."))])

    @staticmethod
    def notes() -> dict[str, str]:
        """What each choice means, for beside it."""
        return {objective.slug: str(objective.text) for objective in OBJECTIVES}


class EmptyForm(Form):
    """A form with a button only: its token and its once-key."""
