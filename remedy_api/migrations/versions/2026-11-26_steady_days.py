"""How many days have come one after the other since the clock last jumped: what is erased by a date alone asks for them."""

import sqlalchemy as sa
from alembic import op

revision = 'd3ae95f2b48f'
down_revision = 'c29d84f1a37e'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change. Days from before were not counted, so it begins at none."""
    op.add_column('retention_watch', sa.Column('steady_days', sa.Integer(), server_default='0', nullable=False))
    op.alter_column('retention_watch', 'steady_days', server_default=None)
    op.create_check_constraint('retention_watch_days_are_positive', 'retention_watch', 'steady_days >= 0')


def downgrade() -> None:
    """Take it back."""
    op.drop_constraint('retention_watch_days_are_positive', 'retention_watch', type_='check')
    op.drop_column('retention_watch', 'steady_days')
