"""A rule that was checked and compiled: it looks at the facts of its kind and says where they are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from ivrlint.expressions import Expression, Template
from ivrlint.facts import Call, Facts, Subject
from ivrlint.finding import Finding, Severity, Source
from ivrlint.fingerprints import own_name
from ivrlint.flow import Kind, Value, replace
from ivrlint.flow.tuples import NamedTuple
from ivrlint.rule.options import OptionProblem, RuleOption, checked_values

CONCERNS = ("access", "data", "errors", "hours", "language", "menus", "person", "privacy", "promises", "prompts", "structure")
"""The folders that rules lie in: what a rule is about."""


class Judgement(NamedTuple):
    """A finding beside the subject that it is about, so that a call can be told; `finding.call` is None."""

    subject: Subject
    finding: Finding


class Example(NamedTuple):
    """A whole flow inside a rule file.

    `line` and `column` are where the item stands; the first line of `flow` is line `flow_line` of the file,
    its columns begin after `indent` blanks. `finds` are the steps at which the rule finds something,
    none for a good example.
    """

    flow: str
    line: int
    column: int
    flow_line: int
    indent: int
    finds: tuple[str, ...] = ()
    near_miss: bool = False


class Lighter(NamedTuple):
    """The findings that are less bad than the rule's severity says."""

    when: str
    severity: Severity


class Compiled(NamedTuple):
    """The expressions of a rule as functions of subject, call and option values (call and values for a rule about calls)."""

    when: Expression
    message: Template
    lighter: Expression | None


class Rule(Value, metaclass=Kind):
    """One file of `rules/`. `subject` is the kind of thing that it judges, `concern` the folder that it lies in.

    `values` are the values of the options. Of one file findings say the same that are alike in the facts `together` names. `good`
    and `bad` are empty in `bundled_rules()`, which does not read them.
    """

    id: str
    concern: str
    file: str
    summary: str
    why: str
    sources: tuple[Source, ...]
    severity: Severity
    subject: str
    options: Mapping[str, RuleOption]
    when: str
    lighter: Lighter | None
    message: str
    instead: str
    shows: str
    at: str
    together: tuple[str, ...]
    judges_unreachable: bool
    compiled: Compiled
    values: Mapping[str, Any]
    good: tuple[Example, ...] = ()
    bad: tuple[Example, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Judgement]:
        """The findings of this rule on one call, in the order of the facts."""
        call, values = facts.call, SimpleNamespace(**self.values)
        if self.subject == "call":
            if self.compiled.when.run(call, values):
                yield self._judgement(call, call, values)
            return
        subjects: Sequence[Subject] = getattr(facts, f"{self.subject}s")
        for subject in self.compiled.when.choose(subjects, call, values) if subjects else ():
            if self.judges_unreachable or subject.reachable:
                yield self._judgement(subject, call, values)

    def configured(
        self, severity: Severity | None = None, options: Mapping[str, object] | None = None
    ) -> tuple[Rule, tuple[OptionProblem, ...]]:
        """The same rule with another severity and other option values, and what is wrong with these values.

        A value with a problem is left as it was. What is lighter stays lighter.
        """
        compiled = self.compiled
        patterns = compiled.when.patterns | compiled.message.patterns | (compiled.lighter.patterns if compiled.lighter else set())
        values, problems = checked_values(self.options, options or {}, patterns)
        return replace(self, severity=severity or self.severity, values={**self.values, **values}), problems

    def _judgement(self, subject: Subject, call: Call, values: SimpleNamespace) -> Judgement:
        given = (call, values) if self.subject == "call" else (subject, call, values)
        severity = self.severity
        if self.lighter and self.compiled.lighter and self.compiled.lighter.run(*given):
            severity = min(severity, self.lighter.severity)
        mark, message = subject.at(self.at), self.compiled.message.run(*given)
        if "#" in subject.step:
            message = message.replace(subject.step.removesuffix(own_name(subject.step, mark.file)), "")
        finding = Finding(
            rule=self.id,
            severity=severity,
            mark=mark,
            step=subject.step,
            message=message,
            instead=self.instead,
            sources=self.sources,
            about=_about(subject),
            together=" ".join(filter(None, (getattr(subject, name) for name in self.together))),
        )
        return Judgement(subject, finding)


def _about(subject: Subject) -> str:
    """What a finding is about in its step, in words that stay when lines move and other steps get new names."""
    if isinstance(subject, Call):
        return ""
    named = (getattr(subject, name, "") for name in ("key", "label", "variable", "title"))
    return next(filter(None, named), "")
