"""A rule as a section of a page, and all rules as tables: Markdown as GitHub shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from ivrlint.finding import Source
from ivrlint.reporters.calls import moments
from ivrlint.reporters.frame import printable
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.rule_pages.shown import Shown
from ivrlint.reporters.rule_pages.standing import Asked, Standing, remark
from ivrlint.rule import Example, Rule, RuleOption

FEW = 5
"""A list of more texts than this is folded."""

_CODE = re.compile(r"(`[^`]*`)")
_SIGNS = re.compile(r"([\\*_\[\]<>#~])")


def tables(rules: Sequence[Rule], standing: Mapping[str, Standing], link: Callable[[Rule], str] | None = None) -> Iterator[str]:
    """One table a concern, one row a rule; `link` says where the rule is told."""
    for number, (concern, members) in enumerate(groupby(rules, key=lambda rule: rule.concern)):
        if number:
            yield ""
        yield f"## {concern}\n"
        yield "| rule | severity | what should be |"
        yield "|---|---|---|"
        for rule in members:
            name = f"[{rule.id}]({link(rule)})" if link else f"`{rule.id}`"
            lighter = f" or {rule.lighter.severity}" if rule.lighter else ""
            differs = remark(rule, standing[rule.id])
            yield f"| {name} | {rule.severity}{lighter}{f' ({differs})' if differs else ''} | {_cell(rule.summary)} |"


def section(
    rule: Rule,
    examples: Sequence[Shown],
    standing: Standing,
    picture: Callable[[Shown], str] | None = None,
    standards: str = "",
) -> Iterator[str]:
    """All about one rule; `picture` says where the diagram of an example is, `standards` is the page that tells of profiles."""
    yield f"## {rule.id}"
    yield f"\n{plain(rule.summary)}"
    differs = remark(rule, standing)
    yield f"\n**{str(rule.severity).capitalize()}**{f', {differs}' if differs else ''}.{_lighter(rule)}"
    yield f"\n**Why.** {plain(rule.why)}"
    yield f"\n**Instead.** {plain(rule.instead)}"
    yield f"\n**Finds** each {rule.subject} where\n"
    yield from _fenced("python", [rule.when])
    if rule.options:
        yield "\n| option | default | what it is |\n|---|---|---|"
        for name, option in rule.options.items():
            yield f"| `{name}` | {_default(option)} | {_cell(option.about)} |"
    yield "\n**Evidence**\n"
    yield from map(evidence, rule.sources)
    if standing.clauses:
        yield "\n**Asked for by**\n"
        yield from (_asked(each, standards) for each in standing.clauses)
    for each in examples:
        yield from _bad(each, picture(each) if picture else "")
    for example in sorted(rule.good, key=lambda good: not good.near_miss):
        yield from _good(example)


def _lighter(rule: Rule) -> str:
    return f" Only {rule.lighter.severity} where `{rule.lighter.when}`." if rule.lighter else ""


def _asked(each: Asked, standards: str) -> str:
    profile = f"[{each.profile}]({standards}#{each.profile})" if standards else each.profile
    return f"- {profile}, {plain(each.clause)}: {plain(each.asks)}"


def evidence(source: Source) -> str:
    """One piece of evidence as an item of a list."""
    title = f"[{plain(source.title)}]({source.url})" if source.url else plain(source.title)
    return f"- {title}: {plain(source.clause)}" if source.clause else f"- {title}"


def _default(option: RuleOption) -> str:
    if not isinstance(option.default, tuple | list):
        return _code(str(option.default).lower() if isinstance(option.default, bool) else str(option.default))
    texts = ", ".join(_code(text) for text in option.default)
    if len(option.default) <= FEW:
        return texts
    return f"<details><summary>{len(option.default)} texts</summary>{texts}</details>"


def _bad(each: Shown, picture: str) -> Iterator[str]:
    """An example, its diagram, and each finding with the call that shows it."""
    steps = ", ".join(_code(step) for step in each.example.finds)
    yield f"\n**Found here**, at {steps}\n"
    yield from _fenced("yaml", each.example.flow.rstrip("\n").split("\n"))
    if picture:
        yield f"\n![The flow as a diagram, with what is found at {plain(', '.join(each.example.finds))}]({picture})"
    for findings, call in each.calls():
        yield ""
        lines = [f"line {finding.mark.line}: {finding.severity}: {printable(finding.message)}" for finding in findings]
        yield from _fenced("text", [*lines, *(moments(call, Paint()) if call else ())])


def _good(example: Example) -> Iterator[str]:
    what = "Nothing is found here, though it is a near miss" if example.near_miss else "Nothing is found here"
    yield f"\n<details><summary>{what}</summary>\n"
    yield from _fenced("yaml", example.flow.rstrip("\n").split("\n"))
    yield "\n</details>"


def _fenced(language: str, lines: Sequence[str]) -> Iterator[str]:
    longest = max((len(ticks) for line in lines for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{language}"
    yield from lines
    yield fence


def _cell(text: str) -> str:
    return plain(text).replace("|", "\\|")


def _code(text: str) -> str:
    """A text as it is, in a line or in a cell."""
    shown = text.replace("|", "\\|")
    return f"`` {shown} ``" if "`" in text else f"`{shown}`" if text.strip() else "(nothing)"


def plain(text: str) -> str:
    """A sentence whose signs mean themselves, but for code in backticks."""
    return "".join(
        part if number % 2 else _SIGNS.sub(r"\\\1", part) for number, part in enumerate(_CODE.split(" ".join(text.split())))
    )
