"""Check digits and shapes of cards, accounts and identity papers, after their standards."""

from __future__ import annotations

import re
from datetime import date

_PROVINCES = re.compile(r"1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]")

_IBAN_LENGTHS = {
    "ae": 23, "at": 20, "be": 16, "ch": 21, "cy": 28, "cz": 24, "de": 22, "dk": 18, "es": 24,
    "fi": 18, "fr": 27, "gb": 22, "gr": 27, "hu": 28, "ie": 22, "il": 23, "it": 27, "kz": 20,
    "li": 21, "lu": 20, "mc": 27, "nl": 18, "no": 15, "pl": 28, "pt": 25, "qa": 29, "ro": 24,
    "sa": 24, "se": 24, "tr": 26,
}  # fmt: skip
_TAIWAN = {char: 10 + n for n, char in enumerate("abcdefghjklmnpqrstuvxywzio")}


def luhn(number: str) -> bool:
    """Whether digits pass the check of payment cards (ISO/IEC 7812)."""
    if len(set(number)) == 1 or not number.isdigit():
        return False
    total = 0
    for place, char in enumerate(reversed(number)):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def card_prefix(number: str) -> bool:
    """Whether a number begins as payment cards do: 3–6, Mastercard's 22–27, UnionPay's old 9."""
    return bool(re.match(r"3[04-9]|[456]|2[2-7]|9[0-9]", number))


def birth(digits: str) -> bool:
    """Whether `YYYYMMDD` is a day on which somebody alive may be born."""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2099


def resident_id(number: str) -> bool:
    """Whether 18 characters are a Chinese resident id (GB 11643: ISO 7064 MOD 11-2)."""
    plain = re.sub(r"[^0-9x]", "", number.lower())
    if len(plain) != 18 or "x" in plain[:17] or not birth(plain[6:14]):
        return False
    total = sum(int(char) * (2 ** (17 - index) % 11) for index, char in enumerate(plain[:17]))
    return plain[17] == "10x98765432"[total % 11]


def old_resident_id(number: str) -> bool:
    """Whether 15 digits may be a resident id of before 1999: region, birth date, no check digit."""
    return number.isdigit() and bool(_PROVINCES.match(number)) and birth("19" + number[6:12])


def iban_length(text: str) -> int | None:
    """How much of a text is an IBAN (ISO 13616, MOD 97-10), separators included; None: nothing."""
    wanted = _IBAN_LENGTHS.get(text[:2])
    if wanted is None:
        return None
    places = [at for at, char in enumerate(text, start=1) if char.isalnum()][:wanted]
    if len(places) != wanted:
        return None
    length = places[-1]
    plain = "".join(char for char in text[:length] if char.isalnum())
    turned = "".join(str(int(char, 36)) for char in plain[4:] + plain[:4])
    return length if int(turned) % 97 == 1 else None


def hong_kong_id(value: str) -> bool:
    """Whether a Hong Kong identity card number's check digit is right."""
    plain = re.sub(r"[^a-z0-9]", "", value)
    letters = re.match(r"[a-z]{1,2}", plain)
    if letters is None or len(plain) != letters.end() + 7:
        return False
    values = [36] * (2 - letters.end()) + [int(char, 36) for char in plain[:-1]]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    check = 10 if plain[-1] == "a" else int(plain[-1], 36)
    return (total + check) % 11 == 0


def taiwan_id(value: str) -> bool:
    """Whether a Taiwanese identity number's check digit is right."""
    if not re.fullmatch(r"[a-z][1289][0-9]{8}", value):
        return False
    first = _TAIWAN[value[0]]
    digits = [first // 10, first % 10, *(int(char) for char in value[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 10 == 0
