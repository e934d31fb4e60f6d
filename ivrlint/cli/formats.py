"""`ivrlint formats`: which formats are read, what is not covered, and the documentation behind it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

from ivrlint.cli.choice import Choice
from ivrlint.cli.output import paint_for, write_data, write_text
from ivrlint.cli.sources import color_option, form_option
from ivrlint.readers import FORMATS
from ivrlint.readers.catalogue import Page, page
from ivrlint.reporters.paint import Paint

NAMES = [known.name for known in FORMATS]

_WIDTH = 100

_LINK = re.compile(r"\[([^][]+)\]\([^()\s]+\)")
"""A link of Markdown, and its words."""

_HELP = """List the formats that are read: which files, what is not covered, and the vendor's documentation behind it.

\b
ivrlint formats
ivrlint formats asterisk             one format, with what becomes of each of its constructs
"""


@click.command(help=_HELP, short_help="List the formats that are read.")
@click.argument("names", nargs=-1, type=Choice(NAMES), metavar="[FORMAT]...")
@form_option("text", "json")
@color_option()
def formats(names: Sequence[str], form: str, color: str) -> None:
    """List the formats that are read."""
    pages = [page(name) for name in names or NAMES]
    if form == "json":
        write_data([json.dumps([_as_json(each) for each in pages], ensure_ascii=False, indent=2)])
    else:
        write_text(_text(pages, paint_for(color), whole=bool(names)))


def _text(pages: Sequence[Page], paint: Paint, *, whole: bool) -> Iterator[str]:
    for number, each in enumerate(pages):
        if number:
            yield ""
        yield f"{paint(each.name, 'strong')}  {each.title}"
        for text in each.reads:
            yield from _wrapped(text, "  ")
        if whole:
            yield f"  {paint('What becomes of it:', 'strong')}"
            for row in each.constructs:
                yield from _wrapped(f"{row.construct}: {row.becomes}{f' ({row.remarks})' if row.remarks else ''}", "  - ")
            for text in each.remarks:
                yield from _wrapped(text, "  ")
        yield f"  {paint('Not covered:', 'strong')}"
        for text in each.not_covered:
            yield from _wrapped(text, "  - ")
        yield f"  {paint('Documentation:', 'strong')}"
        for title, url in each.documentation:
            yield f"  - {title}: {url}"


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """Lines of a text without the places that its links lead to: those are told below, under the documentation."""
    yield from textwrap.wrap(
        _LINK.sub(r"\1", text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _as_json(each: Page) -> dict[str, Any]:
    return {
        **each._asdict(),
        "constructs": [row._asdict() for row in each.constructs],
        "documentation": [{"title": title, "url": url} for title, url in each.documentation],
    }
