"""Apps lent to one test after another: putting one together and compiling its templates takes most of a test's time.

An app is moved to the next test's folder and database, with the config it had at first; a queue that is off stays
where it was made. One that a test changed in another way (a route, a hook, a listener of its engine) is not lent again.
A test that is about create_app() calls it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, is_dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Blueprint, Flask
from jinja2 import FileSystemBytecodeCache, TemplateRuntimeError, Undefined, UndefinedError
from jinja2.utils import missing
from sqlalchemy import Engine, event, make_url

from mentormatch import logs
from mentormatch.app import create_app
from mentormatch.base import tasks
from mentormatch.base.db import db
from mentormatch.config import Settings

NOWHERE = Path("nowhere")
REGISTRIES = ("blueprints", "view_functions", "error_handler_spec", "before_request_funcs", "after_request_funcs",
              "teardown_request_funcs", "template_context_processors", "teardown_appcontext_funcs")
LISTENED = ("before_execute", "after_execute", "before_cursor_execute", "after_cursor_execute",
            "begin", "commit", "rollback", "engine_connect")


class MissingAttribute(Undefined):
    """Fails where a template asks an object of ours for what it has not: a renamed attribute would show as nothing."""

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None,
                 exc: type[TemplateRuntimeError] = UndefinedError) -> None:
        if is_dataclass(obj) or isinstance(obj, ModuleType | db.Model):  # forms may lack a field; these may not
            raise AttributeError(f"A template asks {obj!r} for {name!r}, which it has not.")
        super().__init__(hint, obj, name, exc)


@dataclass
class _IdleApp:
    """An app nobody uses now, and what it was like when it was made."""

    app: Flask
    engine: Engine
    config: dict[str, Any]
    extensions: dict[str, Any]
    shape: Any


_idle: dict[Any, list[_IdleApp]] = {}


def keep_templates(folder: Path) -> None:
    """Have every app of this process take compiled templates from a folder, where a run before left them."""
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


@contextmanager
def lent(settings: Settings, *made_up: Blueprint, **flask_config: Any) -> Iterator[Flask]:
    """An app for these settings, as create_app(settings, TESTING=True, QUEUE_IS_OFF=True, ...) would make it.

    It has the pages of made-up features as well.
    """
    idle = _idle.setdefault((_kind(settings, flask_config), made_up), [])
    idle_app = idle.pop() if idle else _create(settings, made_up, flask_config)
    _move(idle_app, settings)
    try:
        yield idle_app.app
    finally:
        idle_app.engine.dispose()
        if _shape(idle_app.app, idle_app.engine) == idle_app.shape:
            idle.append(idle_app)


def _kind(settings: Settings, flask_config: dict[str, Any]) -> Any:
    """What two apps have in common when one can be moved to where the other was."""
    where = "sqlite" if settings.database_url.startswith("sqlite") else settings.database_url
    bare = replace(settings, instance_path=NOWHERE, database_url=where, secret_key="", mail_url="", queue_url="")
    return bare, tuple(sorted(flask_config.items()))


def _create(settings: Settings, made_up: tuple[Blueprint, ...], flask_config: dict[str, Any]) -> _IdleApp:
    app = create_app(settings, **{"TESTING": True, "QUEUE_IS_OFF": True} | flask_config)
    for blueprint in made_up:
        app.register_blueprint(blueprint)
    app.jinja_env.undefined = MissingAttribute
    engine = db._app_engines[app][None]
    if engine.dialect.name == "sqlite":
        @event.listens_for(engine, "do_connect")
        def connect_where_it_was_moved(_dialect: Any, _entry: Any, arguments: list[Any], _more: Any) -> None:
            arguments[0] = engine.url.database

        @event.listens_for(engine, "connect")
        def do_not_wait_for_the_disk(connection: Any, _entry: Any) -> None:
            connection.execute("pragma synchronous=off")
    return _IdleApp(app, engine, dict(app.config), dict(app.extensions), _shape(app, engine))


def _move(idle_app: _IdleApp, settings: Settings) -> None:
    """Give an app another folder, database and secret, and whatever a test may have changed as it was at first."""
    app = idle_app.app
    app.config.clear()
    app.config.update(idle_app.config, SETTINGS=settings, SECRET_KEY=settings.secret_key,
                      WTF_CSRF_SECRET_KEY=[*settings.secret_key_fallbacks, settings.secret_key],
                      SQLALCHEMY_DATABASE_URI=settings.database_url)
    app.extensions.clear()
    app.extensions.update(idle_app.extensions)
    app.instance_path = str(settings.instance_path)
    app._got_first_request = False  # so that a test may add a route
    idle_app.engine.url = make_url(settings.database_url)
    if not app.config["QUEUE_IS_OFF"]:
        tasks.init_app(app)
    logs.init_app(app)


def _shape(app: Flask, engine: Engine) -> Any:
    """Everything that can be registered with an app, to compare."""
    registries = {name: _copied(getattr(app, name)) for name in REGISTRIES}
    listeners = {name: list(getattr(engine.dispatch, name)) for name in LISTENED}
    environment = app.jinja_env
    return (registries, listeners, len(list(app.url_map.iter_rules())), app.wsgi_app,
            dict(environment.globals), dict(environment.filters), dict(environment.tests))


def _copied(value: Any) -> Any:
    """A registry to compare later: lists and dicts copied, empty ones left out, as a look into them makes those."""
    if isinstance(value, dict):
        copied = {key: _copied(inner) for key, inner in value.items()}
        return {key: inner for key, inner in copied.items() if inner not in ({}, [])}
    return list(value) if isinstance(value, list) else value
