"""The texts of publishing, to mentees, to mentors, to those left out: ours, a coordinator's, an earlier round's."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mentormatch.base import mail_texts
from mentormatch.base.db import db
from mentormatch.base.mail_texts import Placeholders, Text, WrongText
from mentormatch.enrolments.models import MENTEE, MENTOR
from mentormatch.pairs import letters as pair_letters
from mentormatch.programmes.models import Programme
from mentormatch.rounds.models import PUBLISHED, Round
from mentormatch.rounds.publishing import letters
from mentormatch.rounds.publishing.plans import LEFT_OUT, PublishingPlan

PLACEHOLDERS: dict[str, Placeholders] = {
    MENTEE: pair_letters.PLACEHOLDERS, MENTOR: pair_letters.PLACEHOLDERS, LEFT_OUT: letters.LEFT_OUT_PLACEHOLDERS}
MEANINGS = {
    "first name": _l("the first name of the person reading the email"),
    "partner": _l("their partner's name"),
    "partner and job": _l("the same, with job title, department and site"),
    "programme": _l("the programme's name"),
    "why you two": _l("a sentence with the topics they share; nothing if there are none"),
    "answer by": _l("the date to reply by"),
}


@dataclass(frozen=True)
class EarlierTexts:
    """What a coordinator wrote for the last published round, by role; a role with our text is absent."""

    number: int
    texts: Mapping[str, Text]


def standard(programme: Programme) -> dict[str, Text]:
    """Role -> our own text."""
    return {MENTEE: pair_letters.standard(programme, MENTEE), MENTOR: pair_letters.standard(programme, MENTOR),
            LEFT_OUT: letters.standard_left_out(programme)}


def check(plan: PublishingPlan) -> None:
    """Refuse a plan one of whose texts makes no mail. Raises WrongText beside its field, such as mentee_body."""
    for role, text in plan.texts.items():
        try:
            mail_texts.read(text, PLACEHOLDERS[role])
        except WrongText as wrong:
            raise type(wrong)(str(wrong), f"{role}_{wrong.field}") from None


def earlier(round_: Round) -> EarlierTexts | None:
    """The texts of the round published last before this one, if a coordinator wrote any."""
    row = db.session.execute(
        select(Round.number, Round.plan)
        .where(Round.programme_id == round_.programme_id, Round.state == PUBLISHED, Round.number < round_.number)
        .order_by(Round.number.desc()).limit(1)).first()
    texts = PublishingPlan.from_json(row.plan).texts if row else {}
    return EarlierTexts(row.number, texts) if row and texts else None
