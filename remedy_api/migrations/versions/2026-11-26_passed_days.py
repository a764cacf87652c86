"""Which days have passed, and not only how many: who is off now and then keeps those from before."""

import sqlalchemy as sa
from alembic import op

revision = 'e4bf06c3a590'
down_revision = 'd3ae95f2b48f'
branch_labels = None
depends_on = None

NOTICE = 30
"""Days of notice in that version, beyond which none is asked for."""


def upgrade() -> None:
    """Make the change. Days that had passed came one after the other until the last look."""
    op.add_column('retention_watch', sa.Column('passed', sa.ARRAY(sa.Date()), server_default='{}', nullable=False))
    op.alter_column('retention_watch', 'passed', server_default=None)
    op.execute(
        "UPDATE retention_watch SET passed = ARRAY(SELECT looked_on - back "
        f"FROM generate_series(least(steady_days, {NOTICE}), 1, -1) AS back)"
    )
    op.drop_constraint('retention_watch_days_are_positive', 'retention_watch', type_='check')
    op.drop_column('retention_watch', 'steady_days')


def downgrade() -> None:
    """Take it back. That version asks for days in a row: those after the last one that was skipped."""
    op.add_column('retention_watch', sa.Column('steady_days', sa.Integer(), server_default='0', nullable=False))
    op.alter_column('retention_watch', 'steady_days', server_default=None)
    op.create_check_constraint('retention_watch_days_are_positive', 'retention_watch', 'steady_days >= 0')
    op.execute(
        "UPDATE retention_watch SET steady_days = (SELECT count(*) FROM unnest(passed) WITH ORDINALITY AS one (day, place) "
        "WHERE one.day = looked_on - (cardinality(passed) - one.place + 1)::integer)"
    )
    op.drop_column('retention_watch', 'passed')
