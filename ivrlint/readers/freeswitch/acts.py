"""What the switch does for a caller, one application after another, as actions, entries and inline chains write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ivrlint.flow import Mark
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.freeswitch.draft import inside
from ivrlint.readers.freeswitch.values import expand, fill, split_arguments
from ivrlint.readers.positioned_xml import Element

_DEEPEST = 5
_INLINE = re.compile(r"\s+inline\s*\Z", re.IGNORECASE)
_DELIMITER = re.compile(r"m:(.):")
MOST = 2000
"""Applications of one chain; real ones stay below 100."""


class Act(NamedTuple):
    """One application with its arguments and its place."""

    application: str
    data: str
    mark: Mark
    whole: Mark


class Written(NamedTuple):
    """An application with its arguments as they are written."""

    application: str
    data: str
    mark: Mark
    data_mark: Mark


def of_element(element: Element, file: str) -> Written:
    """`<action application= data=/>`; the arguments may stand between the tags."""
    text = element.text.strip()
    mark = element.mark(file, "application")
    if text:
        return Written(element.get("application").strip(), text, mark, mark)
    data_mark = element.mark(file, "data") if element.get("data") else mark
    return Written(element.get("application").strip(), element.get("data"), mark, data_mark)


def of_line(line: str, mark: Mark) -> Written:
    """An application and its arguments in one line: `param` of an entry, `exec-on-max-failures` of a menu."""
    application, _, data = line.partition(" ")
    start = len(application) + 1
    return Written(
        application, data, inside(mark, line, 0, len(application)), inside(mark, line, start, len(line)) if data else mark
    )


def unfold(written: Iterable[Written], variables: Mapping[str, str], groups: Mapping[str, str]) -> list[Act]:
    """Applications in the order in which they run; inline chains are taken apart."""
    acts: list[Act] = []
    todo = [(each, 0) for each in reversed(list(written))]
    while todo and len(acts) < MOST:
        each, depth = todo.pop()
        data = fill(expand(each.data, variables), groups)
        chain = _INLINE.search(data)
        if each.application in {"execute_extension", "transfer"} and chain and depth < _DEEPEST:
            parts = inline(data[: chain.start()])
            exact = data == each.data
            inner = [
                Written(
                    application,
                    arguments,
                    inside(each.data_mark, each.data, start, end) if exact else each.data_mark,
                    inside(each.data_mark, each.data, start, end) if exact else each.data_mark,
                )
                for application, arguments, start, end in parts
            ]
            if each.application == "transfer":
                todo = [(Written("hangup", "", each.mark, each.mark), depth + 1)]
            todo += [(part, depth + 1) for part in reversed(inner)]
            continue
        acts.append(Act(each.application, data, each.mark, each.data_mark))
    return acts


def inline(text: str) -> list[tuple[str, str, int, int]]:
    """`app:arguments,app:arguments` with the place of each; `m:^:` before them names another sign than the comma."""
    separator, offset = ",", 0
    quoted = len(text) > 1 and text[0] == text[-1] == "'" and text.count("'") == 2
    if quoted:
        text, offset = text[1:-1], 1
    delimiter = _DELIMITER.match(text)
    if delimiter:
        separator, offset = delimiter[1], offset + delimiter.end()
        text = text[delimiter.end() :]
    found = []
    starts = split_arguments(text, separator)
    for number, (part, start) in enumerate(starts):
        end = starts[number + 1][1] - 1 if number + 1 < len(starts) else len(text)
        application, _, arguments = part.partition(":")
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        if application.strip():
            found.append((application.strip(), arguments, begin + offset, start + len(text[start:end].rstrip()) + offset))
    return found
