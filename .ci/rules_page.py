"""Writes docs/rules.md and docs/rules/ from the rule files; with --check, fails when they are not current.

A page for each concern, and a diagram for each bad example. Engines draw the same diagram with other bytes, so each picture
carries the hash of the text that it was drawn from, and the check compares that; it draws nothing.
"""

import hashlib
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import ivrlint
from ivrlint.bundled import RULES
from ivrlint.diagram import NotDrawn, render
from ivrlint.readers.files import read_text
from ivrlint.reporters.rule_pages import Shown, Standing, section, shown, standings, tables
from ivrlint.rule import Rule, load_rules

DOCS = Path(__file__).parent.parent / "docs"
PAGE, FOLDER = DOCS / "rules.md", DOCS / "rules"

INDEX = """\
# The rules

Made from `rules/` by `.ci/rules_page.py`; do not edit this page. `ivrlint rules` prints the list, `ivrlint explain RULE` all
about one rule.

A rule is an *error* where something is plainly broken, a *warning* where callers suffer, *info* where it is a matter of taste or
contested. Each rests on published evidence, says what to do instead, and proves itself with examples: whole flows with their
diagrams, and the call of somebody who suffers. Rules that only some [profiles](standards.md) judge by say so.
[Writing rules](writing-rules.md) is about your own.
"""

NUMBERS = re.compile(r'\b(points|d|x|y|cx|cy|rx|ry)="([^"]*)"')
FILLED_THEN_LINED = re.compile(
    r'<(path|polygon) fill="([^"]+)" stroke="none"[^>]*? (d|points)="([^"]*)"/>\n<\1 fill="none" ([^>]*?) \3="\4"/>'
)
"""One shape that is drawn twice, first its inside and then its line."""

PICTURE = "<!-- of the text with SHA-256 {} -->"


def pages(rules: tuple[Rule, ...]) -> Iterator[tuple[Path, str]]:
    """The text of each page."""
    standing = standings(rules)
    concerns = {concern: list(members) for concern, members in groupby(rules, key=lambda rule: rule.concern)}
    yield PAGE, _text(_index(concerns, standing))
    for concern, members in concerns.items():
        yield FOLDER / f"{concern}.md", _text(_concern(concern, members, standing))


def _index(concerns: Mapping[str, list[Rule]], standing: Mapping[str, Standing]) -> Iterator[str]:
    yield INDEX
    links = ", ".join(f"[{concern}](#{concern})" for concern in concerns)
    yield f"There are {sum(map(len, concerns.values()))} rules, about {links}."
    yield ""
    every = [rule for members in concerns.values() for rule in members]
    yield from tables(every, standing, lambda rule: f"rules/{rule.concern}.md#{rule.id}")


def _concern(concern: str, members: list[Rule], standing: Mapping[str, Standing]) -> Iterator[str]:
    yield f"# Rules about {concern}\n"
    yield "Made from `rules/` by `.ci/rules_page.py`; do not edit this page. [All rules](../rules.md)\n"
    yield from (f"- [{rule.id}](#{rule.id})" for rule in members)
    for rule in members:
        yield ""
        yield from section(rule, shown(rule), standing[rule.id], _picture, "../standards.md")


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _picture(example: Shown) -> str:
    return Path(example.file).with_suffix(".svg").name


def diagrams(rules: tuple[Rule, ...]) -> Iterator[tuple[Path, str]]:
    """Where the diagram of each bad example is, and the DOT text of it."""
    for rule in rules:
        for example in shown(rule):
            (flow,) = read_text(example.example.flow, example.file).flows.values()
            yield FOLDER / _picture(example), ivrlint.draw(flow, example.findings)


def _stamp(dot: str) -> str:
    return PICTURE.format(hashlib.sha256(dot.encode()).hexdigest())


def _drawn(dot: str) -> str:
    """The picture, without what only takes room: comments, a font on every word, shapes drawn twice, hundredths of points."""
    picture = render(dot, "svg")
    if isinstance(picture, NotDrawn):
        sys.exit(picture.message)
    svg = re.sub(r"<!--.*?-->\n?|<!DOCTYPE[^>]*>\n?", "", picture.decode(), flags=re.DOTALL)
    svg = re.sub(r' xml:space="preserve"| text-anchor="start"| font-family="Arial, Helvetica, sans-serif"', "", svg)
    svg = svg.replace("<svg ", '<svg font-family="Arial, Helvetica, sans-serif" ', 1)
    svg = NUMBERS.sub(lambda found: f'{found[1]}="{re.sub(r"-?[0-9]+[.][0-9]+", _rounded, found[2])}"', svg)
    svg = FILLED_THEN_LINED.sub(r'<\1 fill="\2" \5 \3="\4"/>', svg)
    return f"{svg.rstrip()}\n{_stamp(dot)}\n"


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0").replace("-0.", "-.")


def not_current(rules: tuple[Rule, ...]) -> Iterator[str]:
    """The files that are not what they should be."""
    wanted = {PAGE}
    for page, text in pages(rules):
        wanted.add(page)
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            yield f"{page.relative_to(DOCS.parent)} is not current"
    for picture, dot in diagrams(rules):
        wanted.add(picture)
        if not picture.exists() or not picture.read_text(encoding="utf-8").endswith(f"{_stamp(dot)}\n"):
            yield f"{picture.relative_to(DOCS.parent)} is not current"
    for path in sorted(set(FOLDER.glob("*")) - wanted):
        yield f"{path.relative_to(DOCS.parent)} belongs to no rule"


def write(rules: tuple[Rule, ...]) -> None:
    """Write all pages, draw the pictures that are not current, and delete those of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {PAGE}
    for page, text in pages(rules):
        wanted.add(page)
        page.write_text(text, encoding="utf-8")
    for picture, dot in diagrams(rules):
        wanted.add(picture)
        if not picture.exists() or _stamp(dot) not in picture.read_text(encoding="utf-8"):
            picture.write_text(_drawn(dot), encoding="utf-8")
    for path in set(FOLDER.glob("*")) - wanted:
        path.unlink()


if __name__ == "__main__":
    found, problems = load_rules([RULES], examples=True)
    if problems:
        sys.exit("\n".join(map(str, problems)))
    if "--check" in sys.argv:
        wrong = list(not_current(found))
        if wrong:
            sys.exit("\n".join([*wrong, "run python .ci/rules_page.py"]))
    else:
        write(found)
