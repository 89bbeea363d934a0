"""The words of mails about rounds. None of them says why someone has no pair, or what anyone said to a first look."""

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
    """Our own text to someone for whom a round found no pair."""
    return Text(_("We couldn't match you this time in {programme}"), "\n\n".join((
        _("This matching round of {programme} is complete, and we couldn't match you this time. That's no reflection "
          "on you: there are usually more people than places."),
        _("You're still signed up and will be included in the next matching round. There's nothing you need to do. If "
          "your wishes have changed, you can update your answers at any time."),
    )))


def left_out_wording(programme: Programme, own: Text | None) -> MailWording:
    """The text to those left out, read once for all: a coordinator's own, or ours. Raises WrongText."""
    return mail_texts.read(own or standard_left_out(programme), LEFT_OUT_PLACEHOLDERS)


def left_out_values(to: Enrolment) -> dict[str, str]:
    """What the placeholders become for someone left out."""
    return {"first name": first_name(to.person), "programme": to.programme.name}


def left_out(to: Enrolment, wording: MailWording) -> Letter:
    """A round found no pair for her this time."""
    known = left_out_values(to)
    return Letter(
        subject=wording.subject_for(known), paragraphs=wording.paragraphs_for(known),
        action_label=_("View my sign-up"), action_url=external("enrolments.show", enrolment_id=to.id),
        reason=reason(to.programme.name),
    )


def open_again(to: Enrolment) -> Letter:
    """The round that had no pair for her was taken back."""
    return Letter(
        subject=_("The matching round in %(programme)s is open again", programme=to.programme.name),
        paragraphs=(
            _("We emailed you to say we couldn't match you this time. The coordinators of %(programme)s have reopened "
              "the matching round, so please ignore that email.", programme=to.programme.name),
            _("We'll email you when the matching is complete. There's nothing you need to do."),
        ),
        action_label=_("View my sign-up"), action_url=external("enrolments.show", enrolment_id=to.id),
        reason=reason(to.programme.name),
    )


def first_look(look: FirstLook) -> Letter:
    """She may look at her proposed mentor before anyone else is told."""
    to, programme = look.mentee, look.mentee.programme
    return Letter(
        subject=_("Your first look: your possible %(role)s in %(programme)s", role=role_label(look.mentor),
                  programme=programme.name),
        paragraphs=(
            _("Before matches in %(programme)s are final, you can see who we'd match you with: %(name)s.",
              programme=programme.name, name=described(look.mentor.person)),
            _("If that's fine, there's nothing to do. If you'd rather not, just tap once by %(day)s. You don't have "
              "to give a reason, and no one is told: not %(name)s, and not the coordinators.",
              name=look.mentor.person.formal_name, day=_moment(look.until, to.person)),
            _("Until then, coordinators can't see who's matched.") if look.is_sealed else
            _("The coordinators have seen this suggestion. They're never told what you say, but may notice if it "
              "changes."),
        ),
        action_label=_("Take a first look"), action_url=external("rounds.look", look_id=look.id),
        closing=(_("%(name)s hasn't been told anything yet.", name=look.mentor.person.formal_name),),
        reason=reason(programme.name),
    )


def not_published(round_: Round, why: str) -> Letter:
    """To coordinators: the time had come, and the draft could not be published."""
    return Letter(
        subject=_("Round %(number)d of %(programme)s wasn't published", number=round_.number,
                  programme=round_.programme.name),
        paragraphs=(
            _("It was due to be published now, but wasn't. No one in the programme has been told anything."), why,
            _("Choose what to do on the round's page."),
        ),
        action_label=_("View the round"),
        action_url=external("rounds.show", slug=round_.programme.slug, number=round_.number),
        reason=_("You're receiving this because you coordinate %(programme)s.", programme=round_.programme.name),
    )


def published(round_: Round, pairs: int) -> Letter:
    """To coordinators: the round was published at the time they had set."""
    return Letter(
        subject=_("Round %(number)d of %(programme)s is published", number=round_.number,
                  programme=round_.programme.name),
        paragraphs=(_("It was published as scheduled. Pairs proposed: %(count)d. For 24 hours you can undo this on "
                      "the round's page, as long as no one has accepted.", count=pairs),),
        action_label=_("View the round"),
        action_url=external("rounds.show", slug=round_.programme.slug, number=round_.number),
        reason=_("You're receiving this because you coordinate %(programme)s.", programme=round_.programme.name),
    )


def looks_are_over(draft: Draft, following: Draft) -> Letter:
    """To coordinators: the time to look first is over, and the draft is computed anew. The same words always."""
    return Letter(
        subject=_("The first look at %(draft)s is over", draft=draft.name),
        paragraphs=(
            _("Everyone's time for a first look is up. %(following)s is being calculated from people as they are now. "
              "Review it, then publish it.", following=following.name),
            _("No one can see who said what, or whether anyone said anything."),
        ),
        action_label=_("View %(draft)s", draft=following.name),
        action_url=external("rounds.draft", draft_id=following.id),
        reason=_("You're receiving this because you coordinate %(programme)s.", programme=draft.programme.name),
    )


def _moment(moment: datetime, reader: Person) -> str:
    zone = zone_of(reader)
    local = moment.astimezone(zone)
    return _("%(day)s, %(time)s (%(zone)s)", day=format_date(local.date(), "d MMMM yyyy"),
             time=format_datetime(local.replace(tzinfo=None), "HH:mm", rebase=False), zone=str(zone))
