"""The words of emails about pairs. No letter says whose answer, or whose silence, closed a proposal."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import format_date
from flask_babel import gettext as _

from mentormatch.base import mail_texts
from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.base.mail_texts import MailWording, Placeholders, Text
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
    """Our own text of the email in which a round proposes a match to the person in this role."""
    kind = KINDS[programme.kind]
    other = kind.mentor if role == MENTEE else kind.mentee
    return Text(_("Meet {partner}, your suggested match"), "\n\n".join((
        _("{programme} has matched you with {partner and job} as your %(role)s.", role=other.singular),
        "{why you two}",
        _("See who they are, why we think you'd work well together, and how to get started."),
    )))


def wordings(programme: Programme, own: Mapping[str, Text]) -> dict[str, MailWording]:
    """Role -> the text of its proposals, read once for all: a coordinator's own, or ours. Raises WrongText."""
    return {role: mail_texts.read(own.get(role) or standard(programme, role), PLACEHOLDERS)
            for role in (MENTEE, MENTOR)}


def values(pair: Pair, to: Enrolment, answer_by: datetime) -> dict[str, str]:
    """What the placeholders become for one of the two."""
    other = pair.other_of(to.person_id)
    topics = why.topic_names(pair.why)[:TOPICS_NAMED]
    return {
        "first name": first_name(to.person), "partner": other.person.formal_name,
        "partner and job": described(other.person),
        "programme": pair.programme.name, "answer by": _day(answer_by, to.person),
        "why you two": _("What brings you together: %(topics)s.", topics=", ".join(topics)) if topics else "",
    }


def proposed(pair: Pair, to: Enrolment, answer_by: datetime, text: MailWording) -> Letter:
    """A round proposes the two to each other. It always says how to answer, and that declining needs no reason."""
    known = values(pair, to, answer_by)
    return Letter(
        subject=text.subject_for(known), paragraphs=text.paragraphs_for(known),
        action_label=_("Meet %(name)s", name=pair.other_of(to.person_id).person.formal_first_name),
        action_url=_page(pair),
        closing=(_("Please accept or decline by %(day)s. You don't need a reason to say no, and no one will ask.",
                   day=known["answer by"]),),
        reason=reason(pair.programme.name),
    )


def reminder(pair: Pair, to: Enrolment, answer_by: datetime) -> Letter:
    """To a person who has not answered yet."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("Would you like to meet %(name)s?", name=other.person.formal_name),
        paragraphs=(
            _("%(programme)s has matched you with %(name)s as your %(role)s, and we don't have your answer yet.",
              programme=pair.programme.name, name=described(other.person), role=role_label(other)),
            _("Saying yes takes one tap, saying no takes two. If we don't hear from you by %(day)s, the match will "
              "close.",
              day=_day(answer_by, to.person)),
        ),
        action_label=_("Reply"), action_url=_page(pair),
        closing=(_("You don't need a reason to say no, and no one will ask."),), reason=reason(pair.programme.name),
    )


def not_going_ahead(pair: Pair, to: Enrolment) -> Letter:
    """The proposal closed. The same words for both sides, after a no and after silence alike."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("Your match with %(name)s won't go ahead", name=other.person.formal_name),
        paragraphs=(
            _("Your match in %(programme)s won't go ahead. This happens for all sorts of reasons. We don't record or "
              "count them.", programme=pair.programme.name),
            _("%(staying_note)s You don't need to do anything.", staying_note=staying_note(to)).strip(),
        ),
        action_label=_("Go to My mentoring"), action_url=external("pairs.index"), reason=reason(pair.programme.name),
    )


