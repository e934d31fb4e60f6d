"""What is wrong with a configuration, and where."""

from __future__ import annotations

from ivrlint.rule import RuleProblem


class ConfigProblem(RuleProblem):
    """One mistake in a configuration, placed as one in a rule file is."""

    __slots__ = ()
