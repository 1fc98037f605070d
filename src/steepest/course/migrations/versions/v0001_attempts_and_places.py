"""Attempts and places."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("learner", sa.String(64), nullable=False),
        sa.Column("lesson", sa.String(80), nullable=False),
        sa.Column("question", sa.String(80), nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("hints", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("attempt_by_learner", "attempt", ["learner", "question", "at"])
    op.create_table(
        "place",
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("lesson", sa.String(80), primary_key=True),
        sa.Column("section", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Take both away."""
    op.drop_table("place")
    op.drop_index("attempt_by_learner", "attempt")
    op.drop_table("attempt")
