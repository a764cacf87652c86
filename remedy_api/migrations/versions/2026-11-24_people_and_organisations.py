"""Who is there: the programme, people and how they sign in, organisations, members and invitations."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = 'c5777db72756'
down_revision = '1a7c5d0e90b2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('idempotency_key',
    sa.Column('scope_hash', sa.LargeBinary(), nullable=False),
    sa.Column('key_hash', sa.LargeBinary(), nullable=False),
    sa.Column('request_hash', sa.LargeBinary(), nullable=False),
    sa.Column('status', sa.SmallInteger(), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('created_on', sa.Date(), nullable=False),
    sa.CheckConstraint('octet_length(key_hash) = 32', name='ck_idempotency_key_key_hash'),
    sa.CheckConstraint('octet_length(request_hash) = 32', name='ck_idempotency_key_request_hash'),
    sa.CheckConstraint('octet_length(scope_hash) = 32', name='ck_idempotency_key_scope_hash'),
    sa.PrimaryKeyConstraint('scope_hash', 'key_hash')
    )
    op.create_index(op.f('ix_idempotency_key_created_on'), 'idempotency_key', ['created_on'], unique=False)
    op.create_table('installation',
    sa.Column('only', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('installation', sa.LargeBinary(), nullable=False),
    sa.Column('key_check', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('"only" = 1', name='installation_is_only_one'),
    sa.CheckConstraint('octet_length(installation) = 16', name='installation_installation_length'),
    sa.CheckConstraint('octet_length(key_check) = 32', name='installation_key_check_length'),
    sa.PrimaryKeyConstraint('only')
    )
    op.create_table('organisation',
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('languages', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('description', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('accepts_reports', sa.Boolean(), nullable=False),
    sa.Column('founded', sa.Boolean(), nullable=False),
    sa.Column('created_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("NOT accepts_reports OR kind IN ('worker_organisation', 'monitor', 'coordinator')", name='organisation_no_company_receives_reports'),
    sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name='organisation_country_is_two_letters'),
    sa.CheckConstraint("kind IN ('worker_organisation', 'monitor', 'coordinator', 'buyer', 'supplier', 'operator')", name='organisation_kind_is_known'),
    sa.CheckConstraint('char_length(name) BETWEEN 1 AND 200', name='organisation_name_is_bounded'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='organisation_organisation_length'),
    sa.CheckConstraint('version >= 1', name='organisation_version_is_positive'),
    sa.PrimaryKeyConstraint('organisation'),
    sa.UniqueConstraint('country', 'name', name='organisation_is_once_in_its_country')
    )
    op.create_index('organisation_by_name', 'organisation', ['name', 'organisation'], unique=False)
    op.create_table('person',
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('email', sa.LargeBinary(), nullable=True),
    sa.Column('login', sa.LargeBinary(), nullable=True),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('notices', sa.Boolean(), nullable=False),
    sa.Column('administrator', sa.Boolean(), nullable=False),
    sa.Column('closed', sa.Boolean(), nullable=False),
    sa.Column('vault', sa.LargeBinary(), nullable=True),
    sa.Column('vault_version', sa.Integer(), nullable=False),
    sa.Column('joined_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(login IS NULL) = (email IS NULL)', name='person_login_goes_with_its_address'),
    sa.CheckConstraint('(login IS NULL) = closed', name='person_closed_has_no_login'),
    sa.CheckConstraint('(vault IS NULL) = closed', name='person_closed_has_no_vault'),
    sa.CheckConstraint('NOT (closed AND administrator)', name='person_closed_administers_nothing'),
    sa.CheckConstraint('octet_length(email) BETWEEN 29 AND 1100', name='person_email_length'),
    sa.CheckConstraint('octet_length(login) = 32', name='person_login_length'),
    sa.CheckConstraint('octet_length(name) BETWEEN 29 AND 1000', name='person_name_length'),
    sa.CheckConstraint('octet_length(person) = 16', name='person_person_length'),
    sa.CheckConstraint('octet_length(vault) BETWEEN 28 AND 65536', name='person_vault_length'),
    sa.CheckConstraint('vault_version >= 0 AND version >= 1', name='person_versions_are_positive'),
    sa.PrimaryKeyConstraint('person'),
    sa.UniqueConstraint('login', name='person_login_is_once')
    )
    op.create_table('programme',
    sa.Column('only', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('instance', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('set_up', sa.Boolean(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('languages', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('default_language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('privacy', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('help', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("NOT set_up OR (name <> '' AND default_language = ANY(languages))", name='programme_set_up_is_complete'),
    sa.CheckConstraint("instance ~ '^[0-9a-f]{32}$'", name='programme_instance_is_32_hex_digits'),
    sa.CheckConstraint('"only" = 1', name='programme_is_only_one'),
    sa.CheckConstraint('char_length(name) <= 200', name='programme_name_is_bounded'),
    sa.CheckConstraint('version >= 1', name='programme_version_is_positive'),
    sa.PrimaryKeyConstraint('only')
    )
    op.create_table('setup_link',
    sa.Column('only', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.CheckConstraint('"only" = 1', name='setup_link_is_only_one'),
    sa.CheckConstraint('octet_length(token_hash) = 32', name='setup_link_token_hash_length'),
    sa.PrimaryKeyConstraint('only')
    )
    op.create_table('sign_in_lane',
    sa.Column('lane', sa.LargeBinary(), nullable=False),
    sa.Column('full_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('octet_length(lane) = 32', name='sign_in_lane_lane_length'),
    sa.PrimaryKeyConstraint('lane')
    )
    op.create_index('sign_in_lane_full', 'sign_in_lane', ['full_at'], unique=False)
    op.create_table('device',
    sa.Column('device_hash', sa.LargeBinary(), nullable=False),
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.Column('seen_on', sa.Date(), nullable=False),
    sa.CheckConstraint('octet_length(device_hash) = 32', name='device_device_hash_length'),
    sa.CheckConstraint('octet_length(person) = 16', name='device_person_length'),
    sa.ForeignKeyConstraint(['person'], ['person.person'], ),
    sa.PrimaryKeyConstraint('device_hash', 'person')
    )
    op.create_index(op.f('ix_device_person'), 'device', ['person'], unique=False)
    op.create_table('invitation',
    sa.Column('invitation', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('inviter', sa.LargeBinary(), nullable=False),
    sa.Column('invited_on', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('invitee', sa.LargeBinary(), nullable=True),
    sa.Column('invitee_mac', sa.LargeBinary(), nullable=True),
    sa.Column('inviter_mac', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("inviter_mac IS NULL OR state = 'confirmed'", name='invitation_inviter_mac_comes_with_confirmation'),
    sa.CheckConstraint("role IN ('manager', 'member')", name='invitation_role_is_known'),
    sa.CheckConstraint("state <> 'invited' OR invitee IS NULL", name='invitation_invited_is_nobodys'),
    sa.CheckConstraint("state IN ('invited', 'accepted', 'confirmed', 'withdrawn')", name='invitation_state_is_known'),
    sa.CheckConstraint("state NOT IN ('accepted', 'confirmed') OR invitee IS NOT NULL", name='invitation_accepted_is_somebodys'),
    sa.CheckConstraint('(invitee IS NULL) = (invitee_mac IS NULL)', name='invitation_invitee_has_a_mac'),
    sa.CheckConstraint('octet_length(invitation) = 16', name='invitation_invitation_length'),
    sa.CheckConstraint('octet_length(invitee) = 16', name='invitation_invitee_length'),
    sa.CheckConstraint('octet_length(invitee_mac) = 32', name='invitation_invitee_mac_length'),
    sa.CheckConstraint('octet_length(inviter) = 16', name='invitation_inviter_length'),
    sa.CheckConstraint('octet_length(inviter_mac) = 32', name='invitation_inviter_mac_length'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='invitation_organisation_length'),
    sa.ForeignKeyConstraint(['invitee'], ['person.person'], ),
    sa.ForeignKeyConstraint(['inviter'], ['person.person'], ),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.PrimaryKeyConstraint('invitation')
    )
    op.create_index('invitation_of_organisation', 'invitation', ['organisation', 'invitation'], unique=False)
    op.create_index('invitation_waiting', 'invitation', ['invitee', 'organisation'], unique=True, postgresql_where=sa.text("state = 'accepted'"))
    op.create_table('login_session',
    sa.Column('session', sa.LargeBinary(), nullable=False),
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('device_key', sa.LargeBinary(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('octet_length(device_key) = 32', name='login_session_device_key_length'),
    sa.CheckConstraint('octet_length(person) = 16', name='login_session_person_length'),
    sa.CheckConstraint('octet_length(session) = 16', name='login_session_session_length'),
    sa.CheckConstraint('octet_length(token_hash) = 32', name='login_session_token_hash_length'),
    sa.CheckConstraint('seen_at >= started_at AND ends_at > started_at', name='login_session_times_are_in_order'),
    sa.ForeignKeyConstraint(['person'], ['person.person'], ),
    sa.PrimaryKeyConstraint('session'),
    sa.UniqueConstraint('token_hash', name='login_session_token_is_once')
    )
    op.create_index(op.f('ix_login_session_person'), 'login_session', ['person'], unique=False)
    op.create_table('membership',
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.Column('manager', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.CheckConstraint("NOT (manager AND state = 'removed')", name='membership_removed_manages_nothing'),
    sa.CheckConstraint("state IN ('confirmed', 'removed')", name='membership_state_is_known'),
    sa.CheckConstraint('octet_length(organisation) = 16', name='membership_organisation_length'),
    sa.CheckConstraint('octet_length(person) = 16', name='membership_person_length'),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.organisation'], ),
    sa.ForeignKeyConstraint(['person'], ['person.person'], ),
    sa.PrimaryKeyConstraint('organisation', 'person')
    )
    op.create_index(op.f('ix_membership_person'), 'membership', ['person'], unique=False)
    op.create_table('slot',
    sa.Column('slot', sa.LargeBinary(), nullable=False),
    sa.Column('person', sa.LargeBinary(), nullable=False),
    sa.Column('type', sa.Text(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=True),
    sa.Column('memory_kib', sa.Integer(), nullable=True),
    sa.Column('passes', sa.Integer(), nullable=True),
    sa.Column('lanes', sa.Integer(), nullable=True),
    sa.Column('auth_hash', sa.LargeBinary(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("num_nonnulls(salt, memory_kib, passes, lanes) = CASE type WHEN 'passphrase' THEN 4 ELSE 0 END", name='slot_passphrase_has_its_kdf'),
    sa.CheckConstraint("type IN ('passphrase', 'recovery')", name='slot_type_is_known'),
    sa.CheckConstraint('memory_kib >= 65536 AND passes >= 3 AND lanes >= 4', name='slot_kdf_is_strong_enough'),
    sa.CheckConstraint('octet_length(auth_hash) = 32', name='slot_auth_hash_length'),
    sa.CheckConstraint('octet_length(person) = 16', name='slot_person_length'),
    sa.CheckConstraint('octet_length(salt) = 16', name='slot_salt_length'),
    sa.CheckConstraint('octet_length(sealed) = 60', name='slot_sealed_length'),
    sa.CheckConstraint('octet_length(slot) = 16', name='slot_slot_length'),
    sa.ForeignKeyConstraint(['person'], ['person.person'], ),
    sa.PrimaryKeyConstraint('slot'),
    sa.UniqueConstraint('person', 'type', name='slot_is_one_of_its_type')
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table('slot')
    op.drop_index(op.f('ix_membership_person'), table_name='membership')
    op.drop_table('membership')
    op.drop_index(op.f('ix_login_session_person'), table_name='login_session')
    op.drop_table('login_session')
    op.drop_index('invitation_waiting', table_name='invitation', postgresql_where=sa.text("state = 'accepted'"))
    op.drop_index('invitation_of_organisation', table_name='invitation')
    op.drop_table('invitation')
    op.drop_index(op.f('ix_device_person'), table_name='device')
    op.drop_table('device')
    op.drop_index('sign_in_lane_full', table_name='sign_in_lane')
    op.drop_table('sign_in_lane')
    op.drop_table('setup_link')
    op.drop_table('programme')
    op.drop_table('person')
    op.drop_index('organisation_by_name', table_name='organisation')
    op.drop_table('organisation')
    op.drop_table('installation')
    op.drop_index(op.f('ix_idempotency_key_created_on'), table_name='idempotency_key')
    op.drop_table('idempotency_key')
