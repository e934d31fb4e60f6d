"""The dialplans of Asterisk: extensions.conf, and what FreePBX and its relatives make of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from ivrlint.flow import Flow, Mark, Refusal
from ivrlint.readers.asterisk.building import build
from ivrlint.readers.asterisk.conf import parse
from ivrlint.readers.asterisk.dialplan import Plan
from ivrlint.readers.asterisk.joining import joined
from ivrlint.readers.asterisk.source import Source

_SECTION = re.compile(r"^[ \t]*\[[^\]\n]+\]", re.MULTILINE)
_EXTEN = re.compile(
    r"^[ \t]*exten[ \t]*=>?[ \t]*[^,;\n]+(?:\[[^\]\n]*\][^,;\n]*)?,[ \t]*(?:\d+|[ns]|hint|next|same|[A-Za-z_][\w-]*\+\d+)[ \t]*(?:\+\d+)?"
    r"[ \t]*(?:\([^()\n]*\))?[ \t]*,",
    re.MULTILINE,
)


def recognise(text: str) -> bool:
    """Whether a text is a dialplan: a section and a line `exten => number,priority,application`."""
    return _EXTEN.search(text) is not None and _SECTION.search(text) is not None


def read(text: str, file: str) -> Flow | Refusal:
    """What one file holds; what it means is found out when all files are linked."""
    plan = parse(Source(text, file))
    folder = posixpath.dirname(file)
    wants = tuple(posixpath.normpath(posixpath.join(folder, posixpath.basename(name) if name[0] == "/" else name)) for name, _ in plan.files)
    return Flow(file=file, format="asterisk", mark=Mark(file, 1, 1, 1, 2), wants=wants, source=plan)


def link(flows: Mapping[str, Flow]) -> Mapping[str, Flow | Refusal]:
    """The flows of all files; those that are joined by `#include` are one dialplan."""
    plans = {file: flow.source for file, flow in flows.items() if isinstance(flow.source, Plan)}
    wants = {file: flow.wants for file, flow in flows.items()}
    result: dict[str, Flow | Refusal] = {}
    for group in joined(plans, wants):
        result.update(build(group.plan, group.files))
    return result
