"""`ivrlint rules` and `ivrlint explain`: what is judged, and why."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from ivrlint.cli.output import paint_for, write_data, write_text
from ivrlint.cli.selection import load, no_such_rule, rules_from
from ivrlint.reporters.paint import Paint
from ivrlint.rule import Rule

_WIDTH = 100

_folders = click.option(
    "--rules", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path), help="Add your own rules."
)
_color = click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
_format = click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")


_FORMAT = """`format` is no rule: it is the name of what is wrong in a file that was recognised as a flow, such as an unknown key,
a key written twice or a wrong type. docs/format.md describes ivrlint's own format, and `ivrlint schema flow` prints its JSON
Schema; docs/formats.md says what is read of other formats. `--ignore format` leaves these findings out."""


@click.command(short_help="List all rules.")
@_format
@_folders
@_color
def rules(form: str, folders: Sequence[Path], color: str) -> None:
    """List all rules, by what they are about."""
    found = rules_from(folders)
    if form == "json":
        write_data([json.dumps([_as_json(rule) for rule in found], ensure_ascii=False, indent=2)])
    else:
        write_text(_listed(found, paint_for(color)))


_HELP = """Explain one rule: what it finds, why that is bad for callers, the evidence, its options, and examples.

\b
ivrlint explain menu-too-deep
"""


@click.command(help=_HELP, short_help="Explain one rule: why, sources, options, examples.")
@click.argument("rule")
@_format
@_folders
@_color
def explain(rule: str, form: str, folders: Sequence[Path], color: str) -> None:
    """Explain one rule: what it finds, why that is bad for callers, the evidence, its options, and examples."""
    if rule == "format":
        write_text(_wrapped(_FORMAT))
        return
    found = {each.id: each for each in rules_from(folders)}
    if rule not in found:
        raise no_such_rule(rule, found)
    (whole,) = load([Path(found[rule].file)], examples=True)
    if form == "json":
        write_data([json.dumps(_as_json(whole), ensure_ascii=False, indent=2)])
    else:
        write_text(_explained(whole, paint_for(color)))


def _listed(found: Sequence[Rule], paint: Paint) -> Iterator[str]:
    wide = max((len(rule.id) for rule in found), default=0)
    concerns: dict[str, list[Rule]] = {}
    for rule in found:
        concerns.setdefault(rule.concern, []).append(rule)
    for concern, members in concerns.items():
        yield paint(concern, "strong")
        for rule in members:
            yield f"  {rule.id:<{wide}}  {paint(f'{rule.severity!s:<7}', rule.severity)}  {rule.summary}"


def _explained(rule: Rule, paint: Paint) -> Iterator[str]:
    yield f"{paint(rule.id, 'strong')} ({rule.concern}, {paint(str(rule.severity), rule.severity)})"
    yield ""
    yield from _wrapped(rule.summary)
    if rule.lighter:
        yield from _wrapped(f"Only {rule.lighter.severity} when: {rule.lighter.when}")
    yield from _section("Why", rule.why, paint)
    yield from _section("Instead", rule.instead, paint)
    yield from _section("Finds", f"each {rule.subject} where {rule.when}", paint)
    yield from ("", paint("Evidence", "strong"))
    for source in rule.sources:
        yield from _wrapped(": ".join(filter(None, (source.title, source.clause))), "  - ")
        if source.url:
            yield f"    {source.url}"
    if rule.options:
        yield from ("", paint("Options", "strong"))
    for name, option in rule.options.items():
        default = ", ".join(option.default) if isinstance(option.default, tuple | list) else option.default
        yield from _wrapped(f"{name}: {option.about} (default {default})", "  - ")
    for title, examples in (("Something is found here", rule.bad), ("Nothing is found here", rule.good)):
        for example in examples:
            where = f", at {', '.join(example.finds)}" if example.finds else ", a near miss" if example.near_miss else ""
            yield from ("", paint(f"{title}{where}", "strong"), "")
            yield from textwrap.indent(example.flow.rstrip("\n"), "    ").split("\n")


def _section(title: str, text: str, paint: Paint) -> Iterator[str]:
    yield from ("", paint(title, "strong"))
    yield from _wrapped(text, "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()), _WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_long_words=False
    )


def _as_json(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "concern": rule.concern,
        "severity": str(rule.severity),
        "for": rule.subject,
        "summary": rule.summary,
        "why": rule.why,
        "instead": rule.instead,
        "when": rule.when,
        "message": rule.message,
        "options": {name: option._asdict() for name, option in rule.options.items()},
        "sources": [source._asdict() for source in rule.sources],
    }
