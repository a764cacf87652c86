"""What is reported: rooms, their epochs and history, sealed entries, sites and notices."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '56e2c65442db'
down_revision = 'ce57763d2150'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('entry',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('entry', sa.LargeBinary(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('posted_on', sa.Date(), nullable=False),
    sa.Column('header', sa.LargeBinary(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('blob', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('body IS NULL OR blob IS NULL', name='entry_body_lies_in_one_place'),
    sa.CheckConstraint('octet_length(blob) = 16', name='entry_blob_length'),
    sa.CheckConstraint('octet_length(body) BETWEEN 16 AND 262160', name='entry_body_length'),
    sa.CheckConstraint('octet_length(entry) = 16', name='entry_entry_length'),
    sa.CheckConstraint('octet_length(header) BETWEEN 64 AND 512', name='entry_header_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='entry_room_length'),
    sa.CheckConstraint('position >= 0 AND epoch >= 0', name='entry_place_is_positive'),
    sa.PrimaryKeyConstraint('room', 'position'),
    sa.UniqueConstraint('room', 'entry', name='entry_is_once_in_its_room')
    )
    op.create_index('entry_blob', 'entry', ['blob'], unique=True, postgresql_where=sa.text('blob IS NOT NULL'))
    op.create_table('room',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('head', sa.LargeBinary(), nullable=False),
    sa.Column('entries', sa.Integer(), nullable=False),
    sa.Column('founder', sa.LargeBinary(), nullable=False),
    sa.Column('founder_kem', sa.LargeBinary(), nullable=False),
    sa.Column('founder_sig', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("kind IN ('reporter', 'workers', 'table', 'dialogue')", name='room_kind_is_known'),
    sa.CheckConstraint("state IN ('submitted', 'acknowledged', 'withdrawn')", name='room_state_is_known'),
    sa.CheckConstraint('epoch >= 0 AND seq >= 0 AND entries >= 0', name='room_counts_are_positive'),
    sa.CheckConstraint('octet_length(founder) = 32', name='room_founder_length'),
    sa.CheckConstraint('octet_length(founder_kem) = 1216', name='room_founder_kem_length'),
    sa.CheckConstraint('octet_length(founder_sig) = 32', name='room_founder_sig_length'),
    sa.CheckConstraint('octet_length(head) = 32', name='room_head_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='room_room_length'),
    sa.PrimaryKeyConstraint('room')
    )
    op.create_table('room_epoch',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('statement', sa.LargeBinary(), nullable=False),
    sa.Column('signature', sa.LargeBinary(), nullable=False),
    sa.Column('previous', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('epoch >= 0', name='room_epoch_is_positive'),
    sa.CheckConstraint('octet_length(previous) = 60', name='room_epoch_previous_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='room_epoch_room_length'),
    sa.CheckConstraint('octet_length(signature) = 64', name='room_epoch_signature_length'),
    sa.CheckConstraint('octet_length(statement) BETWEEN 64 AND 16384', name='room_epoch_statement_length'),
    sa.PrimaryKeyConstraint('room', 'epoch')
    )
    op.create_table('room_event',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('payload', sa.LargeBinary(), nullable=False),
    sa.Column('signature', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(payload) BETWEEN 2 AND 16384', name='room_event_payload_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='room_event_room_length'),
    sa.CheckConstraint('octet_length(signature) = 64', name='room_event_signature_length'),
    sa.CheckConstraint('seq >= 0', name='room_event_seq_is_positive'),
    sa.PrimaryKeyConstraint('room', 'seq')
    )
    op.create_table('room_wrap',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('kid', sa.LargeBinary(), nullable=False),
    sa.Column('wrap', sa.LargeBinary(), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.CheckConstraint('epoch >= 0', name='room_wrap_epoch_is_positive'),
    sa.CheckConstraint('octet_length(kid) = 32', name='room_wrap_kid_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='room_wrap_room_length'),
    sa.CheckConstraint('octet_length(wrap) = 1168', name='room_wrap_wrap_length'),
    sa.PrimaryKeyConstraint('room', 'epoch', 'kid')
    )
    op.create_table('site',
    sa.Column('site', sa.LargeBinary(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('native_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('open_for_filing', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name='site_country_is_two_letters'),
    sa.CheckConstraint('char_length(address) <= 300', name='site_address_is_bounded'),
    sa.CheckConstraint('char_length(name) BETWEEN 1 AND 300', name='site_name_is_bounded'),
    sa.CheckConstraint('char_length(native_name) <= 300', name='site_native_name_is_bounded'),
    sa.CheckConstraint('octet_length(site) = 16', name='site_site_length'),
    sa.CheckConstraint('version >= 1', name='site_version_is_positive'),
    sa.PrimaryKeyConstraint('site'),
    sa.UniqueConstraint('country', 'name', 'address', name='site_is_once')
    )
    op.create_index('site_by_name', 'site', ['name', 'site'], unique=False)
    op.create_index('site_open', 'site', ['name', 'site'], unique=False, postgresql_where=sa.text('open_for_filing'))
    op.create_table('notice',
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(person) = 16', name='notice_person_length'),
    sa.ForeignKeyConstraint(['person'], ['person.person'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person')
    )
    op.create_table('room_reader',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('unseen', sa.Boolean(), nullable=False),
    sa.Column('mailed', sa.Boolean(), nullable=False),
    sa.CheckConstraint('octet_length(fingerprint) = 32', name='room_reader_fingerprint_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='room_reader_organisation_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='room_reader_room_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['room'], ['room.room'], ),
    sa.PrimaryKeyConstraint('room', 'organisation')
    )
    op.create_index('room_reader_inbox', 'room_reader', ['organisation', 'since', 'room'], unique=False)
    op.create_index('room_reader_to_mail', 'room_reader', ['organisation'], unique=False, postgresql_where=sa.text('unseen AND NOT mailed'))
    op.create_table('submission',
    sa.Column('room', sa.LargeBinary(), nullable=False),
    sa.Column('lookup', sa.LargeBinary(), nullable=False),
    sa.Column('idempotency', sa.LargeBinary(), nullable=False),
    sa.Column('request', sa.LargeBinary(), nullable=False),
    sa.Column('proof', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(idempotency) = 32', name='submission_idempotency_length'),
    sa.CheckConstraint('octet_length(lookup) = 32', name='submission_lookup_length'),
    sa.CheckConstraint('octet_length(proof) = 32', name='submission_proof_length'),
    sa.CheckConstraint('octet_length(request) = 32', name='submission_request_length'),
    sa.CheckConstraint('octet_length(room) = 16', name='submission_room_length'),
    sa.ForeignKeyConstraint(['room'], ['room.room'], ),
    sa.PrimaryKeyConstraint('room'),
    sa.UniqueConstraint('idempotency', name='submission_idempotency_is_once'),
    sa.UniqueConstraint('lookup', name='submission_lookup_is_once')
    )
    # Sealed bytes do not compress; trying would cost every filing time.
    for table, column in (("entry", "body"), ("room_wrap", "wrap"), ("room_epoch", "statement"), ("room", "founder_kem")):
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Take it back."""
    op.drop_table('submission')
    op.drop_index('room_reader_to_mail', table_name='room_reader', postgresql_where=sa.text('unseen AND NOT mailed'))
    op.drop_index('room_reader_inbox', table_name='room_reader')
    op.drop_table('room_reader')
    op.drop_table('notice')
    op.drop_index('site_open', table_name='site', postgresql_where=sa.text('open_for_filing'))
    op.drop_index('site_by_name', table_name='site')
    op.drop_table('site')
    op.drop_table('room_wrap')
    op.drop_table('room_event')
    op.drop_table('room_epoch')
    op.drop_table('room')
    op.drop_index('entry_blob', table_name='entry', postgresql_where=sa.text('blob IS NOT NULL'))
    op.drop_table('entry')
