"""`ivrlint rules` and `ivrlint explain`: what is judged, and why."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from ivrlint.cli import completing
from ivrlint.cli.output import paint_for, write_data, write_text
from ivrlint.cli.selection import configured_by, folders_option, load, no_such_rule, rules_from
from ivrlint.cli.sources import color_option, form_option
from ivrlint.reporters.other_findings import OTHERS

_WIDTH = 100

_folders = folders_option()
_format = form_option("text", "json", "markdown")


def _other_explained(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _grade_explained() -> Iterator[str]:
    from ivrlint.reporters.grade_page import formula, remarks

    for sentence in formula():
        yield from textwrap.wrap(sentence, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
    for remark in remarks():
        yield ""
        yield from textwrap.wrap(remark, _WIDTH, break_on_hyphens=False)


OTHER_WORDS: Mapping[str, Callable[[], Iterator[str]]] = {
    **{name: partial(_other_explained, other.text) for name, other in OTHERS.items()},
    "grade": _grade_explained,
}
"""What `explain` tells of words that are no rules."""


_LIST = """List all rules, by what they are about.

\b
ivrlint rules
ivrlint rules --profile strict       those of a profile, as severe as it wants them
ivrlint rules --rules our-rules      with your own
ivrlint rules --format json
"""


@click.command(help=_LIST, short_help="List all rules.")
@_format
@_folders
@click.option(
    "--profile",
    default="",
    metavar="NAME",
    shell_complete=completing.profiles,
    help="Only the rules of this profile, as severe as it wants them.",
)
@color_option()
def rules(form: str, folders: Sequence[Path], profile: str, color: str) -> None:
    """List all rules, by what they are about."""
    from ivrlint.reporters.rule_pages import listed, listed_others, rule_as_json, standings, tables

    every = rules_from(folders)
    found, standing = configured_by(profile, folders).judging if profile else every, standings(every)
    if form == "json":
        write_data([json.dumps([rule_as_json(rule, standing[rule.id]) for rule in found], ensure_ascii=False, indent=2)])
    elif form == "markdown":
        write_data(tables(found, standing))
    else:
        write_text((*listed(found, standing, paint_for(color)), *listed_others(OTHERS, paint_for(color))))


_HELP = """Explain one rule: what it finds, why that is bad for callers, the evidence, its options, and examples with the
calls of those who suffer.

\b
ivrlint explain menu-too-deep
ivrlint explain menu-too-deep --format markdown > menu-too-deep.md
ivrlint explain our-queue --rules our-rules      a rule of your own
ivrlint explain grade
"""


@click.command(help=_HELP, short_help="Explain one rule (why, sources, options, examples), or the grade.")
@click.argument("rule", shell_complete=completing.rule_ids(*OTHER_WORDS))
@_format
@_folders
@color_option()
def explain(rule: str, form: str, folders: Sequence[Path], color: str) -> None:
    """Explain one rule: what it finds, why that is bad for callers, the evidence, its options, and examples."""
    if rule in OTHER_WORDS:
        told = OTHER_WORDS[rule]()
        if form == "json":
            write_data([json.dumps({"id": rule, "text": "\n".join(told)}, ensure_ascii=False, indent=2)])
        else:
            write_text(told)
        return
    from ivrlint.reporters.rule_pages import explained, rule_as_json, section, shown, standings

    found = {each.id: each for each in rules_from(folders)}
    if rule not in found:
        raise no_such_rule(rule, {*found, *OTHER_WORDS})
    (whole,) = load([Path(found[rule].file)], examples=True)
    examples, standing = shown(whole), standings(tuple(found.values()))[rule]
    if form == "json":
        write_data([json.dumps(rule_as_json(whole, standing, examples), ensure_ascii=False, indent=2)])
    elif form == "markdown":
        write_data(section(whole, examples, standing))
    else:
        write_text(explained(whole, examples, standing, paint_for(color)))
