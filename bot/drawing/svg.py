"""Elements of a drawing, as a tree for programs and as markup for browsers and printers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

FONT = "'Noto Sans SC','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"

INK, MUTED, LINE = "#16242b", "#55646c", "#d9e0e2"
FILLS = ("#0d5c63", "#c38b2d", "#55739f", "#86b298", "#b4664d", "#8a969d", "#7b6190")
STEPS = ("#bfdedb", "#93c8c4", "#5eaaa8", "#2f8487", "#0d5c63")
"""The colours of shares and of the five risk categories, on white; told apart in grey as well."""


@dataclass(frozen=True)
class Element:
    """One element with its attributes and what it holds: elements and text."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Element | str, ...] = ()

    def tree(self) -> list[Any]:
        """`[tag, attributes, child, …]`, with text as strings."""
        inner = (child if isinstance(child, str) else child.tree() for child in self.children)
        return [self.tag, dict(self.attributes), *inner]

    def markup(self) -> str:
        """As XML; every text and value escaped."""
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in self.attributes.items())
        inner = "".join(
            escape(child) if isinstance(child, str) else child.markup() for child in self.children
        )
        return (
            f"<{self.tag}{attributes}>{inner}</{self.tag}>"
            if inner
            else f"<{self.tag}{attributes}/>"
        )


def from_tree(tree: Sequence[Any]) -> Element:
    """The element whose `tree` this is."""
    tag, attributes, *children = tree
    inner = (child if isinstance(child, str) else from_tree(child) for child in children)
    return Element(str(tag), {str(k): str(v) for k, v in attributes.items()}, tuple(inner))


@dataclass(frozen=True)
class Drawing:
    """A picture with its name and what it shows in words (the text alternative)."""

    title: str
    description: str
    width: int
    height: int
    parts: tuple[Element, ...]

    def root(self, *, name: str) -> Element:
        """The whole `svg`; `name` is a class, and tells the ids of several drawings apart."""
        shown = f"{self.title}{'：' if _chinese(self.title) else ': '}{self.description}"
        return Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {self.width} {self.height}",
                "class": f"drawing {name}",
                "role": "img",
                "aria-label": shown,
                "font-family": FONT,
            },
            self.parts,
        )

    def tree(self, *, name: str) -> list[Any]:
        """For programs that build nodes themselves (the widget)."""
        return self.root(name=name).tree()

    def markup(self, *, name: str) -> str:
        """For pages, printers and renderers."""
        return self.root(name=name).markup()


def element(tag: str, *children: Element | str, **attributes: str | float) -> Element:
    """An element; `_` in the name of an attribute stands for `-`, a last `_` for nothing."""
    named = {
        key.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for key, value in attributes.items()
    }
    return Element(tag, named, children)


def text(words: str, x: float, y: float, *, size: float = 12, **attributes: str | float) -> Element:
    """A line of text; its anchor is the start unless `text_anchor` says otherwise."""
    return element("text", words, x=x, y=y, font_size=size, **{"fill": INK, **attributes})


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _chinese(words: str) -> bool:
    return any("一" <= character <= "鿿" for character in words)
