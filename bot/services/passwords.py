"""Staff passwords: how they are hashed, which are refused, and how a one-time password is made."""

from __future__ import annotations

import re
import secrets
import unicodedata
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST = 12
LONGEST = 128

_hasher = PasswordHasher()  # argon2id with the library's parameters (RFC 9106, low memory)

# What stands in every published list of leaked passwords. A password is refused when nothing of
# its own is left once these stems, digits and signs are taken away, so that "Password2026!" falls
# as well as "password". A full list of leaks would add megabytes and little beyond twelve letters.
_STEMS = (
    *("password", "passwort", "passw", "passcode", "passphrase", "secret", "letmein", "welcome"),
    *("iloveyou", "admin", "administrator", "root", "user", "guest", "login", "master", "access"),
    *("qwertyuiop", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "zxcvbn", "qazwsx", "qweasd"),
    *("qweasdzxc", "abcdefghijklmnopqrstuvwxyz", "abcdef", "abcd", "abc", "dragon", "monkey"),
    *("football", "baseball", "superman", "batman", "sunshine", "princess", "shadow", "trustno"),
    *("changeme", "default", "temporary", "temp", "test", "testing", "demo", "sample", "example"),
    *("company", "bank", "banking", "finance", "money", "advisor", "adviser", "zhiyin", "console"),
    *("woaini", "woaiwojia", "wodemima", "mima", "nihao", "zhongguo", "beijing", "shanghai"),
    *("taobao", "alipay", "weixin", "wechat", "tencent", "baidu", "google", "facebook"),
    *("spring", "summer", "autumn", "winter", "january", "monday", "my", "the", "is", "and", "one"),
)
_LEET = str.maketrans("013457@$", "oleastas")
_STEM_PATTERN = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))
_OWN_LEAST = 4
_DIFFERENT_LEAST = 5

# No 0/O, 1/l/I: a one-time password is read aloud or typed from paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class WeakPassword(Exception):
    """A password that is not taken; `reason` is `short`, `long`, `common`, `personal` or `same`."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The password is refused: {reason}.")
        self.reason = reason


def one_time_password() -> str:
    """A password for the first sign-in: four groups of five, 99 bits, easy to read aloud."""
    groups = ["".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4)]
    return "-".join(groups)


def normalise(password: str) -> str:
    """The form that is hashed: NFKC, so that a password typed on another keyboard is the same."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *, personal: tuple[str, ...] = ()) -> None:
    """Refuse a password that is easy to guess (NIST SP 800-63B 5.1.1.2: length and lists).

    `personal` are words that belong to the person (name, mailbox). Raises WeakPassword.
    """
    text = normalise(password)
    if len(text) < SHORTEST:
        raise WeakPassword("short")
    if len(text) > LONGEST:
        raise WeakPassword("long")
    folded = text.casefold()
    if len(set(folded)) < _DIFFERENT_LEAST or _is_run(folded) or _is_common(folded):
        raise WeakPassword("common")
    words = [word for raw in personal for word in re.split(r"[\W_]+", raw.casefold()) if word]
    for word in words:
        if len(word) >= 4 and word in folded and len(folded) - len(word) < 8:
            raise WeakPassword("personal")


def _is_common(folded: str) -> bool:
    for form in (folded, folded.translate(_LEET)):
        left = re.sub(r"[\d\W_]+", "", _STEM_PATTERN.sub("", form))
        # A few Chinese characters carry as much as many letters, so only ASCII is counted out.
        if len(left) < _OWN_LEAST and left.isascii():
            return True
    return False


def _is_run(folded: str) -> bool:
    """Whether the characters mostly follow each other (123456789012, abcdefghijkl) or repeat."""
    steps = [ord(b) - ord(a) for a, b in pairwise(folded)]
    regular = sum(1 for step in steps if step in (-1, 0, 1))
    half = len(folded) // 2
    repeated = len(folded) % 2 == 0 and folded[:half] == folded[half:] and len(set(folded)) < 7
    return regular >= len(steps) * 0.75 or repeated


def hash_password(password: str) -> str:
    """The argon2id hash (PHC string) that is stored."""
    return _hasher.hash(normalise(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether the password fits the stored hash; takes the same time where there is none."""
    text = normalise(password[: LONGEST * 4])
    if stored is None:
        _hasher.hash(text)  # costs what the comparison would have cost
        return False
    try:
        return _hasher.verify(stored, text)
    except (Argon2Error, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)
