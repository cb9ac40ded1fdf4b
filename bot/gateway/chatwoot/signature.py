"""Whether a knock is Chatwoot's: HMAC-SHA-256 over `timestamp.body`, not older than five minutes.

Headers `X-Chatwoot-Signature: sha256=HEX` and `X-Chatwoot-Timestamp` in seconds.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping

from bot.gateway.channels.base import Forged, same

WINDOW = 300
"""Seconds a knock may be off, either way."""


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Raise Forged unless a request with these headers (lower-case names) was signed with the
    secret at about `now` (seconds of the epoch). Compared in constant time."""
    stamp = headers.get("x-chatwoot-timestamp", "")
    if not secret or not re.fullmatch(r"[0-9]{1,12}", stamp):
        raise Forged
    mac = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
    if not same(headers.get("x-chatwoot-signature"), f"sha256={mac.hexdigest()}"):
        raise Forged
    if abs(now - int(stamp)) > WINDOW:
        raise Forged
