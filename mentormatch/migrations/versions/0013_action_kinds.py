"""programmes that are there already get the kinds of sponsor action that new ones start with

Revision ID: 0013
Revises: 0012
"""
import base64
import secrets

from alembic import op
import sqlalchemy as sa

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

KINDS = (
    ("put-forward", "Put her forward for a role or an assignment", "Put you forward for a role or an assignment",
     "Her name, said where it was decided: a project, a panel, a stage, a succession list."),
    ("told-manager", "Spoke to her manager about her work", "Spoke to your manager about your work",
     "What she did well and what it was worth, told to the person who rates her."),
    ("promotion-pay", "Spoke for her promotion or pay", "Spoke for your promotion or pay",
     "In the round where it is settled, or with the people who prepare it."),
    ("introduced", "Introduced her to somebody who matters", "Introduced you to somebody who matters",
     "Brought her into a conversation, a lunch or a circle that was closed to her."),
    ("credited", "Credited her, or passed her work on", "Credited you, or passed your work on",
     "Said whose idea it was, or showed her work to people who had not seen it."),
    ("gave-platform", "Gave up a platform for her", "Gave up a platform for you",
     "A talk, a seat or a meeting that was his, and that she took with her own voice."),
    ("stood-by", "Stood by her in the room", "Stood by you in the room",
     "Stopped an interruption, put a wrong picture right, or handed a point back to her."),
    ("candid-feedback", "Gave her candid feedback", "Gave you candid feedback",
     "Something about her work that nobody else told her and that she can use."),
)


def upgrade():
    names = ('id', 'programme_id', 'slug', 'name', 'for_her', 'description')
    table = sa.table('action_kind', *(sa.column(name, sa.String) for name in names),
                     sa.column('position', sa.Integer))
    programmes = op.get_bind().execute(sa.text('select id from programme order by id')).scalars().all()
    rows = [
        dict(zip(names, (_new_id(), programme_id, *kind)), position=place)
        for programme_id in programmes for place, kind in enumerate(KINDS)]
    if rows:
        op.bulk_insert(table, rows)


def downgrade():
    """Kinds that actions have cannot go; they disappear with the tables themselves, one step further down."""


def _new_id():
    return base64.b32encode(secrets.token_bytes(10)).decode('ascii').lower()
