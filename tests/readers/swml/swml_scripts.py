"""Small documents for the tests of SWML."""

from __future__ import annotations

import json
from textwrap import dedent, indent
from typing import Any

from ivrlint.flow import Flow, Refusal
from ivrlint.readers import read


def document(main: str, sections: str = "") -> str:
    """A document in YAML with the steps of `main`, and further sections."""
    text = "version: 1.0.0\nsections:\n  main:\n" + indent(dedent(main).strip("\n"), "    ") + "\n"
    return text + (indent(dedent(sections).strip("\n"), "  ") + "\n" if sections else "")


def flow(main: str, sections: str = "") -> Flow:
    """The flow of such a document."""
    return flow_of(document(main, sections))


def flow_of(text: str) -> Flow:
    result = read(text.encode(), "menu.yaml")
    assert isinstance(result, Flow), result
    assert result.format == "swml"
    return result


def in_json(main: list[Any], **sections: list[Any]) -> Flow:
    """The flow of a document in JSON."""
    return flow_of(json.dumps({"version": "1.0.0", "sections": {"main": main, **sections}}, indent=1))


def refusal(text: str) -> Refusal:
    result = read(text.encode(), "menu.yaml")
    assert isinstance(result, Refusal), result
    return result


def to(target: Any) -> str:
    """Where a target leads; nothing when there is none."""
    return target.to if target else ""
