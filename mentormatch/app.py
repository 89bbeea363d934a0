"""create_app(): puts the app together. The one place that knows every feature."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_login import current_user
from flask_migrate import Migrate

from mentormatch import cli, config, logs, web
from mentormatch.actions import models as actions_models
from mentormatch.actions import tasks as actions_tasks
from mentormatch.actions import views as actions
from mentormatch.admin import views as admin
from mentormatch.agreements import models as agreements_models
from mentormatch.agreements import views as agreements
from mentormatch.base import access, audit, health, idempotency, mail, postman, tasks, throttle
from mentormatch.base.converters import CONVERTERS
from mentormatch.base.db import db, engine_options, install
from mentormatch.checkins import models as checkins_models
from mentormatch.checkins import tasks as checkins_tasks
from mentormatch.checkins import views as checkins
from mentormatch.concerns import models as concerns_models
from mentormatch.concerns import views as concerns
from mentormatch.enrolments import models as enrolments_models
from mentormatch.enrolments import views as enrolments
from mentormatch.goals import models as goals_models
from mentormatch.goals import views as goals
from mentormatch.home import navigation
from mentormatch.home import views as home
from mentormatch.pairs import models as pairs_models
from mentormatch.pairs import tasks as pairs_tasks
from mentormatch.pairs import views as pairs
from mentormatch.people import models as people_models
from mentormatch.people import tasks as people_tasks
from mentormatch.people import views as people
from mentormatch.people.accounts import sessions
from mentormatch.programmes import models as programmes_models
from mentormatch.programmes import views as programmes
from mentormatch.pulses import models as pulses_models
from mentormatch.pulses import tasks as pulses_tasks
from mentormatch.pulses import views as pulses
from mentormatch.reminders import models as reminders_models
from mentormatch.reminders import tasks as reminders_tasks
from mentormatch.reminders import views as reminders
from mentormatch.rounds import models as rounds_models
from mentormatch.rounds import tasks as rounds_tasks
from mentormatch.rounds import views as rounds
from mentormatch.rounds.first_look import tasks as first_look_tasks
from mentormatch.rounds.publishing import tasks as publishing_tasks
from mentormatch.signals import models as signals_models
from mentormatch.signals import views as signals

MODELS = (  # imported so that every table is known to the migrations, every sweep to the worker
    audit, health, mail, idempotency, postman, throttle,
    people_models, programmes_models, enrolments_models, pairs_models, agreements_models,
    goals_models, rounds_models, checkins_models, actions_models, pulses_models, concerns_models, signals_models,
    reminders_models,
)
TASKS = (  # imported so that their work and sweeps are registered
    people_tasks, pairs_tasks, rounds_tasks, publishing_tasks, first_look_tasks, checkins_tasks, reminders_tasks,
    actions_tasks, pulses_tasks,
)
FEATURES = (
    health, home, people, programmes, enrolments, pairs, agreements, goals, rounds, checkins, actions, pulses, concerns,
    signals, reminders, admin,
)


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
    tasks.init_app(app)
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
    app.context_processor(lambda: navigation.frame(current_user))
    cli.init_app(app)
    _check_rules(app)
    return app


def _flask_config(settings: config.Settings) -> dict[str, Any]:
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
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
        "RATELIMIT_STORAGE_URI": settings.rate_limit_url or "mentormatch://",
        "TEMPLATES_AUTO_RELOAD": settings.development,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    }


def _check_rules(app: Flask) -> None:
    bare = sorted(rule.endpoint for rule in app.url_map.iter_rules() if not access.rule_of(app, rule.endpoint))
    if bare:
        raise RuntimeError(f"Routes without @requires or @public: {', '.join(bare)}")
