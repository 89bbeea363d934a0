"""0018 to 0020: rows written by an earlier version lose their names and are chained, on either database."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy.exc import DBAPIError

from mentormatch.app import create_app
from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from tests.support import databases, make

ROWS = 1_500  # more than the migration takes at a time


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def earlier(request, tmp_path):
    """An installation of the version before."""
    url = f"sqlite:///{tmp_path}/earlier.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").empty()
    app = create_app(databases.settings_for(tmp_path, DATABASE_URL=url), TESTING=True, QUEUE_IS_OFF=True)
    with app.app_context():
        upgrade(revision="0017")
        yield app
        db.session.remove()
        db.engine.dispose()


def written(verb, facts, count=1):
    with transaction():
        for _ in range(count):
            db.session.execute(
                db.text("insert into audit_row (at, verb, by_id, by_name, facts)"
                        " values (:at, :verb, 'a', 'Ada', :facts)"),
                {"at": "2026-05-04 09:30:00.000000+00:00", "verb": verb, "facts": facts})


def test_rows_of_an_earlier_version_are_chained_and_nameless(earlier):
    written("topic.renamed", '{"before": "Ada’s topic", "name": "Négociation", "people": 3}')
    written("people.imported", '{"new": 2.5, "changed": null}', ROWS)

    upgrade()
    with transaction():
        audit.record("person.registered", now=make.NOW)

    chain = audit.check_chain()
    assert (chain.rows, chain.first_fault) == (ROWS + 2, None)
    rows = db.session.execute(db.text("select * from audit_row order by id limit 1")).mappings().one()
    assert "Ada" not in str(dict(rows))
    assert db.session.scalars(db.select(audit.AuditRow.facts).limit(1)).one() == {"people": 3}


def test_the_way_back_keeps_rows_as_they_were_written(earlier):
    upgrade()
    with transaction():
        audit.record("person.registered", now=make.NOW)

    db.session.remove()
    downgrade(revision="0017")

    for statement in ("update audit_row set verb = 'x'", "delete from audit_row"):
        with pytest.raises(DBAPIError, match="never changed"), transaction():
            db.session.execute(db.text(statement))
    assert db.session.execute(db.text("select verb from audit_row")).scalars().all() == ["person.registered"]
