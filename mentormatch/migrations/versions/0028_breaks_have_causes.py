"""breaks have causes, deeds wait for the end of their day, concerns keep their readers

Revision ID: 0028
Revises: 0027
"""
from alembic import op
import sqlalchemy as sa

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

KINDS = "'received', 'in-hand', 'closed', 'note', 'message', 'added', 'paused', 'resumed'"


def upgrade():
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.add_column(sa.Column('has_own_break', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('held_for', sa.String(), server_default=sa.text("''"), nullable=False))
    op.create_table(
        'daily_audit_entry',
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('verb', sa.String(), nullable=False),
        sa.Column('by_id', sa.String(), nullable=True),
        sa.Column('thing_kind', sa.String(), nullable=True),
        sa.Column('thing_id', sa.String(), nullable=True),
        sa.Column('programme_id', sa.String(), nullable=True),
        sa.Column('id', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_daily_audit_entry')))
    op.create_index(op.f('ix_daily_audit_entry_day'), 'daily_audit_entry', ['day'])
    op.create_table(
        'concern_reader',
        sa.Column('concern_id', sa.String(), nullable=False),
        sa.Column('person_id', sa.String(), nullable=False),
        sa.Column('since', sa.DateTime(timezone=True), nullable=False),
        sa.Column('opened_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_concern_reader_concern_id_concern'),
                                ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_concern_reader_person_id_person'),
                                ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('concern_id', 'person_id', name=op.f('pk_concern_reader')))
    op.create_index(op.f('ix_concern_reader_person_id'), 'concern_reader', ['person_id'])
    with op.batch_alter_table('concern_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('about_id', sa.String(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_concern_entry_about_id_person'), 'person', ['about_id'], ['id'],
                                    ondelete='SET NULL')
        batch_op.drop_constraint(batch_op.f('ck_concern_entry_kind'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_concern_entry_kind'),
                                         f"kind in ({KINDS}, 'opened', 'allowed', 'handed-on')")


def downgrade():
    op.execute("delete from concern_entry where kind in ('opened', 'allowed', 'handed-on')")
    with op.batch_alter_table('concern_entry', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_concern_entry_kind'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_concern_entry_kind'), f"kind in ({KINDS})")
        batch_op.drop_constraint(batch_op.f('fk_concern_entry_about_id_person'), type_='foreignkey')
        batch_op.drop_column('about_id')
    op.drop_table('concern_reader')
    op.drop_table('daily_audit_entry')
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.drop_column('held_for')
        batch_op.drop_column('has_own_break')
