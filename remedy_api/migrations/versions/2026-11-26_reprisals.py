"""Cases on the fast track stand first in every list of those who read them."""

import sqlalchemy as sa
from alembic import op

revision = 'c63d2e9b14fa'
down_revision = 'b52e1d8ea3c7'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change. No case was on the fast track until now."""
    op.add_column('case_reader', sa.Column('rank', sa.Integer(), nullable=False, server_default='1'))
    op.alter_column('case_reader', 'rank', server_default=None)
    op.create_check_constraint('case_reader_rank_is_known', 'case_reader', 'rank IN (0, 1)')
    op.drop_index('case_reader_today', 'case_reader')
    op.drop_index('case_reader_all', 'case_reader')
    op.create_index('case_reader_today', 'case_reader', ['organisation', 'rank', 'needs_on', 'case'], unique=False, postgresql_where=sa.text('needs_on IS NOT NULL'))
    op.create_index('case_reader_all', 'case_reader', ['organisation', sa.text('(-rank)'), 'opened_on', 'case'], unique=False)


def downgrade() -> None:
    """Take it back. The version before knows one procedure only: such cases run under it there."""
    op.execute("UPDATE case_file SET profile = 'default' WHERE profile = 'reprisal'")
    op.drop_index('case_reader_today', 'case_reader')
    op.drop_index('case_reader_all', 'case_reader')
    op.drop_column('case_reader', 'rank')
    op.create_index('case_reader_today', 'case_reader', ['organisation', 'needs_on', 'case'], unique=False, postgresql_where=sa.text('needs_on IS NOT NULL'))
    op.create_index('case_reader_all', 'case_reader', ['organisation', 'opened_on', 'case'], unique=False)
