"""Rules about every table: migrations make what models say, constraints have names, rows know their end."""

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import DateTime, String, inspect

from mentormatch.app import create_app
from mentormatch.base.db import UtcDateTime, db
from tests.support import databases


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def migrated_app(request, migrated, tmp_path):
    """The app on a migrated database of each kind."""
    if request.param == "sqlite":
        databases.copy_sqlite(migrated, tmp_path)
        settings = databases.settings_for(tmp_path)
    else:
        settings = databases.settings_for(tmp_path, DATABASE_URL=request.getfixturevalue("postgres").fresh())
    app = create_app(settings, TESTING=True, QUEUE_IS_OFF=True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def advice(difference):
    """What differs between the migrations (database) and the models, and what to do about it."""
    if isinstance(difference, list):  # changes of one column come as a list
        return "\n".join(map(advice, difference))
    if difference[0] == "modify_default":
        _kind, _schema, table, column, _existing, in_database, in_model = difference
        return (f"{table}.{column}: its server default is {_default(in_database)} in the migrations and "
                f"{_default(in_model)} in the model. Where a migration of this change adds the column, say the same "
                "server_default there and in the model; otherwise write one that alters it.")
    return f"{difference}: write a migration (`flask --app wsgi db migrate`), and commit it with the models."


def _default(value):
    return "none" if value is None else getattr(value, "arg", value)


def test_the_migrations_make_exactly_what_the_models_say(migrated_app):
    options = {"compare_type": True, "compare_server_default": True}
    context = MigrationContext.configure(db.session.connection(), opts=options)

    differences = list(map(advice, compare_metadata(context, db.metadata)))

    assert not differences, "\n".join(["The migrations make other tables than the models:", *differences])


@pytest.mark.postgres
def test_a_fresh_database_has_no_table_of_a_queue_that_was_used_before(postgres):
    with psycopg.connect(postgres.fresh()) as connection:
        connection.execute("create table huey_task (id serial primary key)")

    with psycopg.connect(postgres.fresh()) as connection:
        assert connection.execute("select to_regclass('huey_task')").fetchone() == (None,)


def test_every_check_of_the_models_is_in_the_database(migrated_app):
    inspector = inspect(db.engine)

    missing = [constraint.name for table in db.metadata.sorted_tables for constraint in table.constraints
               if type(constraint).__name__ == "CheckConstraint"
               and constraint.name not in {check["name"] for check in inspector.get_check_constraints(table.name)}]

    assert missing == [], "Alembic does not compare checks; write them into a migration by hand."


def test_every_constraint_and_index_has_a_name(app):
    nameless = [f"{table.name}: {item!r}" for table in db.metadata.sorted_tables
                for item in (*table.constraints, *table.indexes) if not item.name]

    assert nameless == []


def test_every_foreign_key_says_what_happens_when_its_row_goes(app):
    silent = [f"{table.name}.{key.parent.name}" for table in db.metadata.sorted_tables for key in table.foreign_keys
              if key.ondelete not in ("CASCADE", "SET NULL", "RESTRICT")]

    assert silent == [], "Write ForeignKey(…, ondelete=…)."


def test_what_is_set_to_null_may_be_null(app):
    stuck = [f"{table.name}.{key.parent.name}" for table in db.metadata.sorted_tables for key in table.foreign_keys
             if key.ondelete == "SET NULL" and not key.parent.nullable]

    assert stuck == []


def test_text_has_no_length_limit_and_moments_have_a_zone(app):
    odd = [f"{column.table.name}.{column.name}" for table in db.metadata.sorted_tables for column in table.columns
           if (isinstance(column.type, String) and column.type.length)
           or (isinstance(column.type, DateTime) and not isinstance(column.type, UtcDateTime))]

    assert odd == [], "Lengths are the forms' business; moments are Mapped[datetime]."


def test_every_table_is_named_in_the_singular_and_has_a_key(app):
    odd = [table.name for table in db.metadata.sorted_tables
           if not table.primary_key.columns or (table.name.endswith("s") and not table.name.endswith("ss"))]

    assert odd == []
