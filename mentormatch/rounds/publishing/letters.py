"""The words of mails about rounds. None of them says why somebody has no pair, or what anybody said to a first look."""

from datetime import datetime

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from mentormatch.base import mail_texts
from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.base.mail_texts import MailWording, Placeholders, Text
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.letters import described, first_name, reason, role_label
from mentormatch.people.models import Person
from mentormatch.people.zones import zone_of
from mentormatch.programmes.models import Programme
from mentormatch.rounds.models import Draft, FirstLook, Round

LEFT_OUT_PLACEHOLDERS = Placeholders(words=("first name", "programme"))


def standard_left_out(programme: Programme) -> Text:
    """Our own text to somebody for whom a round found no pair."""
    return Text(_("No pair for you in this round of {programme}"), "\n\n".join((
        _("The pairs of this round of {programme} are made, and there is none for you this time. That says nothing "
          "about you: most often there are fewer places than people who wish for one."),
        _("You stay in the programme and take part in its next round. There is nothing you need to do; if your wishes "
          "have changed, you can change your answers at any time."),
    )))


def left_out_wording(programme: Programme, own: Text | None) -> MailWording:
    """The text to those left out, read once for all: a coordinator's own, or ours. Raises WrongText."""
    return mail_texts.read(own or standard_left_out(programme), LEFT_OUT_PLACEHOLDERS)


def left_out_values(to: Enrolment) -> dict[str, str]:
    """What the placeholders become for somebody left out."""
    return {"first name": first_name(to.person), "programme": to.programme.name}


def left_out(to: Enrolment, wording: MailWording) -> Letter:
    """A round found no pair for her this time."""
    known = left_out_values(to)
    return Letter(
        subject=wording.subject_for(known), paragraphs=wording.paragraphs_for(known),
        action_label=_("See my enrolment"), action_url=external("enrolments.show", enrolment_id=to.id),
        reason=reason(to.programme.name),
    )


def open_again(to: Enrolment) -> Letter:
    """The round that had no pair for her was taken back."""
    return Letter(
        subject=_("The round of %(programme)s is open again", programme=to.programme.name),
        paragraphs=(
            _("We wrote to you that this round has no pair for you. The coordinators of %(programme)s have taken the "
              "round back and are working on it again, so that mail no longer holds.", programme=to.programme.name),
            _("You hear from us when the pairs are made. There is nothing you need to do."),
        ),
        action_label=_("See my enrolment"), action_url=external("enrolments.show", enrolment_id=to.id),
        reason=reason(to.programme.name),
    )


def first_look(look: FirstLook) -> Letter:
    """She may look at her proposed mentor before anybody else is told."""
    to, programme = look.mentee, look.mentee.programme
    return Letter(
        subject=_("Have a first look: your %(role)s in %(programme)s", role=role_label(look.mentor),
                  programme=programme.name),
        paragraphs=(
            _("Before the pairs of %(programme)s are made, you see who would be proposed to you: %(name)s.",
              programme=programme.name, name=described(look.mentor.person)),
            _("If that is fine, there is nothing to do. If you would rather not, one tap is enough, until %(day)s. "
              "No reason is asked, and nobody is told: neither %(name)s nor the coordinators.",
              name=look.mentor.person.name, day=_moment(look.until, to.person)),
        ),
        action_label=_("Have a look"), action_url=external("rounds.look", look_id=look.id),
        closing=(_("%(name)s has not been told anything yet.", name=look.mentor.person.name),),
        reason=reason(programme.name),
    )


def not_published(round_: Round, why: str) -> Letter:
    """To coordinators: the time had come, and the draft could not be published."""
    return Letter(
        subject=_("Round %(number)d of %(programme)s was not published", number=round_.number,
                  programme=round_.programme.name),
        paragraphs=(
            _("It was to be published now, and was not. Nobody in the programme was told anything."), why,
            _("Choose what to do on the page of the round."),
        ),
        action_label=_("Open the round"),
        action_url=external("rounds.show", slug=round_.programme.slug, number=round_.number),
        reason=_("You get this mail because you run %(programme)s.", programme=round_.programme.name),
    )


def published(round_: Round, pairs: int) -> Letter:
    """To coordinators: the round was published at the time they had set."""
    return Letter(
        subject=_("Round %(number)d of %(programme)s is published", number=round_.number,
                  programme=round_.programme.name),
        paragraphs=(_("As planned, it was published now. Pairs proposed: %(count)d. On the page of the round you can "
                      "take it back for a day, as long as nobody has accepted.", count=pairs),),
        action_label=_("Open the round"),
        action_url=external("rounds.show", slug=round_.programme.slug, number=round_.number),
        reason=_("You get this mail because you run %(programme)s.", programme=round_.programme.name),
    )


def looks_are_over(draft: Draft, following: Draft) -> Letter:
    """To coordinators: the time to look first is over, and the draft is computed anew. The same words always."""
    return Letter(
        subject=_("The first look at %(draft)s is over", draft=draft.name),
        paragraphs=(
            _("Everybody who was asked had time to look until now. %(following)s is being computed from the people as "
              "they are now; look at it and publish it.", following=following.name),
            _("Who said what is kept from everybody, and so is whether anybody said anything."),
        ),
        action_label=_("Open %(draft)s", draft=following.name),
        action_url=external("rounds.draft", draft_id=following.id),
        reason=_("You get this mail because you run %(programme)s.", programme=draft.programme.name),
    )


def _moment(moment: datetime, reader: Person) -> str:
    zone = zone_of(reader)
    local = moment.astimezone(zone)
    return _("%(day)s, %(time)s (%(zone)s)", day=format_date(local.date(), "d MMMM yyyy"),
             time=format_datetime(local.replace(tzinfo=None), "HH:mm", rebase=False), zone=str(zone))
