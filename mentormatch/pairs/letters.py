"""The words of mails about pairs. No letter says whose answer, or whose silence, closed a proposal."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import format_date
from flask_babel import gettext as _

from mentormatch.base import mail_texts
from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.base.mail_texts import Placeholders, Text, Wording
from mentormatch.enrolments.models import MENTEE, MENTOR, Enrolment
from mentormatch.enrolments.models import WITHDRAWN as NO_PART
from mentormatch.pairs import why
from mentormatch.pairs.guides import GUIDES
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of
from mentormatch.programmes.kinds import KINDS
from mentormatch.programmes.models import Programme

TOPICS_NAMED = 3
PLACEHOLDERS = Placeholders(words=("first name", "partner", "partner and job", "programme", "answer by"),
                            sentences=("why you two",), one_of=("partner", "partner and job"))


def standard(programme: Programme, role: str) -> Text:
    """Our own text of the mail in which a round proposes somebody to the one in this role."""
    kind = KINDS[programme.kind]
    other = kind.mentor if role == MENTEE else kind.mentee
    return Text(_("A proposal for you: {partner}"), "\n\n".join((
        _("{programme} proposes {partner and job} as your %(role)s.", role=other.one),
        "{why you two}",
        _("The page below says who it is, why the two of you, and how a first meeting may go."),
    )))


def wordings(programme: Programme, own: Mapping[str, Text]) -> dict[str, Wording]:
    """Role -> the text of its proposals, read once for all: a coordinator's own, or ours. Raises WrongText."""
    return {role: mail_texts.read(own.get(role) or standard(programme, role), PLACEHOLDERS)
            for role in (MENTEE, MENTOR)}


def values(pair: Pair, to: Enrolment, answer_by: datetime) -> dict[str, str]:
    """What the placeholders become for one of the two."""
    other = pair.other_of(to.person_id)
    topics = why.topic_names(pair.why)[:TOPICS_NAMED]
    return {
        "first name": first_name(to.person), "partner": other.person.name, "partner and job": described(other.person),
        "programme": pair.programme.name, "answer by": _day(answer_by, to.person),
        "why you two": _("What brings you together: %(topics)s.", topics=", ".join(topics)) if topics else "",
    }


def proposed(pair: Pair, to: Enrolment, answer_by: datetime, said: Wording) -> Letter:
    """A round proposes the two to each other. How to answer, and that a no needs no reason, is said in any case."""
    known = values(pair, to, answer_by)
    return Letter(
        subject=said.subject_for(known), paragraphs=said.paragraphs_for(known),
        action_label=_("See the proposal"), action_url=_page(pair),
        closing=(_("Please accept or decline there by %(day)s. A no needs no reason, and nobody will ask you for one.",
                   day=known["answer by"]),),
        reason=reason(pair.programme.name),
    )


def reminder(pair: Pair, to: Enrolment, answer_by: datetime) -> Letter:
    """She or he has not answered yet."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("Your answer about %(name)s", name=other.person.name),
        paragraphs=(
            _("%(programme)s has proposed %(name)s as your %(role)s, and your answer is still open.",
              programme=pair.programme.name, name=described(other.person), role=role_word(other)),
            _("A yes takes one tap, a no takes two. If we do not hear from you, the proposal closes on %(day)s.",
              day=_day(answer_by, to.person)),
        ),
        action_label=_("Answer now"), action_url=_page(pair),
        closing=(_("A no needs no reason, and nobody will ask you for one."),), reason=reason(pair.programme.name),
    )


def not_going_ahead(pair: Pair, to: Enrolment) -> Letter:
    """The proposal closed. The same words for both sides, after a no and after silence alike."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("The proposal with %(name)s will not go ahead", name=other.person.name),
        paragraphs=(
            _("The two of you will not be a pair in %(programme)s. That happens for many reasons, and none of "
              "them is kept or counted.", programme=pair.programme.name),
            _("%(stays)s There is nothing you need to do.", stays=stays(to)).strip(),
        ),
        action_label=_("Go to your pairs"), action_url=external("pairs.index"), reason=reason(pair.programme.name),
    )


