"""Forms of enrolments: one for each step."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Self, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import Optional, StopValidation, ValidationError

from mentormatch.base.forms import BoxesField, Filled, Form, LineField, TextField
from mentormatch.enrolments import queries, steps
from mentormatch.enrolments.models import AboutMe, Enrolment
from mentormatch.enrolments.services import MeetingWishes
from mentormatch.people import languages
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.formats import MEETING_FORMATS
from mentormatch.programmes.forms import NO_MATTER, PickField, RequiredChoiceField, listed
from mentormatch.programmes.models import Programme, Topic

LONGEST_SENTENCE = 200
USUAL_LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "pl")


class SeveralField(BoxesField):
    """Checkboxes; the message says what to tick."""

    def __init__(self, label: Any = None, message: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.message = message

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not among the choices, and nothing where something is needed."""
        known = {choice.value for choice in self.iter_choices()}
        if not set(self.data or ()) <= known or (self.message and not self.data):
            raise StopValidation(str(self.message or _("Choose from the list.")))


class RoleForm(Form):
    """In which role somebody takes part."""

    role = RequiredChoiceField(_l("How would you like to take part?"), _l("Choose how you would like to take part."))

    @classmethod
    def for_(cls, programme: Programme, roles: Iterable[str], *, role: str | None) -> Self:
        """The form with the roles that can be taken up, one of them chosen if it was asked for."""
        form, words = cls(role=role), programmes.words(programme)
        form.role.choices = listed((slug, _("As a %(role)s", role=words.singular(slug))) for slug in roles)
        return form


class AboutForm(Form):
    """What people say about themselves: a field for each of AboutMe, whose description is its hint."""

    about = TextField(_l("In your own words"), [Filled(_l("Tell us a little about yourself and your work."))],
                      most=600, description=_l(
                          "A sentence or two about what you work on and what you'd like to talk about."))

    @classmethod
    def for_(cls, enrolment: Enrolment) -> Self:
        """The form with what was said before."""
        return cls(obj=enrolment)

    @property
    def questions(self) -> list[Field]:
        """The fields of the page, in their order."""
        return [self._fields[field.name] for field in fields(AboutMe)]

    def answers(self) -> AboutMe:
        """What was filled in."""
        return AboutMe(**{field.name: field.data or "" for field in self.questions})


class LevelField(Field):
    """How much a topic matters, or how well it is known: 1, 2, 3 or not said. The picker draws it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the level."""
        self.data = int(valuelist[0]) if valuelist and valuelist[0] in ("1", "2", "3") else None


class TopicsForm(Form):
    """The topics of a role; a field `topics-<id>` for the level of each is added by `for_`."""

    topics = SeveralField()
    is_mentor = False
    names: Mapping[str, str] = {}

    @classmethod
    def for_(cls, enrolment: Enrolment, offered: list[Topic]) -> Self:
        """The form over the topics offered and those chosen before, with what was chosen."""
        levels = {choice.topic_id: choice.level for choice in enrolment.topics}
        names = {topic.id: topic.name for topic in [*offered, *(chosen.topic for chosen in enrolment.topics)]}
        members: dict[str, Any] = {f"topics-{topic_id}": LevelField() for topic_id in names}
        form_class = cast(type[Self], type(cls.__name__, (cls,), members | {
            "topics": SeveralField(choices=listed((topic_id, "") for topic_id in names)), "names": names,
            "is_mentor": enrolment.is_mentor}))
        return form_class(data={"topics": list(levels)} | {f"topics-{key}": level for key, level in levels.items()})

    @property
    def chosen(self) -> dict[str, int | None]:
        """Topic id -> level, None where it was not said."""
        return {topic_id: self._fields[f"topics-{topic_id}"].data
                for topic_id in dict.fromkeys(self.topics.data or ()) if f"topics-{topic_id}" in self._fields}

    def levels(self) -> dict[str, int]:
        """Topic id -> level 1..3, as far as said."""
        return {topic_id: level for topic_id, level in self.chosen.items() if level}

    def validate_topics(self, field: Any) -> None:
        """Every chosen topic has a level."""
        without = next((topic_id for topic_id, level in self.chosen.items() if not level), None)
        if without is not None:
            raise ValidationError(
                _("Tell us how well you know “%(topic)s”.", topic=self.names[without]) if self.is_mentor else
                _("Tell us how much “%(topic)s” matters to you.", topic=self.names[without]))


class SentencesForm(Form):
    """A free sentence for each chosen topic; the fields are added by `for_`."""

    @classmethod
    def for_(cls, enrolment: Enrolment) -> Self:
        """The form over the chosen topics, in their order."""
        members: dict[str, Any] = {
            f"about-{choice.topic_id}": LineField(choice.topic.name, [Optional()], most=LONGEST_SENTENCE)
            for choice in enrolment.topics}
        form_class = cast(type[Self], type(cls.__name__, (cls,), members))
        return form_class(data={f"about-{choice.topic_id}": choice.sentence for choice in enrolment.topics})

    def sentences(self) -> dict[str, str]:
        """Topic id -> sentence."""
        return {name.removeprefix("about-"): field.data or ""
                for name, field in self._fields.items() if name.startswith("about-")}


