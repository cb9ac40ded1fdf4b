"""Runs migrations on the connection bot.records.schema hands over, or on settings' database."""

from __future__ import annotations

from alembic import context
from sqlalchemy.engine import Connection

from bot.records.engine import open_engine
from bot.records.tables import metadata
from bot.settings import load_settings


def run(connection: Connection) -> None:
    """Migrate within the caller's transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_engine(load_settings().database_url, create=True).begin() as opened:
        run(opened)
