"""The configuration in the bytes of a file: of YAML, or of TOML in its table `tool.ivrlint`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrlint.config.problem import ConfigProblem
from ivrlint.flow import Refusal

if TYPE_CHECKING:
    from ivrlint.config.reading import Read

TOML = ".toml"

TABLE = "tool.ivrlint"
"""The table of a TOML that is a configuration."""

_TABLE = rb"""(?m)^[ \t]*(?:\[[ \t]*)*["']?tool["']?[ \t]*(?:\.[ \t]*["']?ivrlint\b|[\]=])"""
"""A line of TOML that may begin the table, or a table around it."""

_LIKE_TABLE = rb"""(?im)^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*["']?(i(?=[\w-]*l)[\w-]{4,9})(?![\w-])"""
"""A line of TOML that begins a table of a name a little like it."""

_KEYS = "extends|rules|overrides|exclude|times|rule_folders|fail_on|baseline|ignores"
_SAYS = rf"""(?m)^[ \t{{\["']*(?:tool\.ivrlint\b|(?:{_KEYS})["']?[ \t]*[\]:=])""".encode()
_FLOW = rb"""(?m)^[ \t{"']*(?:ivr|steps)["']?[ \t]*:"""


def may_hold_table(data: bytes) -> bool:
    """Whether there may be a table `tool.ivrlint` in a text of TOML."""
    return b"ivrlint" in data and re.search(_TABLE, data) is not None


def misspelt_table(data: bytes) -> str:
    """The name of a table in a text of TOML that is probably meant to be `tool.ivrlint`; empty where there is none."""
    names = [name.decode() for name in re.findall(_LIKE_TABLE, data)]
    if not names:
        return ""
    from difflib import get_close_matches

    near = {name.lower(): f"tool.{name}" for name in names}
    return next((near[name] for name in get_close_matches("ivrlint", near, 1, 0.85)), "")


def looks_like_one(data: bytes) -> bool:
    """Whether a text is probably meant to be a configuration, and is no flow."""
    return re.search(_SAYS, data) is not None and re.search(_FLOW, data) is None


def config_in(data: bytes, file: str) -> Read:
    """What can be used of the configuration in a file, and all that is wrong with it."""
    from ivrlint.config.reading import config_of, partly

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (ConfigProblem(file, data.count(b"\n", 0, error.start) + 1, 1, "is not UTF-8 text"),)
    if not file.endswith(TOML):
        return partly(text, file)
    from ivrlint.config.toml import table

    tree = table(text, tuple(TABLE.split(".")), file)
    if tree is None:
        return None, (ConfigProblem(file, 0, 0, f"has no table [{TABLE}]"),)
    if isinstance(tree, Refusal):
        return None, (ConfigProblem(file, tree.line, tree.column, tree.message),)
    return config_of(tree, file)
