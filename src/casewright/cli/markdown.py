"""Pages of the manual as a terminal draws them."""

from __future__ import annotations

from rich.console import RenderableType
from rich.markdown import Markdown


def draw_page(text: str) -> RenderableType:
    """A text in Markdown; addresses stand behind their words, so that a terminal without links shows them."""
    return Markdown(text, hyperlinks=False)
