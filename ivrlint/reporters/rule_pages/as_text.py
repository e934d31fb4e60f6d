"""A rule for people in front of a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from ivrlint.reporters.calls import moments
from ivrlint.reporters.frame import printable
from ivrlint.reporters.other_findings import Other
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.rule_pages.shown import Shown
from ivrlint.reporters.rule_pages.standing import Standing, remark
from ivrlint.rule import Example, Rule

_WIDTH = 100

_FEW = 8
"""So many texts of a list are shown."""


def listed(rules: Sequence[Rule], standing: Mapping[str, Standing], paint: Paint) -> Iterator[str]:
    """One line a rule, by what they are about."""
    wide = max((len(rule.id) for rule in rules), default=0)
    concern = ""
    for rule in rules:
        if rule.concern != concern:
            concern = rule.concern
            yield paint(concern, "strong")
        differs = remark(rule, standing[rule.id])
        more = paint(f" ({differs})", "quiet") if differs else ""
        yield f"  {rule.id:<{wide}}  {paint(f'{rule.severity!s:<7}', rule.severity)}  {rule.summary}{more}"


def listed_others(others: Mapping[str, Other], paint: Paint) -> Iterator[str]:
    """The same of what is found by no rule."""
    wide = max(map(len, others))
    yield paint("found by no rule", "strong")
    for name, other in others.items():
        yield f"  {name:<{wide}}  {paint(f'{other.severity!s:<7}', other.severity)}  {other.summary}"


def explained(rule: Rule, examples: Sequence[Shown], standing: Standing, paint: Paint) -> Iterator[str]:
    """What a rule finds, why that is bad for callers, the evidence, its options, and its examples with their calls."""
    differs = remark(rule, standing)
    more = f", {differs}" if differs else ""
    yield f"{paint(rule.id, 'strong')} ({rule.concern}, {paint(str(rule.severity), rule.severity)}{more})"
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
    if standing.clauses:
        yield from ("", paint("Asked for by", "strong"))
    for asked in standing.clauses:
        yield from _wrapped(f"{asked.profile}, {asked.clause}: {asked.asks}", "  - ")
    if rule.options:
        yield from ("", paint("Options", "strong"))
    for name, option in rule.options.items():
        yield from _wrapped(f"{name}: {option.about} (default {_default(option.default)})", "  - ")
    for each in examples:
        yield from _flow("Something is found here", f", at {', '.join(each.example.finds)}", each.example, paint)
        yield from _found(each, paint)
    for example in rule.good:
        yield from _flow("Nothing is found here", ", a near miss" if example.near_miss else "", example, paint)


def _default(value: object) -> str:
    """The value of an option; of a long list its beginning."""
    if not isinstance(value, tuple | list):
        return str(value).lower() if isinstance(value, bool) else str(value)
    more = len(value) - _FEW
    return ", ".join(value[:_FEW]) + (f" and {more} more, all of them with --format json" if more > 0 else "")


def _flow(title: str, where: str, example: Example, paint: Paint) -> Iterator[str]:
    yield from ("", paint(f"{title}{where}", "strong"), "")
    yield from textwrap.indent(example.flow.rstrip("\n"), "    ").split("\n")


def _found(each: Shown, paint: Paint) -> Iterator[str]:
    for findings, call in each.calls():
        yield ""
        for finding in findings:
            severity = paint(str(finding.severity), finding.severity)
            yield f"  line {finding.mark.line}: {severity}: {printable(finding.message)}"
        for moment in moments(call, paint) if call else ():
            yield f"    {moment}"


def _section(title: str, text: str, paint: Paint) -> Iterator[str]:
    yield from ("", paint(title, "strong"))
    yield from _wrapped(text, "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()), _WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_long_words=False
    )
