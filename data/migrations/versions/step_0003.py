"""Keep what a document prints beside its corrections"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KINDS = ("by", "range", "recurring", "event", "from", "ongoing")
ROLES = ("lead", "supervise", "guide", "assist")


def upgrade() -> None:
    kind = sa.Enum(*KINDS, name="milestonekind", native_enum=False, length=16)
    role = sa.Enum(*ROLES, name="role", native_enum=False, length=16)
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("printed_kind", kind, nullable=True))
        batch_op.add_column(sa.Column("printed_due", sa.Date(), nullable=True))
    with op.batch_alter_table("responsibility", schema=None) as batch_op:
        batch_op.add_column(sa.Column("printed_name", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("printed_role", role, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("responsibility", schema=None) as batch_op:
        batch_op.drop_column("printed_role")
        batch_op.drop_column("printed_name")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_column("printed_due")
        batch_op.drop_column("printed_kind")
