"""people who have no account yet still have the name the roster gave them; of all others the next import says it

Revision ID: 0022
Revises: 0021
"""
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("update person set roster_name = name where password_hash is null")


def downgrade():
    """The names go with their column, one step further down."""
