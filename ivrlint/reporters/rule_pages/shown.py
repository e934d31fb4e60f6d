"""The examples of a rule, each with what the rule finds in it and the calls that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ivrlint.finding import CallTranscript, Finding
from ivrlint.flow import replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.linting import lint_text
from ivrlint.rule import Example, Rule
from ivrlint.together import together


class Shown(NamedTuple):
    """One bad example: `number` counts from 1, `file` is the name under which it was linted."""

    number: int
    file: str
    example: Example
    findings: tuple[Finding, ...]

    def calls(self) -> Iterator[tuple[Sequence[Finding], CallTranscript | None]]:
        """The findings as they are told, those that the same call shows beside one another."""
        by_call: dict[CallTranscript | None, list[Finding]] = {}
        for finding in together(self.findings):
            by_call.setdefault(finding.call, []).append(finding)
        for call, findings in by_call.items():
            yield findings, call


def shown(rule: Rule) -> tuple[Shown, ...]:
    """The bad examples of a rule, linted with this rule alone, as it is without a configuration."""
    as_shipped = replace(rule, values={name: option.default for name, option in rule.options.items()})
    return tuple(_shown(as_shipped, number, example) for number, example in enumerate(rule.bad, 1))


def _shown(rule: Rule, number: int, example: Example) -> Shown:
    file = f"{rule.id}-{number}.yaml"
    findings = lint_text(example.flow, file, (rule,)).findings
    return Shown(number, file, example, tuple(finding for finding in findings if finding.rule == rule.id))
