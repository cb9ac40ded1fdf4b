"""What commands and writers load, loaded once for all processes that tests/shell.py forks."""

import psycopg  # noqa: F401
import rich.console  # noqa: F401
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401

import bot.cli.main
import bot.services.app
import bot.services.backups
import bot.services.chores
import bot.services.own_copy
import bot.services.privacy
import bot.services.retention
import bot.services.webhooks  # noqa: F401
import tests.integration.records.kit  # noqa: F401
from tests import rules

rules.keep()
rules.delivered()
