"""Prepare for delivery and corrections"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CORRECTED = ("milestone", "responsibility")


def upgrade() -> None:
    for table in CORRECTED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column("corrected", sa.Boolean(), server_default=sa.false(), nullable=False)
            )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("doubts", sa.Integer(), server_default="0", nullable=False))
        batch_op.alter_column("bundle", existing_type=sa.String(), nullable=False)
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.add_column(sa.Column("planned_until", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_column("planned_until")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.alter_column("bundle", existing_type=sa.String(), nullable=True)
        batch_op.drop_column("doubts")
    for table in reversed(CORRECTED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("corrected")