class MeetingForm(Form):
    """How somebody likes to meet."""

    formats = SeveralField(_l("How are you happy to meet?"), _l("Choose at least one way of meeting."),
                           choices=listed((way.slug, way.name) for way in MEETING_FORMATS))
    hours_from = PickField(_l("Not before"), coerce=int, choices=listed((hour, f"{hour:02}:00") for hour in range(24)))
    hours_to = PickField(_l("Not after"), coerce=int, choices=listed((hour, f"{hour:02}:00") for hour in range(1, 25)))
    languages = SeveralField(_l("Languages you're happy to meet in"), _l("Choose at least one language."))
    site = RequiredChoiceField(_l("Where should your match be based?"), _l("Choose one of the three."), choices=listed((
        ("same", _l("At my site, "
                    "ideally")), ("other", _l("At another site, ideally")), (NO_MATTER, _l("I don't mind")))))

    @classmethod
    def for_(cls, enrolment: Enrolment) -> Self:
        """The form with what was said before, and the languages of the company, the person's own first."""
        is_answered = steps.is_done(steps.MEETING, enrolment)
        form = cls(obj=enrolment, site=(enrolment.site_preference or NO_MATTER) if is_answered else None)
        own = list(dict.fromkeys([*enrolment.languages, *enrolment.person.languages]))
        others = sorted((queries.languages() | set(USUAL_LANGUAGES)) - set(own), key=languages.name)
        form.languages.choices = listed((code, languages.name(code)) for code in [*own, *others])
        return form

    def validate_hours_to(self, field: Any) -> None:
        """The latest hour follows the earliest."""
        if self.hours_from.data is not None and field.data is not None and field.data <= self.hours_from.data:
            raise ValidationError(_("Choose an hour later than the first one."))

    def wishes(self) -> MeetingWishes:
        """What was filled in."""
        return MeetingWishes(tuple(self.formats.data), tuple(self.languages.data), self.hours_from.data,
                       self.hours_to.data, "" if self.site.data == NO_MATTER else self.site.data)


class TargetForm(Form):
    """The part of the company a mentee wants to reach."""

    areas = RequiredChoiceField(_l("Which part of the company would you like to move into?"),
                        _l("Choose a department, or say that you're open."))

    @classmethod
    def for_(cls, enrolment: Enrolment) -> Self:
        """The form with the departments to choose from; nothing is chosen until there is an answer."""
        is_answered = steps.is_done(steps.REACH, enrolment)
        form = cls(areas=(enrolment.target_area or NO_MATTER) if is_answered else None)
        form.areas.choices = listed([(NO_MATTER, _("I'm open, or don't know yet")),
                                     *((department, department) for department in queries.departments())])
        return form

    def answer(self) -> tuple[str, ...]:
        """The chosen area, none when she is open."""
        return () if self.areas.data == NO_MATTER else (self.areas.data,)


class ReachForm(Form):
    """The parts of the company where a mentor has a say."""

    areas = SeveralField(_l("Where do you have influence, besides your own department?"))

    @classmethod
    def for_(cls, enrolment: Enrolment) -> Self:
        """The form with the departments to choose from, and those chosen before."""
        form = cls(areas=enrolment.reach)
        form.areas.choices = listed((department, department) for department in queries.departments())
        return form

    def answer(self) -> tuple[str, ...]:
        """The chosen areas."""
        return tuple(self.areas.data)


class PlacesForm(Form):
    """For how many people a mentor has time."""

    places = RequiredChoiceField(_l("How many people do you have time for?"), _l("Choose a number from one to five."),
                         choices=listed((str(number), str(number)) for number in range(1, 6)))
    is_sure = BooleanField(_l("I'm sure, save this number"))

    @classmethod
    def for_(cls, enrolment: Enrolment) -> Self:
        """The form with the number given before; nothing is chosen until there is an answer."""
        return cls(places=str(enrolment.places) if steps.is_done(steps.PLACES, enrolment) else None)


class CharterForm(Form):
    """Accepting the charter."""

    accepted = BooleanField(_l("I've read the six commitments and will do my best to keep them"))

    def validate_accepted(self, field: Any) -> None:
        """Only a tick accepts."""
        if not field.data:
            raise ValidationError(_("Tick the box if you accept the charter."))


class BoundaryForm(Form):
    """Looking for a colleague, posted and not in the address, so that no log or history keeps the name."""

    words = LineField(_l("Name or email address"), most=80)


class MergeForm(Form):
    """Which topic another one becomes part of; nothing is chosen beforehand."""

    into = PickField(_l("Merge it into"), _l("Choose the topic to merge it into."))

    @classmethod
    def for_(cls, topic: Topic) -> Self:
        """The form with the other topics people can choose."""
        form = cls()
        others = [other for other in programmes.offered_topics(topic.programme_id) if other.id != topic.id]
        form.into.choices = listed([("", ""), *((other.id, other.name) for other in others)])
        return form

    def validate_into(self, field: Any) -> None:
        """A topic was chosen."""
        if not field.data:
            raise ValidationError(_("Choose the topic to merge it into."))