def withdrawn(pair: Pair, to: Enrolment) -> Letter:
    """A coordinator took the proposal, or the pair that had not met, back. The same words for both sides."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("Taken back: you and %(name)s", name=other.person.name),
        paragraphs=(
            _("The coordinators of %(programme)s have taken back the pair they proposed to you and %(name)s. That is "
              "a matter of planning: nothing either of you did, said or left unsaid led to it.",
              programme=pair.programme.name, name=other.person.name),
            _("We are sorry for the back and forth. You stay in the programme and can be part of its next round. "
              "There is nothing you need to do."),
        ),
        action_label=_("Go to your pairs"), action_url=external("pairs.index"), reason=reason(pair.programme.name),
    )


def begun(pair: Pair, to: Enrolment, first_by: date) -> Letter:
    """Both accepted: how to begin."""
    other = pair.other_of(to.person_id)
    guide = GUIDES[pair.programme.kind]
    mine = guide.mentor if to.is_mentor else guide.mentee
    return Letter(
        subject=_("You and %(name)s are a pair", name=other.person.name),
        paragraphs=(
            _("You have both said yes. %(name)s is your %(role)s in %(programme)s; write to %(email)s.",
              name=other.person.name, role=role_word(other), programme=pair.programme.name,
              email=other.person.email),
            str(mine.opening),
            *(str(line) for line in mine.prepare),
            _("It works best when you meet for the first time by %(day)s.",
              day=format_date(first_by, "d MMMM yyyy")),
        ),
        action_label=_("See how to begin"), action_url=_page(pair), closing=(str(mine.keep_in_mind),),
        reason=reason(pair.programme.name),
    )


def paused(pair: Pair, to: Enrolment) -> Letter:
    """The other one has put the pair on hold, until a day or until further notice."""
    other = pair.other_of(to.person_id)
    until = _("Your pair in %(programme)s is paused. Nothing is due in the meantime; either of you can end the break "
              "on the page of your pair.", programme=pair.programme.name)
    if pair.paused_until:
        until = _("Your pair in %(programme)s is paused until %(day)s. Nothing is due in the meantime, and it goes on "
                  "by itself on that day; either of you can end the break sooner on the page of your pair.",
                  programme=pair.programme.name, day=format_date(pair.paused_until, "d MMMM yyyy"))
    return Letter(
        subject=_("You and %(name)s are taking a break", name=other.person.name), paragraphs=(until,),
        action_label=_("Open your pair's page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def held(pair: Pair, to: Enrolment) -> Letter:
    """The programme has put the pair on a break. The same neutral words for both sides, and no cause."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("You and %(name)s are taking a break", name=other.person.name),
        paragraphs=(
            _("%(programme)s has put your pair on a break. Programmes do that now and then, for reasons of many kinds, "
              "and it says nothing about either of you.", programme=pair.programme.name),
            _("Nothing is due in the meantime. Please let your meetings and messages rest; you hear from us when the "
              "break is over."),
        ),
        action_label=_("Open your pair's page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def resumed(pair: Pair, to: Enrolment) -> Letter:
    """The break is over."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("You and %(name)s go on", name=other.person.name),
        paragraphs=(_("The break of your pair in %(programme)s is over. Suggest a date for your next meeting.",
                      programme=pair.programme.name),),
        action_label=_("Open your pair's page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def ended(pair: Pair, to: Enrolment) -> Letter:
    """The pair is over. The same words for both sides."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("You and %(name)s: your pair has ended", name=other.person.name),
        paragraphs=(
            _("Your pair in %(programme)s has ended. A pair may end at any time, and that needs no reason.",
              programme=pair.programme.name),
            _("Your check-ins and your own notes stay on the page of your pair. %(stays)s", stays=stays(to)).strip(),
        ),
        action_label=_("Open your pair's page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def partner_left(pair: Pair, to: Enrolment, cause: str) -> Letter:
    """To the one who stays: the other one has left the company, or takes part no longer."""
    name = pair.other_of(to.person_id).person.name
    gone = (_("%(name)s has left the company, so your pair in %(programme)s has ended.", name=name,
              programme=pair.programme.name) if cause == "left" else
            _("%(name)s no longer takes part in %(programme)s, so your pair has ended.", name=name,
              programme=pair.programme.name))
    return Letter(
        subject=_("You and %(name)s: your pair has ended", name=name),
        paragraphs=(
            gone,
            _("That has nothing to do with you. You stay in the programme, and the place you offer is free for its "
              "next round; there is nothing you need to do for it.") if to.is_mentor else
            _("That has nothing to do with you. You stay in the programme, and in its next round you go first; there "
              "is nothing you need to do for it."),
            _("What you wrote stays on the page of your pair, and your goals and next steps stay yours."),
        ),
        action_label=_("Open your pair's page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def first_name(person: Person) -> str:
    """What a letter calls somebody in passing."""
    return next(iter(person.name.split()), person.name)


def described(person: Person) -> str:
    """A name with what the roster says of the person: "Jonas Feld (Head of Treasury, Finance, Lisbon)"."""
    facts = ", ".join(fact for fact in (person.job_title, person.department, person.site) if fact)
    return f"{person.name} ({facts})" if facts else person.name


def role_word(side: Enrolment) -> str:
    """What the programme calls this side of a pair, in running text: mentor, sponsor, protégé …"""
    kind = KINDS[side.programme.kind]
    return str((kind.mentor if side.is_mentor else kind.mentee).one)


def reason(programme: str) -> str:
    """Why somebody gets a mail, at its foot: she takes part in the programme of this name."""
    return _("You get this mail because you take part in %(programme)s.", programme=programme)


def stays(to: Enrolment) -> str:
    """What becomes of the reader now; nothing for somebody who has withdrawn from the programme."""
    return "" if to.state == NO_PART else _("You stay in the programme and can be part of its next round.")


def _day(moment: datetime, reader: Person) -> str:
    return format_date(moment.astimezone(zone_of(reader)).date(), "d MMMM yyyy")


def _page(pair: Pair) -> str:
    return external("pairs.show", pair_id=pair.id)
