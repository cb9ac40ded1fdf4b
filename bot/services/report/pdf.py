"""The report as a PDF, set by Typst with fonts that are installed with the product."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from bot.services.report.content import Block, Report

_TEMPLATE = Path(__file__).with_name("report.typ")


def as_pdf(report: Report) -> bytes:
    """The whole document: tagged, with embedded fonts; nothing is fetched from anywhere.

    The same report gives the same pages.
    """
    import typst

    data = json.dumps(_data(report), ensure_ascii=False)
    return bytes(
        typst.compile(
            str(_TEMPLATE),
            sys_inputs={"data": data},
            font_paths=[str(_fonts())],
            ignore_system_fonts=True,
            format="pdf",
        )
    )


@cache
def _fonts() -> Path:
    """The folder of the Chinese fonts (Noto Sans and Serif, SIL Open Font License)."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.__file__).parent


def _data(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "institution": report.institution,
        "title": report.title,
        "subtitle": report.subtitle,
        "reference": report.reference,
        "footer": report.footer,
        "facts": [list(row) for row in report.facts],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in report.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "heading": block.heading,
        "lines": list(block.lines),
        "columns": list(block.columns),
        "colours": list(block.colours),
        "rows": [list(row) for row in block.rows],
        "entries": [asdict(entry) for entry in block.entries],
        "pictures": [
            {"name": name, "svg": drawn.markup(name=name), "alt": drawn.description}
            for name, drawn in block.pictures
        ],
    }
