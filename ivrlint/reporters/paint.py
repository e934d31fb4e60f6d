"""Colours for terminals."""

from __future__ import annotations

from ivrlint.finding import Severity
from ivrlint.flow.tuples import NamedTuple

STYLES = {
    "error": "31;1",
    "warning": "33;1",
    "info": "36;1",
    "strong": "1",
    "quiet": "2",
}
"""ANSI parameters by what the text is."""


class Paint(NamedTuple):
    """Paints text when `on`, else leaves it as it is."""

    on: bool = False

    def __call__(self, text: str, style: str | Severity) -> str:
        """The text in a style of `STYLES`."""
        return f"\x1b[{STYLES[str(style)]}m{text}\x1b[0m" if self.on and text else text
