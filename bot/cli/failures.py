"""Says an expected failure in one line, in words of the one at the shell."""

from __future__ import annotations

from bot.cli.output import CommandFailed

_REFUSED = {
    "email": "this is no e-mail address",
    "name": "the name must have 1 to 100 characters on one line",
    "role": "the role must be advisor, supervisor, compliance or admin",
    "languages": "the languages must be zh, en or zh,en",
    "email_taken": "there is an account with this e-mail address already",
    "advisor": "there is no account with this e-mail address; see `zhiyin advisor list`",
    "consent_missing": "this client has not agreed to be contacted, or took it back",
    "text": "the words must have 1 to 2,000 characters in each language",
    "promise": "the words promise or press: they hold a word that the policy bans (`banned_words`)",
    "secret_in_text": "the words hold a card or identity number, a password or a code",
    "client_unknown": "there is no client with this id; see `zhiyin client list`",
    "address_unreadable": "this is no phone number, email or WeChat id that can be read; give a "
    "phone number from abroad with + and its country code",
    "reason_required": "say why with --reason; it stands in the audit trail",
    "erased": "this client is erased; nothing is left to show",
    "kept_for_duty": "this client asked for erasure; what a duty to keep covers is stored, not "
    "shown. Where an authority asks for it: --for-duty with a --reason",
    "webhook": "there is no webhook of this name; see `zhiyin webhook list`",
    "webhook_name": "the name must have 1 to 63 letters, digits, blanks, dots or hyphens",
    "webhook_name_taken": "there is a webhook of this name already",
    "webhook_url": "the address must be an https:// URL without user, password and #fragment",
    "webhook_address": "this address is not on the open internet; where it is meant, allow its "
    "network in ZHIYIN_WEBHOOK_NETWORKS",
    "webhook_events": "unknown event; see `zhiyin webhook add --help`",
    "webhook_overlap": "the overlap must be 0 to 720 hours",
    "webhook_disabled": "this webhook is disabled; `zhiyin webhook enable` it first",
    "restricted": "this client is restricted: stored, not used, not shown. Where a duty demands "
    "it: --for-duty with a --reason",
}


def explained(error: Exception) -> str | None:
    """The line for an expected failure, None for a fault of ours.

    The classes are looked up only now: to name them costs more than most commands take.
    """
    if isinstance(error, (CommandFailed, OSError)):
        return str(error)
    from bot.settings import SettingsError

    if isinstance(error, SettingsError):
        return str(error)
    from bot.records.errors import RecordsError
    from bot.rulebook import RulebookError
    from bot.services.errors import Refused
    from bot.services.secrets import SecretUnusable
    from bot.vault.errors import VaultError

    if isinstance(error, Refused):
        return _REFUSED.get(error.code, error.code.replace("_", " "))
    if isinstance(error, (RecordsError, RulebookError, SecretUnusable, VaultError)):
        return str(error)
    return None


def unforeseen(error: Exception) -> str:
    """The line for a fault of ours: its class and where it happened, never its words, which may
    quote what somebody said."""
    from bot.services.logs import describe

    told = describe(error)
    where = " < ".join(reversed(told.get("where", [])[-4:]))
    return f"a fault in the program ({' from '.join(told.get('raised', []))}) at {where}"
