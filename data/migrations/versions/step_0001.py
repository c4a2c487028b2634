"""Found the database"""

import sqlalchemy as sa
from alembic import op

from data.models import base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked")),
    )
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_asked_telegram_id_message"), ["telegram_id", "message"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_asked_telegram_id_topic_person_at"),
            ["telegram_id", "topic", "person", "at"],
            unique=False,
        )

    op.create_table(
        "chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("left_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
        sa.UniqueConstraint("telegram_id", "topic", name=op.f("uq_chat_telegram_id_topic")),
    )
    op.create_table(
        "domain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("issuers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain")),
        sa.UniqueConstraint("name", name=op.f("uq_domain_name")),
    )
    op.create_table(
        "guideline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guideline")),
        sa.UniqueConstraint("title", name=op.f("uq_guideline_title")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("undone_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("beat_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "person",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=True),
        sa.Column("started_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_person")),
    )
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("policies", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("name", name=op.f("uq_region_name")),
    )
    op.create_table(
        "domain_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("rule", "document", "roster", "person", name="source", native_enum=False, length=16),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["domain_id"], ["domain.id"], name=op.f("fk_domain_alias_domain_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain_alias")),
        sa.UniqueConstraint("alias", name=op.f("uq_domain_alias_alias")),
    )
    with op.batch_alter_table("domain_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_domain_alias_domain_id"), ["domain_id"], unique=False)

    op.create_table(
        "domain_guideline",
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("guideline_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["domain_id"], ["domain.id"], name=op.f("fk_domain_guideline_domain_id")),
        sa.ForeignKeyConstraint(
            ["guideline_id"], ["guideline.id"], name=op.f("fk_domain_guideline_guideline_id")
        ),
        sa.PrimaryKeyConstraint("domain_id", "guideline_id", name=op.f("pk_domain_guideline")),
    )
    with op.batch_alter_table("domain_guideline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_domain_guideline_guideline_id"), ["guideline_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.Column("recorded_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_event_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("region_id", "text", name=op.f("uq_event_region_id_text")),
    )
    op.create_table(
        "imported_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_imported_row_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_imported_row_batch_id_position")),
    )
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_row_table_row_id"), ["table", "row_id"], unique=False)

    op.create_table(
        "region_domain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["domain_id"], ["domain.id"], name=op.f("fk_region_domain_domain_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_region_domain_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_domain")),
        sa.UniqueConstraint("region_id", "domain_id", name=op.f("uq_region_domain_region_id_domain_id")),
    )
    with op.batch_alter_table("region_domain", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_domain_domain_id"), ["domain_id"], unique=False)

    op.create_table(
        "sighting",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_sighting_chat_id")),
        sa.PrimaryKeyConstraint("chat_id", "person", name=op.f("pk_sighting")),
    )
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sighting_person_seen_at"), ["person", "seen_at"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "department",
                "township",
                "office",
                "institution",
                "party",
                "zone",
                "county",
                "village",
                "superior",
                name="unitkind",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum("rule", "document", "roster", "person", name="source", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("open", "paused", "closed", name="watch", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_unit_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("region_id", "name", name=op.f("uq_unit_region_id_name")),
    )
    op.create_table(
        "unit_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "certainty",
            sa.Enum("definite", "possible", name="certainty", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("stated", sa.Boolean(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_unit_group_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_group")),
        sa.UniqueConstraint("region_id", "name", name=op.f("uq_unit_group_region_id_name")),
    )
    op.create_table(
        "binding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("unit", "leaders", name="bindingkind", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("bound_by", sa.String(), nullable=False),
        sa.Column("since", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=True),
        sa.Column("ended_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'unit') = (unit_id IS NOT NULL)", name=op.f("ck_binding_unit_or_leaders")
        ),
        sa.CheckConstraint("(holds IS NULL) = (ended_at IS NOT NULL)", name=op.f("ck_binding_ended")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_binding_chat_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_binding_region_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_binding_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binding")),
        sa.UniqueConstraint("chat_id", "holds", name=op.f("uq_binding_chat_id_holds")),
        sa.UniqueConstraint("unit_id", "holds", name=op.f("uq_binding_unit_id_holds")),
    )
    with op.batch_alter_table("binding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_binding_region_id"), ["region_id"], unique=False)

    op.create_table(
        "binding_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("unit", "leaders", name="bindingkind", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("used_in_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_binding_code_region_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_binding_code_unit_id")),
        sa.ForeignKeyConstraint(["used_in_id"], ["chat.id"], name=op.f("fk_binding_code_used_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binding_code")),
        sa.UniqueConstraint("code", name=op.f("uq_binding_code_code")),
    )
    op.create_table(
        "domain_lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_domain_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_domain_id"], ["region_domain.id"], name=op.f("fk_domain_lead_region_domain_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_domain_lead_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain_lead")),
        sa.UniqueConstraint(
            "region_domain_id", "unit_id", name=op.f("uq_domain_lead_region_domain_id_unit_id")
        ),
    )
    with op.batch_alter_table("domain_lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_domain_lead_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("year_inferred", sa.Boolean(), nullable=False),
        sa.Column("region_inferred", sa.Boolean(), nullable=False),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "paused", "closed", name="watch", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("imported_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["unit.id"], name=op.f("fk_plan_office_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_plan_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_key")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_region_id_state"), ["region_id", "state"], unique=False)

    op.create_table(
        "unit_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("rule", "document", "roster", "person", name="source", native_enum=False, length=16),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_unit_alias_unit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_alias")),
        sa.UniqueConstraint("unit_id", "alias", name=op.f("uq_unit_alias_unit_id_alias")),
    )
    with op.batch_alter_table("unit_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_alias_alias"), ["alias"], unique=False)

    op.create_table(
        "unit_group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "certainty",
            sa.Enum("definite", "possible", name="certainty", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum("rule", "document", "roster", "person", name="source", native_enum=False, length=16),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["unit_group.id"], name=op.f("fk_unit_group_member_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_unit_group_member_unit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "unit_id", name=op.f("pk_unit_group_member")),
    )
    with op.batch_alter_table("unit_group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_group_member_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_phase_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_phase_plan_id_position")),
    )
    op.create_table(
        "plan_warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("row", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_warning_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_warning")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_plan_warning_plan_id_position")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_number", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("heading", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("chapter", sa.String(), nullable=True),
        sa.Column("deadline", sa.String(), nullable=True),
        sa.Column("inherited", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "paused", "closed", name="watch", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_task_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_task_plan_id_position")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_plan_id_item"), ["plan_id", "item"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "by",
                "range",
                "recurring",
                "event",
                "from",
                "ongoing",
                name="milestonekind",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("rrule", sa.String(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("offset", sa.String(), nullable=True),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("soft", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_milestone_event_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_milestone_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("task_id", "position", name=op.f("uq_milestone_task_id_position")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_event_id"), ["event_id"], unique=False)

    op.create_table(
        "responsibility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum("lead", "supervise", "guide", "assist", name="role", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(unit_id IS NULL) <> (group_id IS NULL)", name=op.f("ck_responsibility_unit_or_group")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name=op.f("fk_responsibility_group_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_responsibility_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_responsibility_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsibility")),
    )
    with op.batch_alter_table("responsibility", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_responsibility_group_id_role"), ["group_id", "role"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_responsibility_task_id_position"), ["task_id", "position"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_responsibility_unit_id_role"), ["unit_id", "role"], unique=False)

    op.create_table(
        "task_term",
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_task_term_region_id")),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_term_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("region_id", "term", "task_id", name=op.f("pk_task_term")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("task_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_term_task_id"), ["task_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("responsibility_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "doing",
                "submitted",
                "done",
                "returned",
                "void",
                name="status",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("printed_due", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("touched", sa.Boolean(), nullable=False),
        sa.Column("stored_on", sa.Date(), nullable=False),
        sa.Column("moved_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("done_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(unit_id IS NULL) <> (group_id IS NULL)", name=op.f("ck_assignment_unit_or_group")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name=op.f("fk_assignment_group_id")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_assignment_milestone_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_assignment_plan_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_assignment_region_id")),
        sa.ForeignKeyConstraint(
            ["responsibility_id"],
            ["responsibility.id"],
            name=op.f("fk_assignment_responsibility_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_assignment_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_assignment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "milestone_id",
            "occurrence",
            "group_id",
            name=op.f("uq_assignment_milestone_id_occurrence_group_id"),
        ),
        sa.UniqueConstraint(
            "milestone_id",
            "occurrence",
            "unit_id",
            name=op.f("uq_assignment_milestone_id_occurrence_unit_id"),
        ),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_plan_id_status"), ["plan_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_region_id_due"), ["region_id", "due"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assignment_responsibility_id"), ["responsibility_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assignment_task_id"), ["task_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_unit_id_due"), ["unit_id", "due"], unique=False)

    op.create_table(
        "named_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("responsibility_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("claimed", "declined", "named", "excluded", name="verdict", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["responsibility_id"], ["responsibility.id"], name=op.f("fk_named_unit_responsibility_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_named_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_unit")),
        sa.UniqueConstraint(
            "responsibility_id", "unit_id", name=op.f("uq_named_unit_responsibility_id_unit_id")
        ),
    )
    with op.batch_alter_table("named_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_named_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "extension_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("former_due", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum("open", "granted", "refused", "withdrawn", name="decision", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_extension_request_assignment_id")
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_extension_request_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_request")),
    )
    with op.batch_alter_table("extension_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_extension_request_assignment_id"), ["assignment_id"], unique=False
        )

    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "change",
            sa.Enum(
                "status",
                "due",
                "received",
                "progress",
                "extension",
                "proof",
                "named",
                "event",
                "state",
                "import",
                "roster",
                "chat",
                "nudge",
                name="change",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("chat_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_history_assignment_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_history_chat_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_history_region_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_history_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_history_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_history_assignment_id_at"), ["assignment_id", "at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_history_region_id_at"), ["region_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_history_task_id_at"), ["task_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_history_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "nudge",
                "standing",
                "reminder",
                "review",
                "decision",
                "escalation",
                "naming",
                "ongoing",
                "summary",
                "operator",
                name="noticekind",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("chat_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("bundle", sa.String(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("not_before", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "sending",
                "sent",
                "unknown",
                "failed",
                "settled",
                name="noticestate",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("lease_until", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_notice_assignment_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_notice_chat_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_notice_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_bundle"), ["bundle"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_chat_id_day"), ["chat_id", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_state_not_before"), ["state", "not_before"], unique=False)

    op.create_table(
        "proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("link", "file", "photo", "text", name="proofkind", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("kept", sa.String(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_proof_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
    )
    with op.batch_alter_table("proof", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proof_assignment_id"), ["assignment_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("proof", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proof_assignment_id"))

    op.drop_table("proof")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_state_not_before"))
        batch_op.drop_index(batch_op.f("ix_notice_chat_id_day"))
        batch_op.drop_index(batch_op.f("ix_notice_bundle"))
        batch_op.drop_index(batch_op.f("ix_notice_assignment_id"))

    op.drop_table("notice")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_unit_id"))
        batch_op.drop_index(batch_op.f("ix_history_task_id_at"))
        batch_op.drop_index(batch_op.f("ix_history_region_id_at"))
        batch_op.drop_index(batch_op.f("ix_history_assignment_id_at"))

    op.drop_table("history")
    with op.batch_alter_table("extension_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_request_assignment_id"))

    op.drop_table("extension_request")
    with op.batch_alter_table("named_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_named_unit_unit_id"))

    op.drop_table("named_unit")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_unit_id_due"))
        batch_op.drop_index(batch_op.f("ix_assignment_task_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_responsibility_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_region_id_due"))
        batch_op.drop_index(batch_op.f("ix_assignment_plan_id_status"))
        batch_op.drop_index(batch_op.f("ix_assignment_group_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("task_term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_term_task_id"))

    op.drop_table("task_term")
    with op.batch_alter_table("responsibility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_responsibility_unit_id_role"))
        batch_op.drop_index(batch_op.f("ix_responsibility_task_id_position"))
        batch_op.drop_index(batch_op.f("ix_responsibility_group_id_role"))

    op.drop_table("responsibility")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_event_id"))

    op.drop_table("milestone")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_plan_id_item"))

    op.drop_table("task")
    op.drop_table("plan_warning")
    op.drop_table("phase")
    with op.batch_alter_table("unit_group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_group_member_unit_id"))

    op.drop_table("unit_group_member")
    with op.batch_alter_table("unit_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_alias_alias"))

    op.drop_table("unit_alias")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_region_id_state"))

    op.drop_table("plan")
    with op.batch_alter_table("domain_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_domain_lead_unit_id"))

    op.drop_table("domain_lead")
    op.drop_table("binding_code")
    with op.batch_alter_table("binding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_binding_region_id"))

    op.drop_table("binding")
    op.drop_table("unit_group")
    op.drop_table("unit")
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sighting_person_seen_at"))

    op.drop_table("sighting")
    with op.batch_alter_table("region_domain", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_domain_domain_id"))

    op.drop_table("region_domain")
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_row_table_row_id"))

    op.drop_table("imported_row")
    op.drop_table("event")
    with op.batch_alter_table("domain_guideline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_domain_guideline_guideline_id"))

    op.drop_table("domain_guideline")
    with op.batch_alter_table("domain_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_domain_alias_domain_id"))

    op.drop_table("domain_alias")
    op.drop_table("region")
    op.drop_table("person")
    op.drop_table("lease")
    op.drop_table("import_batch")
    op.drop_table("guideline")
    op.drop_table("domain")
    op.drop_table("chat")
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asked_telegram_id_topic_person_at"))
        batch_op.drop_index(batch_op.f("ix_asked_telegram_id_message"))

    op.drop_table("asked")
