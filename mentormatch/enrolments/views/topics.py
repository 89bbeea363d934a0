"""The topics of a programme with how often each is wanted and offered, and the pages that change them."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.enrolments import coordinator_actions, queries
from mentormatch.enrolments.forms import MergeForm
from mentormatch.programmes import queries as programmes
from mentormatch.programmes import topics as services
from mentormatch.programmes.forms import TopicForm
from mentormatch.programmes.models import Programme, Topic
from mentormatch.programmes.views.blueprint import bp


@bp.get("/programmes/<slug:slug>/topics")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def topics(programme: Programme) -> ResponseReturnValue:
    """All topics under their headings."""
    listed = programmes.topics(programme.id)
    return page("programmes/topics.html", programme=programme, usage=queries.topic_usage(programme.id),
                groups=programmes.grouped([topic for topic in listed if topic.is_offered]),
                gone=[topic for topic in listed if not topic.is_offered],
                names={topic.id: topic.name for topic in listed})


@bp.route("/programmes/<slug:slug>/topics/new", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def new_topic(programme: Programme) -> ResponseReturnValue:
    """One more topic."""
    form = TopicForm()
    return handle(
        form,
        lambda: services.add(programme, form.name.data or "", group=form.group.data or "",
                             description=form.description.data or "", by=current_user, now=clock.now()),
        done=lambda _result: go("programmes.topics", slug=programme.slug,
                                message=_("People can now choose “%(name)s”.", name=form.name.data)),
    ) or page("programmes/topic.html", form=form, programme=programme, topic=None,
              groups=programmes.topic_groups(programme.id))


@bp.route("/topics/<id:topic_id>", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=programmes.topic)
def topic(topic: Topic) -> ResponseReturnValue:
    """Rename a topic, or say better what it means."""
    form = TopicForm.for_(topic)
    answer = handle(
        form,
        lambda: services.rename(topic, form.name.data or "", group=form.group.data or "",
                                description=form.description.data or "", by=current_user, now=clock.now()),
        done=lambda _result: go("programmes.topics", slug=topic.programme.slug, message=_(
            "Saved. Everyone who chose this topic keeps it, under its new name.")))
    place, count = programmes.place_of(topic)
    return answer or page("programmes/topic.html", form=form, programme=topic.programme, topic=topic, place=place,
                          count=count, groups=programmes.topic_groups(topic.programme_id))


@bp.route("/topics/<id:topic_id>/merge", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=programmes.topic)
def merge_topic(topic: Topic) -> ResponseReturnValue:
    """Make a topic part of another; said beforehand how many people follow."""
    form = MergeForm.for_(topic)
    return handle(
        form,
        lambda: coordinator_actions.merge_topics(topic, form.into.data, by=current_user, now=clock.now()),
        done=lambda number: go("programmes.topics", slug=topic.programme.slug, message=ngettext(
            "Merged. One person's choice followed.", "Merged. %(num)d people's choices followed.",
            number) if number else _("Merged. No one had chosen it.")),
    ) or page("programmes/merge.html", form=form, programme=topic.programme, topic=topic,
              usage=queries.topic_usage(topic.programme_id).get(topic.id, queries.Usage()))


@bp.post("/topics/<id:topic_id>/retire")
@requires(Permission.RUN_PROGRAMME, on=programmes.topic)
def retire_topic(topic: Topic) -> ResponseReturnValue:
    """Offer a topic no more."""
    with transaction():
        services.retire(topic, by=current_user, now=clock.now())
    flash(_("“%(name)s” is no longer offered. You can offer it again at the bottom of this page.", name=topic.name),
          "success")
    return go("programmes.topics", slug=topic.programme.slug)


@bp.post("/topics/<id:topic_id>/restore")
@requires(Permission.RUN_PROGRAMME, on=programmes.topic)
def restore_topic(topic: Topic) -> ResponseReturnValue:
    """Offer a topic again."""
    with transaction():
        services.restore(topic, by=current_user, now=clock.now())
    flash(_("People can choose “%(name)s” again.", name=topic.name), "success")
    return go("programmes.topics", slug=topic.programme.slug)


@bp.post("/topics/<id:topic_id>/move-up")
@requires(Permission.RUN_PROGRAMME, on=programmes.topic)
def move_topic_up(topic: Topic) -> ResponseReturnValue:
    """One place up in its group."""
    with transaction():
        services.move(topic, -1, by=current_user, now=clock.now())
    return go("programmes.topic", topic_id=topic.id, _anchor="place")


@bp.post("/topics/<id:topic_id>/move-down")
@requires(Permission.RUN_PROGRAMME, on=programmes.topic)
def move_topic_down(topic: Topic) -> ResponseReturnValue:
    """One place down in its group."""
    with transaction():
        services.move(topic, 1, by=current_user, now=clock.now())
    return go("programmes.topic", topic_id=topic.id, _anchor="place")
