"""Edits of flows in which callers notice nothing: steps in another order, under other names, on other lines."""

import json
import re
from pathlib import Path
from random import Random
from typing import Any

from ivrlint.readers import strict_yaml

SAMPLES = Path(__file__).parent.parent / "samples"
NATIVE = sorted(path.name for path in SAMPLES.glob("*.yaml"))

_NAMES = {"busy", "closed", "failed", "next", "no_answer", "otherwise", "start", "then", "to"}
"""Keys whose values name a step."""

_TARGETS = {"cases", "options"}
"""Keys of mappings all of whose values may name a step."""


def tree_of(sample: str) -> dict[str, Any]:
    """A sample as plain values."""
    return json.loads(json.dumps(strict_yaml.parse((SAMPLES / sample).read_text(encoding="utf-8"), sample).value))


def text_of(tree: dict[str, Any]) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=2)


def shuffled(tree: dict[str, Any], random: Random) -> dict[str, Any]:
    """The same flow with its steps in another order."""
    steps = list(tree["steps"].items())
    random.shuffle(steps)
    return {**tree, "steps": dict(steps)}


def renamed(tree: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The same flow with another name of one step."""
    assert old in tree["steps"]
    steps = {new if name == old else name: _renamed(step, old, new) for name, step in tree["steps"].items()}
    return {**_renamed({key: value for key, value in tree.items() if key != "steps"}, old, new), "steps": steps}


def _renamed(node: Any, old: str, new: str, within: str = "", key: str = "") -> Any:
    if isinstance(node, dict):
        return {each: _renamed(value, old, new, key, each) for each, value in node.items()}
    if isinstance(node, list):
        return [_renamed(item, old, new, within, key) for item in node]
    return new if node == old and (key in _NAMES or within in _TARGETS) else node


def with_remarks(text: str, random: Random) -> str:
    """The same YAML with comments and blank lines between its steps."""
    return re.sub(r"(?m)^(?=  \w+:)", lambda _: random.choice(["", "\n", "  # A remark.\n", "\n  # ignore this\n\n"]), text)
