"""Cases, their readers, reports and duty bearers; rooms founded by organisations."""

revision = 'c90f4a6b17de'
down_revision = '7b21d0c4e8a3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""


def downgrade() -> None:
    """Take it back."""
