"""What every service gets: the settings, the records, the rulebook, the clock and new ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone

from ulid import ULID

from bot import rulebook as rulebooks
from bot.records import Records
from bot.rulebook import Rulebook
from bot.settings import Settings, load_settings


@dataclass(frozen=True)
class App:
    """The collaborators of the services, made once per process and shared by its threads."""

    settings: Settings
    records: Records
    rulebook: Rulebook
    now: Callable[[], datetime]
    new_id: Callable[[], str]


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(timezone.utc)


def new_ulid() -> str:
    """A new ULID: 26 characters, sortable by time, random within the millisecond."""
    return str(ULID())


def open_app(settings: Settings | None = None, *, create: bool = False) -> App:
    """Open the records and load the rulebook.

    `create=True` makes keys and database on first use and applies migrations. Raises
    SettingsError, RulebookError, RecordsUnavailable or KeysUnreadable, each of which says what to
    mend; it never falls back to something weaker.
    """
    settings = settings or load_settings()
    return App(
        settings=settings,
        records=Records.open(settings, create=create),
        rulebook=rulebooks.load(settings),
        now=utc_now,
        new_id=new_ulid,
    )
