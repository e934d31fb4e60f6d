"""Configurations: which rules judge, how severely and with which limits.

A profile (`rules/profiles/`) is a configuration that has a name. One may extend others; the rules are changed by each in turn,
the most basic first. A configuration with any mistake is refused whole, with file, line and column.
"""

from __future__ import annotations

from ivrlint.config.loading import DEFAULT, load_profile, profile_names, with_clauses
from ivrlint.config.problem import ConfigProblem
from ivrlint.config.value import Clause, Config, Setting, Standard

__all__ = [
    "DEFAULT",
    "Clause",
    "Config",
    "ConfigProblem",
    "Setting",
    "Standard",
    "load_profile",
    "profile_names",
    "with_clauses",
]
