"""What the texts of a flow read: JSONPath references, and the places that a deployment fills in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.tree import List, Map

STORED = "StoredCustomerInput"
"""The name under which the platform keeps the last entry of the caller."""

ATTRIBUTES = "Attributes."
"""What the names of contact attributes begin with: the agent sees them, and every Lambda function gets them."""

_TOKEN = re.compile(
    r"""(?P<path>\$(?:\.?\[(?:'[^'\]]{0,200}'|"[^"\]]{0,200}"|[0-9]+)\]|\.[A-Za-z_][\w]*(?:-\w+)*)+)"""
    r"|\{\{(?P<braces>[^{}]{1,200})\}\}|(?P<dollar>\$\{)|%%(?P<percent>\w{1,100})%%"
)
_SEGMENT = re.compile(r"""\[(?:'([^']*)'|"([^"]*)"|([0-9]+))\]|\.([A-Za-z_][\w]*(?:-\w+)*)""")
_TO_BRACE = re.compile(r"[^{}]{0,300}(?:\{[^{}]{0,300}\}[^{}]{0,300}){0,5}\}")
_UNSAID = re.compile(r"[\s{}$]+")
_NOWHERE: Mapping[str, str] = {}


class Rendered(NamedTuple):
    """A text as the native format writes it. `reads` are the names in it, `spoken` tells whether there is anything else."""

    text: str
    reads: tuple[str, ...]
    spoken: bool


def render(text: str, names: Mapping[str, str] = _NOWHERE) -> Rendered:
    """A text with `{name}` for everything that is filled in later; `names` are those that are called otherwise here."""
    parts: list[str] = []
    reads: dict[str, None] = {}
    spoken = False
    at = 0
    while found := _TOKEN.search(text, at):
        literal, end = text[at : found.start()], found.end()
        name = _name(found)
        if found["dollar"]:
            end = _closed(text, found.end())
            name = _plain(text[found.end() : end - 1]) if end else ""
            end = end or found.end()
        spoken = spoken or bool(literal.strip())
        parts.append(_escaped(literal))
        if name:
            name = names.get(name, name)
            reads[name] = None
            parts.append("{" + name + "}")
        else:
            parts.append(_escaped(found[0]))
        at = end
    literal = text[at:]
    parts.append(_escaped(literal))
    return Rendered("".join(parts), tuple(reads), spoken or bool(literal.strip()))


def names_in(texts: Iterable[str], names: Mapping[str, str] = _NOWHERE) -> tuple[str, ...]:
    """The names that some texts read, in their order; places that a deployment fills in are none."""
    found = (name_of(match["path"]) for text in texts if "$" in text for match in _TOKEN.finditer(text) if match["path"])
    return tuple(dict.fromkeys(names.get(name, name) for name in found if name))


def name_of(path: str) -> str:
    """The name of a JSONPath: its parts with dots between, without the `$`."""
    return _plain(".".join(a or b or c or d for a, b, c, d in _SEGMENT.findall(path)))


def is_dynamic(text: str) -> bool:
    """Whether a value is looked up during the call."""
    return text.strip().startswith(("$.", "$["))


def texts_in(tree: Any) -> list[str]:  # noqa: ANN401 - any value of JSON
    """All texts of a value at any depth, keys too, in the order of the file."""
    result: list[str] = []
    todo = [tree]
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            result.append(value)
        elif isinstance(value, Map):
            for key, inner in reversed(value.items()):
                todo += (inner, key)
        elif isinstance(value, List):
            todo.extend(reversed(value))
    return result


def _name(found: re.Match[str]) -> str:
    if found["path"]:
        return name_of(found["path"])
    return _plain(found["braces"] or found["percent"] or "")


def _plain(name: str) -> str:
    """A name without what names cannot hold."""
    name = _UNSAID.sub(" ", name).strip(" .")
    return f"_{name}" if name[:1].isdigit() else name


def _closed(text: str, start: int) -> int:
    """Where the brace that was opened before `start` is closed; 0 when it is not."""
    found = _TO_BRACE.match(text, start)
    return found.end() if found else 0


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
