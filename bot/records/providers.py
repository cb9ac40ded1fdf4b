"""Which key provider the settings name: `file`, `env`, `vault`, or a class of one's own."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import asdict

from bot.records.errors import KeysUnreadable
from bot.settings import Settings
from bot.vault import EnvKeyProvider, FileKeyProvider, KeyProvider, KeyUnavailable
from bot.vault.ciphers import NAMES, Cipher
from bot.vault.foreign import ForeignKeyProvider, require_members

KNOWN = "file, env, vault, or package.module:Class"


def provider_of(settings: Settings, environ: Mapping[str, str]) -> KeyProvider:
    """The provider that `ZHIYIN_KEY_PROVIDER` names. Raises KeysUnreadable, with what to do."""
    named = settings.key_provider
    try:
        if named == "file":
            return FileKeyProvider(settings.keys_path)
        if named == "env":
            return EnvKeyProvider(environ)
        if named == "vault":
            from bot.vault.transit import TransitKeyProvider

            return TransitKeyProvider(**asdict(settings.vault))
        if ":" in named:
            return _of_ones_own(named, environ)
    except KeyUnavailable as error:
        raise KeysUnreadable(str(error)) from None
    raise KeysUnreadable(f"ZHIYIN_KEY_PROVIDER is {named!r}; this installation knows: {KNOWN}")


def cipher_of(settings: Settings) -> Cipher:
    """The cipher that `ZHIYIN_CIPHER` names. Raises KeysUnreadable."""
    try:
        return NAMES[settings.cipher]
    except KeyError:
        raise KeysUnreadable(
            f"ZHIYIN_CIPHER is {settings.cipher!r}; this program knows: {', '.join(NAMES)}"
        ) from None


def _of_ones_own(named: str, environ: Mapping[str, str]) -> KeyProvider:
    module_name, _, class_name = named.partition(":")
    what = f"the key provider {named}"
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        raise KeysUnreadable(f"{what} cannot be imported: {error}") from None
    except Exception as error:
        raise KeysUnreadable(f"{what} cannot be imported: {type(error).__name__}") from None
    made = getattr(module, class_name, None)
    if not isinstance(made, type):
        raise KeysUnreadable(f"{what}: {module_name} has no class {class_name}")
    require_members(made, what)
    try:
        provider = made(environ)
    except KeyUnavailable:
        raise
    except Exception as error:
        raise KeysUnreadable(
            f"{what} could not be made: {type(error).__name__}; it is called with the environment"
        ) from None
    return ForeignKeyProvider(provider, what)
