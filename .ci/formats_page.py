"""Writes docs/formats.md from what ivrlint says of each format; with --check, fails when the page is not current."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ivrlint.readers import FORMATS
from ivrlint.readers.catalogue import Page, page

PAGE = Path(__file__).parent.parent / "docs" / "formats.md"

INTRODUCTION = """\
Made from `ivrlint/readers/catalogue/` by `.ci/formats_page.py`; do not edit this page. `ivrlint formats` prints the same.

A file is recognised by what it holds, never by its name; `--from FORMAT` overrides that. Everything is reported at its place
in the original file. What lies outside the files of a run (another system's flow, a bot, the words of a recording) is
*unknown*: it is kept, drawn in another way, and rules that would need it stay silent. `ivrlint convert FILE -o menu.yaml`
writes any of these as ivrlint's own format, with the same facts.
""".splitlines()


def text() -> str:
    """The text of docs/formats.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    pages = [page(known.name) for known in FORMATS]
    yield "# Formats that ivrlint reads"
    yield ""
    yield from INTRODUCTION
    yield ""
    yield "| format | `--from` |"
    yield "|---|---|"
    for each in pages:
        yield f"| [{each.title}](#{_anchor(each.title)}) | `{each.name}` |"
    for each in pages:
        yield ""
        yield from _format(each)


def _format(each: Page) -> Iterator[str]:
    yield f"## {each.title}"
    for reads in each.reads:
        yield f"\n{reads}"
    yield "\n| construct | becomes | remarks |\n|---|---|---|"
    for row in each.constructs:
        yield f"| {_cell(row.construct)} | {_cell(row.becomes)} | {_cell(row.remarks)} |"
    yield ""
    yield from (f"- {remark}" for remark in each.remarks)
    yield f"\n### {each.title}: not covered\n"
    yield from (f"- {what}" for what in each.not_covered)
    yield f"\n### {each.title}: documentation\n"
    yield from (f"- [{title}]({url})" for title, url in each.documentation)


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


if __name__ == "__main__":
    if "--check" in sys.argv:
        if PAGE.read_text(encoding="utf-8") != text():
            sys.exit("docs/formats.md is not current: run python .ci/formats_page.py")
    else:
        PAGE.write_text(text(), encoding="utf-8")
