"""The configuration in the bytes of a file: of YAML, or of TOML in its table `tool.ivrlint`."""

from __future__ import annotations

import re

from ivrlint.config.problem import ConfigProblem
from ivrlint.config.reading import Read, config_of, partly
from ivrlint.flow import Refusal

TOML = ".toml"

_TABLE = re.compile(rb"""^[ \t]*(?:\[[ \t]*)*["']?tool["']?[ \t]*(?:\.[ \t]*["']?ivrlint\b|[\]=])""", re.MULTILINE)
"""A line of TOML that may begin the table, or a table around it."""


def may_hold_table(data: bytes) -> bool:
    """Whether there may be a table `tool.ivrlint` in a text of TOML."""
    return b"ivrlint" in data and _TABLE.search(data) is not None


def config_in(data: bytes, file: str) -> Read:
    """What can be used of the configuration in a file, and all that is wrong with it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (ConfigProblem(file, data.count(b"\n", 0, error.start) + 1, 1, "is not UTF-8 text"),)
    if not file.endswith(TOML):
        return partly(text, file)
    from ivrlint.config.toml import table

    tree = table(text, ("tool", "ivrlint"), file)
    if tree is None:
        return None, (ConfigProblem(file, 0, 0, "has no table [tool.ivrlint]"),)
    if isinstance(tree, Refusal):
        return None, (ConfigProblem(file, tree.line, tree.column, tree.message),)
    return config_of(tree, file)
