"""Where the keys and values of a table of TOML stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from ivrlint.config.toml import table
from ivrlint.flow import Refusal
from ivrlint.readers.tree import List, Map

TEXT = '''\
# [tool.ivrlint] not here
[project]
name = "x"   # tool.ivrlint = 1
text = """
[tool.ivrlint]
exclude = "not here" \\""" and "quotes"""""
raw = \'\'\'
[tool.ivrlint] # ''  \'\'\'
"tool" = 3

[tool]
other = {x = {y = [1, [2, 3]]}}

[ tool . "ivrlint" ]   # here
extends = 'strict'
exclude = [
    "a/",  # ]
    'b"#]',
]
times = { lookup = "4s", "rate" = 160 }
"operator_key" = "\\u0023"
deep.er.key = 1.5
deep."er".other = -1_000
until = 2027-01-31
yes = true

[tool.ivrlint.rules]
menu-too-deep = "off"
too-many-options = { severity = "info", options = { max_options = 6, words = ["a", "b",] } }

[[tool.ivrlint.overrides]]
files = "drafts/"
rules.doom-loop = "off"

[[tool.ivrlint.overrides]]
files = "ünder/"
[tool.ivrlint.overrides.rules]
"doom-loop" = """
off"""

[after]
exclude = "not here either"
'''


def leaves(tree: object, at: tuple[int, int, int, int] | None, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    if isinstance(tree, Map):
        for key, value in tree.items():
            yield (*path, key, "KEY"), key, tree.key_at[key]
            yield from leaves(value, tree.value_at[key], (*path, key))
    elif isinstance(tree, List):
        for number, item in enumerate(tree):
            yield from leaves(item, tree.item_at[number], (*path, number))
    else:
        yield path, tree, at


def slice_of(text: str, at: tuple[int, int, int, int]) -> str:
    lines = text.splitlines(keepends=True)
    begin = sum(map(len, lines[: at[0] - 1])) + at[1] - 1
    return text[begin : sum(map(len, lines[: at[2] - 1])) + at[3] - 1]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_at_each_place_stands_the_key_or_value(ends: str) -> None:
    tree = table(TEXT.replace("\n", ends), ("tool", "ivrlint"), "pyproject.toml")
    assert isinstance(tree, Map)
    found = list(leaves(tree, None))
    assert len(found) == 45
    for path, value, at in found:
        written = slice_of(TEXT, at)
        if path[-1] == "KEY":
            assert tomllib.loads(f"{written} = 0") == {value: 0}, path
        else:
            there = tomllib.loads(f"x = {written}")["x"]
            assert (str(there) if path == ("until",) else there) == value, path


def test_the_values_are_those_of_the_standard_library() -> None:
    tree = table(TEXT, ("tool", "ivrlint"), "pyproject.toml")
    expected = tomllib.loads(TEXT)["tool"]["ivrlint"]
    expected["until"] = "2027-01-31"
    assert tree == expected


def test_what_is_not_there_is_none_and_what_is_no_table_is_refused() -> None:
    assert table("[tool.other]\nx = 1\n", ("tool", "ivrlint"), "p.toml") is None
    assert table("tool = 3\n", ("tool", "ivrlint"), "p.toml") is None
    assert table("[tool]\nivrlint = 3\n", ("tool", "ivrlint"), "p.toml") == Refusal(
        "p.toml", "tool.ivrlint should be a table", 2, 11
    )


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("[tool.ivrlint]\nx = \n", 2, 5), ("[tool.ivrlint]\nx = [1,\n", 2, 8), ("x = 1\nx = 2\n", 2, 6), ("[a\n", 1, 3)],
)
def test_what_is_no_toml_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    refusal = table(text, ("tool", "ivrlint"), "p.toml")
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.column) == (line, column)
    assert refusal.message.startswith("is not TOML: ")
