"""The dialplans of Asterisk: extensions.conf, what FreePBX and its relatives make of it, and AEL."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from ivrlint.flow import Flow, Mark, Refusal
from ivrlint.readers.asterisk import ael, conf
from ivrlint.readers.asterisk.building import build
from ivrlint.readers.asterisk.dialplan import Plan
from ivrlint.readers.asterisk.joining import joined
from ivrlint.readers.asterisk.source import Source
from ivrlint.readers.wanted import has_magic

_ETC = "/etc/asterisk/"
"""The folder of the configuration on a machine."""

_SECTION = re.compile(r"^[ \t]*\[[^\]\n]+\]", re.MULTILINE)
_EXTEN = re.compile(
    r"^[ \t]*exten[ \t]*=>?[ \t]*[^,;\n]{1,200},[ \t]*(?:\d+|[ns]|hint|next|same|[A-Za-z_][\w-]{0,80}\+\d+)[ \t]*"
    r"(?:\+\d+)?[ \t]*(?:\([^()\n]*\))?[ \t]*,",
    re.MULTILINE,
)


_AEL = re.compile(
    r"^[ \t]*(?:(?:abstract|extend)[ \t]+)*(?:context[ \t]+[\w.-]+|macro[ \t]+[\w-]+[ \t]*\([^()\n]*\))\s*\{", re.MULTILINE
)
_AEL_BODY = re.compile(
    r"=>\s*(?:\{|&?[A-Za-z_]\w*[ \t]*[(;]|jump[ \t]|goto[ \t])|^[ \t]*(?:[A-Za-z_]\w*[ \t]*\([^\n]*\)|&[A-Za-z_]\w*\([^\n]*\));",
    re.MULTILINE,
)
_LUA = re.compile(r"^[ \t]*extensions[ \t]*=[ \t]*\{|^[ \t]*extensions\.[\w.]+[ \t]*=|^[ \t]*extensions\[", re.MULTILINE)
_LUA_BODY = re.compile(r"\bapp\.[A-Za-z_]\w*[ \t]*\(|\bapp\[|\bchannel\.")
_SIDE = re.compile(
    r"^[ \t]*(?:member[ \t]*=>?[ \t]*[A-Za-z]+/|\d+[ \t]*=>?[ \t]*\d*,[^,\n]|strategy[ \t]*=[ \t]*"
    r"(?:ringall|rrmemory|leastrecent|fewestcalls|random|linear|wrandom|roundrobin))",
    re.MULTILINE,
)


def recognise(text: str) -> bool:
    """Whether a text is a dialplan: extensions.conf, AEL or Lua; or another file of Asterisk with queues or mailboxes."""
    return is_conf(text) or _is_ael(text) or _is_lua(text) or _is_side(text)


def is_conf(text: str) -> bool:
    """A section, and a line `exten => number,priority,application`."""
    return _EXTEN.search(text) is not None and _SECTION.search(text) is not None


def _is_ael(text: str) -> bool:
    """A context or a macro in braces, and an extension or an application in it."""
    return _AEL.search(text) is not None and _AEL_BODY.search(text) is not None


def _is_lua(text: str) -> bool:
    """A table of extensions, and an application of Asterisk."""
    return _LUA.search(text) is not None and _LUA_BODY.search(text) is not None


def _is_side(text: str) -> bool:
    """queues.conf or voicemail.conf: a section, and a member of a queue, the way it rings, or a mailbox."""
    return _SECTION.search(text) is not None and _SIDE.search(text) is not None


def read(text: str, file: str) -> Flow | Refusal:
    """What one file holds; what it means is found out when all files are linked."""
    if is_conf(text):
        plan = conf.parse(Source(text, file))
    elif _is_ael(text):
        plan = ael.parse(Source(text, file))
    elif found := _LUA.search(text) if _is_lua(text) else None:
        line = text.count("\n", 0, found.start()) + 1
        return Refusal(file, "is a dialplan in Lua: a program, which cannot be read without running it", line, 1, no_calls=True)
    else:
        return Refusal(file, "sets up queues or mailboxes of Asterisk, and holds no dialplan", no_calls=True)
    folder = posixpath.dirname(file)
    wants = tuple(posixpath.normpath(posixpath.join(folder, _beside(name))) for name, _ in plan.files)
    return Flow(file=file, format="asterisk", mark=Mark(file, 1, 1, 1, 2), wants=wants, source=plan)


def _beside(name: str) -> str:
    """Where an included file is looked for, seen from the folder of the file that includes it.

    An absolute name is that of a machine: the file lies beside here. Patterns keep their folder, as they would mean all files.
    """
    if not name.startswith("/"):
        return name
    if name.startswith(_ETC) and has_magic(name):
        return name.removeprefix(_ETC)
    return "/".join(name.split("/")[-2:] if has_magic(name) else name.split("/")[-1:])


def link(flows: Mapping[str, Flow]) -> Mapping[str, Flow | Refusal]:
    """The flows of all files; those that are joined by `#include` are one dialplan."""
    plans = {file: flow.source for file, flow in flows.items() if isinstance(flow.source, Plan)}
    wants = {file: flow.wants for file, flow in flows.items()}
    result: dict[str, Flow | Refusal] = {}
    for group in joined(plans, wants):
        result.update(build(group.plan, group.files))
    return result
