"""audit rows that are there already lose the names among their facts, and are chained

Revision ID: 0019
Revises: 0018
"""
import hashlib
import json
from datetime import UTC

from alembic import op
import sqlalchemy as sa

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

AT_ONCE = 1_000
WORDS = {'name', 'before', 'into'}  # what topics and kinds of action were called
NAMED = ('topic.', 'action_kind.')

TABLE = sa.table(
    'audit_row', sa.column('id', sa.Integer), sa.column('at', sa.DateTime(timezone=True)),
    *(sa.column(name, sa.String) for name in ('verb', 'by_id', 'thing_kind', 'thing_id', 'programme_id', 'hash')),
    sa.column('facts', sa.JSON))


def upgrade():
    connection, last, head = op.get_bind(), 0, '0' * 64
    filled = TABLE.update().where(TABLE.c.id == sa.bindparam('row')).values(
        hash=sa.bindparam('hashed'), facts=sa.bindparam('cleaned', type_=sa.JSON))
    while rows := connection.execute(
            sa.select(TABLE).where(TABLE.c.id > last).order_by(TABLE.c.id).limit(AT_ONCE)).all():
        changes = []
        for row in rows:
            last, facts = row.id, row.facts
            if row.verb.startswith(NAMED):
                facts = {name: value for name, value in facts.items() if name not in WORDS}
            head = _digest(head, row, facts)
            changes.append({'row': row.id, 'hashed': head, 'cleaned': facts})
        connection.execute(filled, changes)


def downgrade():
    """The hashes go with their column, one step further down."""


def _digest(previous, row, facts):
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    content = [previous, at.astimezone(UTC).isoformat(timespec='microseconds'), row.verb, row.by_id, row.thing_kind,
               row.thing_id, row.programme_id, facts]
    spelt = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(',', ':'))
    return hashlib.sha256(spelt.encode()).hexdigest()
