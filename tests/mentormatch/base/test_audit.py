"""The audit trail: a chain that shows every tampering, rows that nothing changes, and facts without a word in them."""

import threading
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import DBAPIError

from mentormatch.base import audit
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from tests.support import make

COLUMNS = "at, verb, by_id, thing_kind, thing_id, programme_id, facts, hash"


def recorded(*verbs, **facts):
    with transaction():
        for verb in verbs:
            audit.record(verb, now=make.NOW, **facts)


def tampered(*statements):
    """Change rows as someone could who holds the database itself."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    with transaction():
        run = db.session.execute
        if is_sqlite:
            triggers = run(db.text("select name, sql from sqlite_master where type = 'trigger'")).all()
            before, after = [f"drop trigger {name}" for name, _ in triggers], [sql for _, sql in triggers]
        else:
            before = ["alter table audit_row disable trigger user"]
            after = ["alter table audit_row enable trigger user"]
        for statement in (*before, *statements, *after):
            run(db.text(statement.replace(":", "\\:")))


def ids():
    return list(db.session.scalars(db.select(AuditRow.id).order_by(AuditRow.id)))


def test_rows_of_one_flush_of_several_and_of_a_transaction_undone_make_one_chain(app):
    recorded("a.first", "a.second", "a.third", number=1)
    with pytest.raises(ZeroDivisionError), transaction():
        audit.record("b.undone", now=make.NOW)
        db.session.flush()
        raise ZeroDivisionError
    with transaction():
        audit.record("c.first", now=make.NOW)
        db.session.flush()
        audit.record("c.second", now=make.NOW)

    chain = audit.check_chain()

    assert (chain.rows, chain.first_fault) == (5, None)
    assert chain.head == db.session.scalar(db.select(AuditRow.hash).order_by(AuditRow.id.desc()))


def test_the_spelling_that_is_hashed_stays_for_ever():
    row = SimpleNamespace(at=make.NOW, verb="pair.proposed", by_id="ada", thing_kind="pair", thing_id="p1",
                          programme_id=None, facts={"score": 700, "at": "2026-05-04"})

    assert audit.digest(audit.FIRST, row) == "b00f03dfaf03fbb7af9b1c4710deecbcd7431dcbe983c46f94155603047ca007"


@pytest.mark.parametrize("change", [
    "update audit_row set verb = 'x.y' where id = {third}", "update audit_row set by_id = 'ines' where id = {third}",
    "update audit_row set facts = '{{\"number\": 2}}' where id = {third}", "delete from audit_row where id = {second}",
    "update audit_row set at = '2026-05-04 09:30:00.000001' where id = {third}",
    f"insert into audit_row (id, {COLUMNS}) select {{third}}, {COLUMNS} from audit_row where id = {{second}}",
])
def test_a_row_changed_added_or_taken_out_is_named(app, change):
    recorded("a.one", "a.two", "a.three", "a.four", number=1)
    _first, second, third, _fourth = ids()
    aside = [f"delete from audit_row where id = {third}"] if change.startswith("insert") else []

    tampered(*aside, change.format(second=second, third=third))

    assert audit.check_chain().first_fault == third


def test_rows_cut_off_the_end_show_against_a_hash_kept_elsewhere(app):
    recorded("a.one", "a.two")
    noted_head = audit.check_chain().head
    recorded("a.three")

    assert audit.check_chain(noted_head).holds_known_head

    tampered(f"delete from audit_row where id >= {ids()[1]}")

    chain = audit.check_chain(noted_head)
    assert (chain.rows, chain.first_fault, chain.holds_known_head) == (1, None, False)


@pytest.mark.race
def test_many_writers_at_once_make_one_chain(app):
    failures = []

    def write():
        try:
            with app.app_context():
                for _ in range(5):
                    recorded("a.first", "a.second")
                db.session.remove()
        except Exception as problem:
            failures.append(problem)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    chain = audit.check_chain()
    assert (chain.rows, chain.first_fault) == (40, None)


def test_no_statement_changes_a_row(app):
    recorded("a.one")
    (row_id,), is_sqlite = ids(), db.engine.dialect.name == "sqlite"
    again = f"{row_id}, {COLUMNS.replace('verb', repr('x.y'))} from audit_row"
    statements = ["update audit_row set verb = 'x'", "delete from audit_row"]
    if is_sqlite:
        statements += [f"insert or replace into audit_row (id, {COLUMNS}) select {again}",
                       f"replace into audit_row (id, {COLUMNS}) select {again}",
                       "update or replace audit_row set verb = 'x'"]
    else:
        statements += ["truncate audit_row", "truncate audit_row cascade",
                       f"insert into audit_row (id, {COLUMNS}) select {again} on conflict (id) do update set verb = ''"]

    for statement in statements:
        with pytest.raises(DBAPIError, match="never changed"), transaction():
            db.session.execute(db.text(statement))

    assert db.session.scalars(db.select(AuditRow.verb)).all() == ["a.one"]


@pytest.mark.parametrize("facts", [
    {"name": "Ines Okafor"}, {"email": "ines@company.example"}, {"people": ["Zoë"]}, {"of": {"Ines Okafor": 1}},
])
def test_a_fact_that_could_be_a_name_or_an_address_is_refused(app, facts):
    with pytest.raises(ValueError, match="holds words"), transaction():
        audit.record("person.invited", now=make.NOW, **facts)
