"""Rules: YAML files that look at the facts and say where they are wrong.

Rules know no graph, no lines of a flow and no printing. A rule file with any mistake is refused whole,
with file, line and column; it is never skipped.
"""

from __future__ import annotations

from ivrlint.rule.loading import load_rules
from ivrlint.rule.options import OptionProblem, RuleOption
from ivrlint.rule.problem import RuleProblem
from ivrlint.rule.value import CONCERNS, Example, Judgement, Lighter, Rule

__all__ = [
    "CONCERNS",
    "Example",
    "Judgement",
    "Lighter",
    "OptionProblem",
    "Rule",
    "RuleOption",
    "RuleProblem",
    "load_rules",
]
