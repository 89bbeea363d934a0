"""transaction(): commits once, refuses nesting, and nothing else can write."""

import gc
import logging
from dataclasses import replace

import pytest
import structlog
from sqlalchemy.exc import DBAPIError

from mentormatch import logs
from mentormatch.app import create_app
from mentormatch.base.db import NestedTransaction, _writes, after_commit, db, many_rows, transaction
from mentormatch.people.models import Person
from tests.support import databases, make


def test_a_transaction_commits_its_work(app):
    make.person("Ines Okafor")

    assert make.count(Person) == 1


def test_a_failed_transaction_leaves_nothing_and_forgets_its_callbacks(app):
    called = []

    with pytest.raises(RuntimeError, match="half way"), transaction():
        db.session.add(Person(name="A", email="a@company.example", created_at=make.NOW))
        after_commit(lambda: called.append(1))
        raise RuntimeError("half way")

    assert make.count(Person) == 0
    assert called == []


def test_a_transaction_inside_another_is_refused(app):
    with transaction(), pytest.raises(NestedTransaction), transaction():
        pass


def test_a_write_outside_a_transaction_is_refused_by_the_database(app):
    db.session.add(Person(name="A", email="a@company.example", created_at=make.NOW))

    with pytest.raises(DBAPIError, match=r"read-?only"):
        db.session.flush()


def test_what_was_read_before_is_read_again_inside(app):
    person = make.person("Ines Okafor")
    assert person.department == "Finance"
    with db.engine.connect() as other:
        token = _writes.set(True)
        try:
            with other.begin():
                other.exec_driver_sql("update person set department = 'Legal'")
        finally:
            _writes.reset(token)

    with transaction():
        assert person.department == "Legal"


def test_the_collector_of_cycles_rests_while_many_rows_are_read_and_works_again_after():
    with pytest.raises(ZeroDivisionError), many_rows():
        assert not gc.isenabled()
        with many_rows():
            pass
        assert not gc.isenabled(), "whoever began goes on without it"
        raise ZeroDivisionError

    assert gc.isenabled()


def test_a_row_the_database_refuses_leaves_no_word_in_the_log(app, caplog):
    name = "MARK" + "ER in a name"  # in two parts, because a traceback shows lines of code
    with pytest.raises(DBAPIError) as refusal, transaction():
        db.session.add(Person(name=name, email=name, created_at=make.NOW))
        db.session.flush()
    logging.getLogger("test").error("request.failed", exc_info=refusal.value)

    assert "email_lower" in caplog.text
    assert "MARKER" not in caplog.text


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_a_value_the_database_cannot_read_leaves_no_word_in_the_log(app, capsys, log_format):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], log_format=log_format)
    logs.init_app(app)
    value = "MARK" + "ER of someone"
    with pytest.raises(DBAPIError) as refusal:
        if db.engine.dialect.name == "sqlite":
            db.session.execute(db.text("select json_extract(:value, '$.a')"), {"value": value})
        else:
            db.session.execute(db.text("select cast(:value as integer)"), {"value": value})
    structlog.get_logger().error("request.failed", exc_info=refusal.value)

    written = "".join(capsys.readouterr())
    assert "request.failed" in written
    assert "MARKER" not in written


def test_what_was_acknowledged_survives_a_power_cut(tmp_path):
    app = create_app(databases.settings_for(tmp_path), TESTING=True, QUEUE_IS_OFF=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(db.text("pragma synchronous")).scalar() == 2, "2 is FULL"
        db.engine.dispose()
