"""Blind indexes: find a high-entropy value (an email, a phone number) without keeping it in clear.

HMAC-SHA-256 under a key of its own, separated by column, after NFKC and case folding. Never for a
value of few possibilities such as a risk category: whoever sees the column could count them.
"""

from __future__ import annotations

import unicodedata

from bot.vault.envelope import Subkey, joined
from bot.vault.primitives import mac


def blind(value: str, *, column: str, subkey: Subkey, fold: bool = True) -> str:
    """The blind index of `value` in `column`, 64 hex digits; `fold=False` keeps it exact."""
    if fold:
        value = unicodedata.normalize("NFKC", value).strip().casefold()
    message = joined(b"zhiyin blind index 1", column.encode(), value.encode())
    return mac(subkey.key.reveal(), message).hex()
