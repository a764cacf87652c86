"""Who vouches for keys: public keys, rosters and organisations' wrapped secrets."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'ce57763d2150'
down_revision = 'c5777db72756'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('account_key',
    sa.Column('kid', sa.LargeBinary(), nullable=False),
    sa.Column('person', sa.LargeBinary(), nullable=True),
    sa.Column('organisation', sa.LargeBinary(), nullable=True),
    sa.Column('kem_public', sa.LargeBinary(), nullable=False),
    sa.Column('sig_public', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('(person IS NULL) <> (organisation IS NULL)', name='account_key_has_one_holder'),
    sa.CheckConstraint('octet_length(kem_public) = 1216', name='account_key_kem_public_length'),
    sa.CheckConstraint('octet_length(kid) = 32', name='account_key_kid_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='account_key_organisation_length'),
    sa.CheckConstraint('octet_length(person) = 16', name='account_key_person_length'),
    sa.CheckConstraint('octet_length(sig_public) = 32', name='account_key_sig_public_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['person'], ['person.person'], ),
    sa.PrimaryKeyConstraint('kid'),
    sa.UniqueConstraint('person', name='account_key_is_one_a_person')
    )
    op.create_index('account_key_recovery', 'account_key', ['organisation'], unique=True, postgresql_where=sa.text('organisation IS NOT NULL'))
    op.create_table('organisation_epoch',
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('kid', sa.LargeBinary(), nullable=False),
    sa.Column('kem_public', sa.LargeBinary(), nullable=False),
    sa.Column('previous', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('(epoch = 0) = (previous IS NULL)', name='organisation_epoch_first_has_none_before'),
    sa.CheckConstraint('epoch >= 0', name='organisation_epoch_is_positive'),
    sa.CheckConstraint('octet_length(kem_public) = 1216', name='organisation_epoch_kem_public_length'),
    sa.CheckConstraint('octet_length(kid) = 32', name='organisation_epoch_kid_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='organisation_epoch_organisation_length'),
    sa.CheckConstraint('octet_length(previous) = 60', name='organisation_epoch_previous_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.PrimaryKeyConstraint('organisation', 'epoch'),
    sa.UniqueConstraint('kid', name='organisation_epoch_kid_is_once')
    )
    op.create_table('roster',
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('signature', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.CheckConstraint('digest = sha256(body)', name='roster_digest_is_of_its_body'),
    sa.CheckConstraint('octet_length(body) BETWEEN 64 AND 80000', name='roster_body_length'),
    sa.CheckConstraint('octet_length(digest) = 32', name='roster_digest_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='roster_organisation_length'),
    sa.CheckConstraint('octet_length(signature) = 64', name='roster_signature_length'),
    sa.CheckConstraint('version >= 0 AND epoch >= 0', name='roster_counts_are_positive'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.PrimaryKeyConstraint('organisation', 'version'),
    sa.UniqueConstraint('digest', name='roster_digest_is_once')
    )
    op.create_table('organisation_wrap',
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('kid', sa.LargeBinary(), nullable=False),
    sa.Column('wrap', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(kid) = 32', name='organisation_wrap_kid_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='organisation_wrap_organisation_length'),
    sa.CheckConstraint('octet_length(wrap) = 1168', name='organisation_wrap_wrap_length'),
    sa.ForeignKeyConstraint(['kid'], ['account_key.kid'], ),
    sa.ForeignKeyConstraint(['organisation', 'epoch'], ['organisation_epoch.organisation', 'organisation_epoch.epoch'], name='organisation_wrap_is_of_an_epoch'),
    sa.PrimaryKeyConstraint('organisation', 'epoch', 'kid')
    )
    op.create_table('roster_name',
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('kid', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('octet_length(kid) = 32', name='roster_name_kid_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='roster_name_organisation_length'),
    sa.ForeignKeyConstraint(['kid'], ['account_key.kid'], ),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.PrimaryKeyConstraint('organisation', 'kid')
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table('roster_name')
    op.drop_table('organisation_wrap')
    op.drop_table('roster')
    op.drop_table('organisation_epoch')
    op.drop_index('account_key_recovery', table_name='account_key', postgresql_where=sa.text('organisation IS NOT NULL'))
    op.drop_table('account_key')
