"""Alembic's entry: runs the steps on the connection that `data.migrations.upgrade` hands over."""

from alembic import context

from data.models.everything import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="base.",
)
with context.begin_transaction():
    context.run_migrations()
