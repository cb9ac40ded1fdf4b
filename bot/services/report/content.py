"""The parts of a report, without any layout: the page and the PDF are drawn from the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.drawing import Drawing

Kind = Literal["text", "note", "list", "facts", "table", "pictures", "entries", "signatures"]


@dataclass(frozen=True)
class Entry:
    """One thing with what belongs to it: an answer with its evidence, a product with reasons."""

    title: str
    text: str = ""
    tag: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One block of a section; which fields it uses follows from its kind.

    `text`, `note`: `lines` are paragraphs. `list`: `lines` are points. `facts`: `rows` are pairs of
    name and value. `table`: `columns` and `rows`, the numbers to the right but for the first
    column; `colours`, where there are any, stand for the rows in a picture. `pictures`: drawings
    beside each other. `entries`: `entries`. `signatures`: `lines` are the roles that sign.
    """

    kind: Kind
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    pictures: tuple[tuple[str, Drawing], ...] = ()
    entries: tuple[Entry, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class Section:
    """A numbered part of the report."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A whole report in one language. `reference` is the assessment's id."""

    language: str
    institution: str
    title: str
    subtitle: str
    reference: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str

    @property
    def file_name(self) -> str:
        """A name for the file, without anything personal in it."""
        return f"suitability-report-{self.reference[-8:].lower()}-{self.language}"
