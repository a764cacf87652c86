"""The last day of a case's clock by the usual procedure is kept beside its own: companies reckon with it."""

import sqlalchemy as sa
from alembic import op

revision = 'f96a51ce470b'
down_revision = 'e85f40bd36fc'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change. Of a case on the fast track it is not known before its next step: until then nothing is told as missed."""
    op.add_column('case_file', sa.Column('usual_due_on', sa.Date(), nullable=True))
    op.execute("UPDATE case_file SET usual_due_on = due_on WHERE profile = 'default'")


def downgrade() -> None:
    """Take it back."""
    op.drop_column('case_file', 'usual_due_on')
