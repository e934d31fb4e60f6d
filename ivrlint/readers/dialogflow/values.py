"""The values that parameters get, and the names that these read."""

from __future__ import annotations

from ivrlint.flow import Assignment
from ivrlint.readers.dialogflow import names
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.tree import List, Map

LONGEST = 200
"""Characters of a value that are kept."""


def assignments(fulfilment: Part) -> list[Assignment]:
    """The parameters that a fulfilment sets; of one that stands there twice the last value counts."""
    found: dict[str, Assignment] = {}
    for action in fulfilment.parts("setParameterActions"):
        written = action.text("parameter")
        if written.strip():
            name, value = names.parameter(written), action.map.get("value")
            reads = all_reads(value)
            found[name] = Assignment(name, _shown(value, reads), reads, action.mark("parameter"))
    return list(found.values())


def _shown(value: object, reads: tuple[str, ...]) -> str:
    """A value on one line, with each name that it reads in braces."""
    if isinstance(value, Map | List):
        plain = "an object" if isinstance(value, Map) else "a list"
    else:
        plain = "null" if value is None else str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    text = names.filled(plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "\u2026")
    missing = [f"{{{name}}}" for name in reads if f"{{{name}}}" not in text]
    return " ".join((text, *missing))


def all_reads(value: object) -> tuple[str, ...]:
    """The parameters that a value reads, however deep it is."""
    found: dict[str, None] = {}
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            found.update(dict.fromkeys(names.reads(part)))
        elif isinstance(part, Map):
            todo += part.values()
        elif isinstance(part, List):
            todo += part
    return tuple(found)
