"""Databases on a PostgreSQL server that the tests started, made and thrown away."""

from sqlalchemy import make_url, text

from data.database import connect


def create(server: str, template: str, name: str) -> str:
    """Create database `name` as a copy of `template`, and give its URL."""
    execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop(server: str, name: str) -> None:
    """Drop database `name`, whoever is still connected."""
    execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def execute(server: str, *statements: str) -> None:
    """Execute statements that PostgreSQL takes outside a transaction only."""
    database = connect(server)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    database.close()
