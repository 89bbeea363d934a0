"""create_app(): puts the app together. The one place that knows every feature."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_login import current_user
from flask_migrate import Migrate

from mentormatch import cli, config, logs, web
from mentormatch.actions import models as actions_models
from mentormatch.actions import parts as actions_parts
from mentormatch.actions import tasks as actions_tasks
from mentormatch.actions import views as actions
from mentormatch.admin import tasks as admin_tasks
from mentormatch.admin import views as admin
from mentormatch.agreements import models as agreements_models
from mentormatch.agreements import parts as agreements_parts
from mentormatch.agreements import views as agreements
from mentormatch.auditors import views as auditors
from mentormatch.base import access, audit, audit_daily, idempotency, mail, postman, tasks, throttle
from mentormatch.base.converters import CONVERTERS
from mentormatch.base.db import db, engine_options, install
from mentormatch.checkins import models as checkins_models
from mentormatch.checkins import parts as checkins_parts
from mentormatch.checkins import tasks as checkins_tasks
from mentormatch.checkins import views as checkins
from mentormatch.concerns import models as concerns_models
from mentormatch.concerns import parts as concerns_parts
from mentormatch.concerns import views as concerns
from mentormatch.enrolments import models as enrolments_models
from mentormatch.enrolments import views as enrolments
from mentormatch.goals import models as goals_models
from mentormatch.goals import parts as goals_parts
from mentormatch.goals import views as goals
from mentormatch.health import models as health_models
from mentormatch.health import tasks as health_tasks
from mentormatch.health import views as health
from mentormatch.home import navigation
from mentormatch.home import views as home
from mentormatch.pairs import models as pairs_models
from mentormatch.pairs import page as pair_page
from mentormatch.pairs import queries as pair_queries
from mentormatch.pairs import tasks as pairs_tasks
from mentormatch.pairs import views as pairs
from mentormatch.people import models as people_models
from mentormatch.people import tasks as people_tasks
from mentormatch.people import views as people
from mentormatch.people.accounts import sessions, unsent_forms
from mentormatch.people.roster import tasks as roster_tasks
from mentormatch.people.views.signing_in import ask_to_sign_in
from mentormatch.programmes import models as programmes_models
from mentormatch.programmes import views as programmes
from mentormatch.pulses import models as pulses_models
from mentormatch.pulses import parts as pulses_parts
from mentormatch.pulses import tasks as pulses_tasks
from mentormatch.pulses import views as pulses
from mentormatch.reminders import models as reminders_models
from mentormatch.reminders import tasks as reminders_tasks
from mentormatch.reminders import views as reminders
from mentormatch.rounds import models as rounds_models
from mentormatch.rounds import parts as rounds_parts
from mentormatch.rounds import tasks as rounds_tasks
from mentormatch.rounds import views as rounds
from mentormatch.rounds.decisions import looks
from mentormatch.rounds.first_look import tasks as first_look_tasks
from mentormatch.rounds.publishing import tasks as publishing_tasks
from mentormatch.signals import models as signals_models
from mentormatch.signals import views as signals

MODELS = (  # imported so that the migrations know every table
    audit, idempotency, mail, throttle,
    health_models, people_models, programmes_models, enrolments_models, pairs_models, agreements_models, goals_models,
    rounds_models, checkins_models, actions_models, pulses_models, concerns_models, signals_models, reminders_models,
)
FEATURES = (
    health, home, people, programmes, enrolments, pairs, agreements, goals, rounds, checkins, actions, pulses, concerns,
    signals, reminders, auditors, admin,
)
WORKS = {  # name -> work that a row wakes: see base/tasks.py
    "mail": postman.deliver, "people.mails": people_tasks.write,
    "roster": roster_tasks.check, "draft": rounds_tasks.compute, looks.WORK: looks.count,
}
SWEEPS = (  # what the worker does each minute, in this order; the postman comes last, for what the others wrote
    health_tasks.beat, idempotency.sweep, throttle.sweep, audit_daily.write_due,
    people_tasks.write_mails, people_tasks.forget, admin_tasks.forget_uploads, roster_tasks.check_waiting,
    pairs_tasks.lapse_due, pairs_tasks.decline_in_advance, pairs_tasks.remind_due, pairs_tasks.resume_due,
    pairs_tasks.part_those_gone,
    rounds_tasks.sweep_drafts, publishing_tasks.sweep_planned, first_look_tasks.sweep_looks,
    checkins_tasks.drop_meetings, checkins_tasks.forget_links, actions_tasks.lapse_due, pulses_tasks.ask_due,
    reminders_tasks.remind_due, postman.sweep,
)
PAIR_PARTS = (  # what features show on the page of a pair, in this order within a place: see pairs/page.py
    actions_parts.waits, actions_parts.summary, agreements_parts.agreement, agreements_parts.waits,
    checkins_parts.next_meeting, checkins_parts.waiting, concerns_parts.quiet, goals_parts.goals,
    pulses_parts.waits, pulses_parts.quiet, rounds_parts.take_back,
)
PAIR_TIMELINES = (actions_parts.entries, agreements_parts.entries, checkins_parts.entries, goals_parts.entries)


def create_app(settings: config.Settings | None = None, **flask_config: Any) -> Flask:
    """Build the app for some settings (default: from the environment).

    Raises config.BadSetting for a setting that cannot be used, RuntimeError for a route without an access rule.
    """
    settings = settings or config.load()
    app = Flask("mentormatch", instance_path=str(settings.instance_path))
    app.config.from_mapping(_flask_config(settings), **flask_config)
    app.url_map.converters.update(CONVERTERS)
    logs.init_app(app)
    db.init_app(app)
    with app.app_context():
        install(db.engine)
    Migrate(app, db, directory=str(config.PACKAGE / "migrations"), render_as_batch=True)
    access.init_app(app)
    web.init_app(app)
    sessions.init_app(app)
    throttle.limiter.init_app(app)
    tasks.init_app(app, works=WORKS, sweeps=SWEEPS)
    pair_page.init_app(app, parts=PAIR_PARTS, timelines=PAIR_TIMELINES)
    app.extensions.update(ask_to_sign_in=ask_to_sign_in, unsent_forms=unsent_forms,
                          places_in_use=pair_queries.places_in_use)
    cli.init_app(app)
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
    app.context_processor(lambda: navigation.frame(current_user))
    _check_rules(app)
    return app


def _flask_config(settings: config.Settings) -> dict[str, Any]:
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.secret_key_fallbacks),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "MAX_CONTENT_LENGTH": settings.upload_megabytes * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 5_000,
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "SESSION_COOKIE_NAME": "__Host-mentormatch" if settings.is_https else "mentormatch",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=settings.session_days),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SECRET_KEY": [*settings.secret_key_fallbacks, settings.secret_key],  # the last one signs
        "RATELIMIT_STORAGE_URI": settings.rate_limit_url or "mentormatch://",
        "TEMPLATES_AUTO_RELOAD": settings.development,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    }


def _check_rules(app: Flask) -> None:
    bare = sorted(rule.endpoint for rule in app.url_map.iter_rules() if not access.rule_of(app, rule.endpoint))
    if bare:
        raise RuntimeError(f"Routes without @requires or @public: {', '.join(bare)}")
