"""/healthz: what it says, and that it tells no secrets."""

from datetime import timedelta

from sqlalchemy.exc import OperationalError

from mentormatch.base import clock
from mentormatch.base.db import migrating
from mentormatch.health import queries as health
from mentormatch.health import tasks
from tests.support import make


def test_a_working_installation_is_well_although_no_worker_was_seen(browser):
    page = browser.get("/healthz")

    assert page.status_code == 200
    assert page.get_json() == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "not seen"}


def test_a_worker_is_seen_for_three_minutes(app, browser):
    tasks.beat(make.NOW)

    assert browser.get("/healthz").get_json()["worker"] == "ok"
    with clock.stopped(make.NOW + timedelta(minutes=4)):
        assert browser.get("/healthz").get_json()["worker"] == "not seen"


def test_tables_of_another_version_are_not_well(app, browser):
    with migrating() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '0001'")

    page = browser.get("/healthz")

    assert (page.status_code, page.get_json()["migrations"]) == (503, "behind: run init-db")
    with migrating() as connection:
        connection.exec_driver_sql(f"update alembic_version set version_num = '{health.head()}'")


def test_a_database_that_cannot_be_read_is_not_well(app, browser, monkeypatch):
    def unreadable():
        raise OperationalError("select 1", {}, Exception("disk"))

    monkeypatch.setattr(health, "revision", unreadable)

    page = browser.get("/healthz")

    assert (page.status_code, page.get_json()["database"]) == (503, "cannot be read")
    assert "select" not in page.get_data(as_text=True)
