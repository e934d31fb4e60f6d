"""The examples inside rule files, run through the whole of ivrlint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ivrlint.expressions import did_you_mean
from ivrlint.flow.tuples import NamedTuple
from ivrlint.linting import lint_flows
from ivrlint.readers.files import read_text
from ivrlint.report import FORMAT
from ivrlint.rule import Example, Rule


class ExampleFailure(NamedTuple):
    """Why an example proves nothing, and where in the rule file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ExampleResult(NamedTuple):
    """What came of one example: `kind` is `good` or `bad`, `number` counts from 1, no failures mean that it holds."""

    rule: str
    kind: str
    number: int
    failures: tuple[ExampleFailure, ...]


def run_examples(rules: Sequence[Rule]) -> Iterator[ExampleResult]:
    """Run every example of these rules, each with its own rule alone.

    In a good example the rule finds nothing, in a bad one something at exactly the steps of `finds`: the set of
    steps counts, not how many findings a step has. An example that is not a valid flow fails, and so does one whose
    `finds` names a step that the flow does not have.
    """
    for rule in rules:
        for kind, examples in (("good", rule.good), ("bad", rule.bad)):
            for number, example in enumerate(examples, start=1):
                failures = _failures(rule, example, f"{kind} example {number}")
                yield ExampleResult(rule.id, kind, number, tuple(failures))


def _failures(rule: Rule, example: Example, which: str) -> Iterator[ExampleFailure]:
    reading = read_text(example.flow, rule.file)
    report = lint_flows(reading, (rule,))
    invalid = [(refusal.line or 1, refusal.message) for refusal in report.problems]
    invalid += [(finding.mark.line, finding.message) for finding in report.findings if finding.rule == FORMAT]
    for line, message in invalid:
        yield ExampleFailure(rule.file, example.flow_line + line - 1, f"{which} is not a valid flow: {message}")
    if invalid:
        return
    steps = [name for flow in reading.flows.values() for name in flow.steps]
    missing = [name for name in example.finds if name not in steps]
    for name in missing:
        yield ExampleFailure(rule.file, example.line, f"{which}: there is no step {name!r}{did_you_mean(name, steps)}")
    found = sorted({finding.step for finding in report.findings})
    if not missing and found != sorted(example.finds):
        expected = f"findings at [{', '.join(sorted(example.finds))}]" if example.finds else "no findings"
        yield ExampleFailure(rule.file, example.line, f"{which}: expected {expected}, got [{', '.join(found)}]")
