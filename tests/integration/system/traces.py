"""Looks for planted words in files, in every encoding in which they could have been written."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus


def encodings(words: str) -> Iterator[tuple[str, bytes]]:
    """Each way to write `words` with a name; base64 by the three places it may start at."""
    utf8 = words.encode()
    yield "UTF-8", utf8
    yield "UTF-16 LE", words.encode("utf-16-le")
    yield "UTF-16 BE", words.encode("utf-16-be")
    escaped = json.dumps(words)[1:-1]
    yield "JSON escapes", escaped.encode()
    yield (
        "JSON escapes, capitals",
        "".join(
            part.upper().replace("\\U", "\\u") if part.startswith("\\u") else part
            for part in _parts(escaped)
        ).encode(),
    )
    yield "all JSON escapes", "".join(f"\\u{unit:04x}" for unit in _units(words)).encode()
    yield "URL", quote(words, safe="").encode()
    yield "URL, small letters", quote(words, safe="").lower().encode()
    yield "form", quote_plus(words).encode()
    yield "hexadecimal", utf8.hex().encode()
    for name, content in (("UTF-8", utf8), ("UTF-16 LE", words.encode("utf-16-le"))):
        for start in range(3):
            core = _base64_core(content, start)
            yield f"base64 of {name} from {start}", core
            yield (
                f"URL-safe base64 of {name} from {start}",
                core.translate(bytes.maketrans(b"+/", b"-_")),
            )


def traces(words: Iterable[str], files: Iterable[Path]) -> list[str]:
    """`file: words (encoding)` for everything that was found."""
    return traces_in(words, (content for path in files for content in contents(path)))


def traces_in(words: Iterable[str], named: Iterable[tuple[str, bytes]]) -> list[str]:
    """The same for bytes that have names."""
    wanted = [(one, name, code) for one in words for name, code in dict(encodings(one)).items()]
    return [
        f"{where}: {one} ({name})"
        for where, content in named
        for one, name, code in wanted
        if code in content
    ]


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's bytes; of an archive also what is packed into it."""
    yield str(path), path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"{path}/{name}", archive.read(name)


def all_files(*folders: Path) -> list[Path]:
    """Every regular file below the folders."""
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def _base64_core(content: bytes, start: int) -> bytes:
    """The characters that depend on `content` alone when it begins `start` bytes after a triple."""
    encoded = base64.b64encode(b"\0" * start + content)
    first = -(-start * 8 // 6)  # the first character none of whose bits come from before
    whole = (start + len(content)) * 8 // 6  # the last one may mix with what follows
    return encoded[first:whole]


def _units(words: str) -> Iterator[int]:
    raw = words.encode("utf-16-be")
    return (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))


def _parts(escaped: str) -> Iterator[str]:
    at = 0
    while at < len(escaped):
        step = 6 if escaped.startswith("\\u", at) else 1
        yield escaped[at : at + step]
        at += step
