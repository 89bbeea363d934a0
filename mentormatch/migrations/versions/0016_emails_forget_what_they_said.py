"""emails that were sent forget what they said, and those that wait are sealed

Revision ID: 0016
Revises: 0015
"""
import base64
import json
import zlib

from alembic import op
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
import sqlalchemy as sa

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

PARTS = ('subject', 'text', 'html', 'calendar', 'unsubscribe_url')
MAIL = sa.table('outbox_mail', sa.column('id', sa.Integer),
                *(sa.column(name, sa.String) for name in ('kind', 'state', 'to_email', 'to_name', 'sealed', *PARTS)))
EMPTY = {'subject': '', 'text': '', 'html': '', 'calendar': None, 'unsubscribe_url': None}


def upgrade():
    connection, cipher = op.get_bind(), _cipher()
    if connection.dialect.name == 'sqlite':
        connection.exec_driver_sql('PRAGMA secure_delete=ON')  # what is overwritten must not stay in the file
    unsent = sa.select(MAIL.c.id, *(MAIL.c[name] for name in PARTS)).where(MAIL.c.state != 'sent')
    for row in connection.execute(unsent).mappings().all():
        content = json.dumps({name: row[name] for name in PARTS}).encode()
        sealed = cipher.encrypt(zlib.compress(content)).decode('ascii')
        connection.execute(MAIL.update().where(MAIL.c.id == row['id']).values(sealed=sealed))
    connection.execute(MAIL.update().values(EMPTY))
    connection.execute(MAIL.update().where(MAIL.c.state == 'sent', sa.not_(MAIL.c.kind.like('people.%')))
                       .values(to_email='', to_name=''))


def downgrade():
    """Emails that wait get their words back; of those that were sent nothing is left to get."""
    connection, cipher = op.get_bind(), _cipher()
    for row in connection.execute(sa.select(MAIL.c.id, MAIL.c.sealed).where(MAIL.c.sealed.is_not(None))).all():
        content = json.loads(zlib.decompress(cipher.decrypt(row.sealed.encode())))
        connection.execute(MAIL.update().where(MAIL.c.id == row.id).values(
            {name: content[name] for name in PARTS} | {'sealed': None}))


def _cipher():
    """The key of the outbox as this version derives it."""
    secret = current_app.config['SECRET_KEY'].encode()
    derived = HKDF(SHA256(), length=32, salt=None, info=b'mentormatch/outbox').derive(secret)
    return Fernet(base64.urlsafe_b64encode(derived))