def withdrawn(pair: Pair, to: Enrolment) -> Letter:
    """A coordinator took the proposal, or the pair that had not met, back. The same words for both sides."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("Your match with %(name)s has been withdrawn", name=other.person.formal_name),
        paragraphs=(
            _("The coordinators of %(programme)s have withdrawn your match with %(name)s. It was a planning decision "
              "and nothing to do with either of you.",
              programme=pair.programme.name, name=other.person.formal_name),
            _("Sorry for the confusion. You're still in the programme and can be matched in the next round. You "
              "don't need to do anything."),
        ),
        action_label=_("Go to My mentoring"), action_url=external("pairs.index"), reason=reason(pair.programme.name),
    )


def begun(pair: Pair, to: Enrolment, first_by: date) -> Letter:
    """Both accepted: how to begin."""
    other = pair.other_of(to.person_id)
    guide = GUIDES[pair.programme.kind]
    mine = guide.mentor if to.is_mentor else guide.mentee
    return Letter(
        subject=_("You're matched with %(name)s", name=other.person.formal_name),
        paragraphs=(
            _("You've both said yes. %(name)s is your %(role)s in %(programme)s. You can write to %(email)s.",
              name=other.person.formal_name, role=role_label(other), programme=pair.programme.name,
              email=other.person.email),
            str(mine.opening),
            *(str(line) for line in mine.prepare),
            _("Try to have your first meeting by %(day)s.",
              day=format_date(first_by, "d MMMM yyyy")),
        ),
        action_label=_("See how to get started"), action_url=_page(pair), closing=(str(mine.keep_in_mind),),
        reason=reason(pair.programme.name),
    )


def paused(pair: Pair, to: Enrolment) -> Letter:
    """The partner has put the pair on hold, until a day or until further notice."""
    other = pair.other_of(to.person_id)
    until = _("Your match in %(programme)s is on a break. Nothing is due until it's over, and either of you can end "
              "it on your mentoring page.", programme=pair.programme.name)
    if pair.paused_until:
        until = _("Your match in %(programme)s is on a break until %(day)s. Nothing is due until then. The break "
                  "ends automatically on that day, or either of you can end it sooner on your mentoring page.",
                  programme=pair.programme.name, day=format_date(pair.paused_until, "d MMMM yyyy"))
    return Letter(
        subject=_("You and %(name)s are taking a break", name=other.person.formal_name), paragraphs=(until,),
        action_label=_("Open your mentoring page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def held(pair: Pair, to: Enrolment) -> Letter:
    """The programme has put the pair on a break. The same neutral words for both sides, and no cause."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("You and %(name)s are taking a break", name=other.person.formal_name),
        paragraphs=(
            _("%(programme)s has put your match on a break. Programmes sometimes do this, for all sorts of reasons, "
              "and it says nothing about either of you.", programme=pair.programme.name),
            _("Nothing is due until the break is over. Please don't meet or message each other until then. We'll be "
              "in touch."),
        ),
        action_label=_("Open your mentoring page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def resumed(pair: Pair, to: Enrolment) -> Letter:
    """The break is over."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("You and %(name)s are back from your break", name=other.person.formal_name),
        paragraphs=(_("Your break in %(programme)s is over. Suggest a date for your next meeting.",
                      programme=pair.programme.name),),
        action_label=_("Open your mentoring page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def ended(pair: Pair, to: Enrolment) -> Letter:
    """The pair is over. The same words for both sides."""
    other = pair.other_of(to.person_id)
    return Letter(
        subject=_("You and %(name)s are no longer matched", name=other.person.formal_name),
        paragraphs=(
            _("You and %(name)s are no longer matched in %(programme)s. Either of you can end a match at any time, "
              "without a reason. Thank you both for the time you gave each other.",
              name=other.person.formal_first_name, programme=pair.programme.name),
            _("You'll still find your meetings and your private notes on your mentoring page. %(staying_note)s",
              staying_note=staying_note(to)).strip(),
        ),
        action_label=_("Open your mentoring page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def partner_left(pair: Pair, to: Enrolment, cause: str) -> Letter:
    """To the person who stays: their partner has left the company, or no longer takes part."""
    name = pair.other_of(to.person_id).person.formal_name
    gone = (_("%(name)s has left the company, so your match in %(programme)s has ended.", name=name,
              programme=pair.programme.name) if cause == "left" else
            _("%(name)s is no longer in %(programme)s, so your match has ended.", name=name,
              programme=pair.programme.name))
    return Letter(
        subject=_("You and %(name)s are no longer matched", name=name),
        paragraphs=(
            gone,
            _("This has nothing to do with you. You're still in the programme, and you'll have room for someone new "
              "in the next matching round. You don't need to do anything.") if to.is_mentor else
            _("This has nothing to do with you. You're still in the programme, and you'll be first in line in the "
              "next matching round. You don't need to do anything."),
            _("You'll still find what you wrote on your mentoring page, and your goals and next steps stay yours."),
        ),
        action_label=_("Open your mentoring page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def restore_asked(pair: Pair, to: Enrolment, until: datetime) -> Letter:
    """To each of the two: their match ended when one of them left, and may go on if both would like that."""
    name = pair.other_of(to.person_id).person.formal_name
    return Letter(
        subject=_("Would you like to carry on with %(name)s?", name=name),
        paragraphs=(
            _("Your match with %(name)s in %(programme)s ended because one of you had left. You're both here now, and "
              "your coordinators are asking whether you'd like to carry on where you stopped.", name=name,
              programme=pair.programme.name),
            _("If you both say yes by %(day)s, your match goes on, with everything you've written. If you'd rather "
              "not, you don't have to do anything. No one is told.", day=_day(until, to.person)),
        ),
        action_label=_("Open your mentoring page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def restored(pair: Pair, to: Enrolment) -> Letter:
    """To each of the two: their match goes on."""
    name = pair.other_of(to.person_id).person.formal_name
    return Letter(
        subject=_("You and %(name)s are matched again", name=name),
        paragraphs=(
            _("You both said yes, so your match in %(programme)s goes on. Everything you'd written is still there.",
              programme=pair.programme.name),
            _("The first step is to set a time. Either of you can.")),
        action_label=_("Open your mentoring page"), action_url=_page(pair), reason=reason(pair.programme.name),
    )


def first_name(person: Person) -> str:
    """The name that a letter uses for a person in passing."""
    return person.formal_first_name


def described(person: Person) -> str:
    """A name with what the roster says of the person: "Jonas Feld (Head of Treasury, Finance, Lisbon)"."""
    facts = ", ".join(fact for fact in (person.job_title, person.department, person.site) if fact)
    return f"{person.formal_name} ({facts})" if facts else person.formal_name


def role_label(side: Enrolment) -> str:
    """What the programme calls this side of a pair, in running text: mentor, sponsor, protégé …"""
    kind = KINDS[side.programme.kind]
    return str((kind.mentor if side.is_mentor else kind.mentee).singular)


def reason(programme: str) -> str:
    """The footer that says why a person gets an email: they take part in the programme of this name."""
    return _("You're receiving this because you're in %(programme)s.", programme=programme)


def staying_note(to: Enrolment) -> str:
    """What happens next for the reader; nothing for a person who has withdrawn from the programme."""
    return "" if to.state == NO_PART else _("You're still in the programme and can be matched in the next round.")


def _day(moment: datetime, reader: Person) -> str:
    return format_date(moment.astimezone(zone_of(reader)).date(), "d MMMM yyyy")


def _page(pair: Pair) -> str:
    return external("pairs.show", pair_id=pair.id)
