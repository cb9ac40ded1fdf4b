"""The report as one page that needs nothing else: to read on a screen, to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import escape
from itertools import zip_longest
from pathlib import Path

from bot.services.report.content import Block, Entry, Kind, Report


def as_html(report: Report) -> str:
    """The whole page. No script, nothing from elsewhere; every word from people is escaped."""
    chinese = report.language == "zh"
    facts = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in report.facts
    )
    sections = "".join(
        f'<section id="{escape(section.id)}"><h2><span>{number}</span>{escape(section.title)}</h2>'
        f"{''.join(_block(block) for block in section.blocks)}</section>"
        for number, section in enumerate(report.sections, start=1)
    )
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if chinese else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(report.title)} · {escape(report.institution)}</title>"
        f"<style>{_style()}</style></head><body><article><header>"
        f'<p class="house">{escape(report.institution)}</p><h1>{escape(report.title)}</h1>'
        f'<p class="sub">{escape(report.subtitle)}</p><dl class="facts">{facts}</dl></header>'
        f"{sections}<footer>{escape(report.footer)}</footer></article></body></html>\n"
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("report.css").read_text("utf-8")


def _block(block: Block) -> str:
    heading = f"<h3>{escape(block.heading)}</h3>" if block.heading else ""
    return f'<div class="block {block.kind}">{heading}{_DRAW[block.kind](block)}</div>'


def _paragraphs(block: Block) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in block.lines)


def _points(block: Block) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in block.lines)}</ul>"


def _facts(block: Block) -> str:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in block.rows
    )
    return f'<dl class="facts">{rows}</dl>'


def _table(block: Block) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in block.columns)
    rows = "".join(
        f'<tr><th scope="row">{key}{escape(row[0])}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in row[1:])}</tr>"
        for key, row in zip_longest(_keys(block), block.rows, fillvalue="")
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _keys(block: Block) -> Iterator[str]:
    """A small square in the colour that stands for a row in the picture."""
    for colour in block.colours:
        yield f'<span class="key" style="background:{escape(colour)}" aria-hidden="true"></span>'


def _pictures(block: Block) -> str:
    return "".join(f"<figure>{drawn.markup(name=name)}</figure>" for name, drawn in block.pictures)


def _entries(block: Block) -> str:
    return f"<ul>{''.join(_entry(entry) for entry in block.entries)}</ul>"


def _entry(entry: Entry) -> str:
    def parts() -> Iterator[str]:
        tag = f'<span class="tag">{escape(entry.tag)}</span>' if entry.tag else ""
        yield f'<p class="name">{escape(entry.title)}{tag}</p>'
        if entry.text:
            yield f"<p>{escape(entry.text)}</p>"
        yield from (f'<p class="more">{escape(line)}</p>' for line in entry.more)

    return f"<li>{''.join(parts())}</li>"


def _signatures(block: Block) -> str:
    return "".join(f'<div class="line"><span>{escape(line)}</span></div>' for line in block.lines)


_DRAW: Mapping[Kind, Callable[[Block], str]] = {
    "text": _paragraphs,
    "note": _paragraphs,
    "list": _points,
    "facts": _facts,
    "table": _table,
    "pictures": _pictures,
    "entries": _entries,
    "signatures": _signatures,
}
