"""The configuration in the bytes of a file: of YAML, or of TOML in its table `tool.ivrlint`."""

from __future__ import annotations

import re

from ivrlint.config.problem import ConfigProblem
from ivrlint.config.reading import read_config
from ivrlint.config.value import Config

TOML = ".toml"

_TABLE = re.compile(rb"""^[ \t]*(?:\[[ \t]*)*["']?tool["']?[ \t]*(?:\.[ \t]*["']?ivrlint\b|[\]=])""", re.MULTILINE)
"""A line of TOML that may begin the table, or a table around it."""


def may_hold_table(data: bytes) -> bool:
    """Whether there may be a table `tool.ivrlint` in a text of TOML."""
    return b"ivrlint" in data and _TABLE.search(data) is not None


def config_in(data: bytes, file: str) -> tuple[Config | None, tuple[ConfigProblem, ...]]:
    """The configuration that a file holds; None when there is anything wrong with it, and then everything that is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (ConfigProblem(file, data.count(b"\n", 0, error.start) + 1, 1, "is not UTF-8 text"),)
    return read_config(text, file)
