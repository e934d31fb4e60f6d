"""What FreePBX and its relatives write: subroutines known by their names, and `[ivr-N]`, known by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable

from ivrlint.readers.asterisk import patterns
from ivrlint.readers.asterisk.arguments import Piece
from ivrlint.readers.asterisk.dialplan import Context, Plan
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Key, Node, Place, Way

_BOOKKEEPING = re.compile(
    r"(?:macro-)?(?:user-callerid|blkvm-\w+|blkvm|setmusic|prepend-cid|hangupcall-custom|record-enable|record-cancel|"
    r"get-vmcontext|fixcid|one-touch-record|auto-blkvm|outbound-callerid|agent-add|systemrecording-\w+)\Z"
    r"|sub-(?:record|pincheck|presence|rgsetcid|fmsetcid|flp|send-obroute)[\w-]*\Z|(?:app|sub)-(?:blacklist|allowlist)-check\Z|crm-hangup\Z"
    r"|cidlookup\Z|func-[\w-]+\Z|log-[\w-]+\Z"
)
_RINGS = {
    "dial": 2,
    "dial-confirm": 2,
    "dial-one": 2,
    "exten-vm": 1,
    "simple-dial": 0,
    "dialout": 2,
    "dialout-trunk": 1,
    "dialout-enum": 1,
}
_IVR = re.compile(r"ivr-\d+\Z")
_RARE = re.compile(
    r"VQ_\w+\Z|(?:QDEST|QC_CONFIRM|RG_CONFIRM|RRNODEST|NODEST|BLDEST|IVR_RETVM|FAX_RX|QCIDPP|QAINFO|REVERSAL_REJECT)\Z"
)


def is_bookkeeping(name: str) -> bool:
    """Whether a subroutine of this name only keeps books."""
    return _BOOKKEEPING.match(name) is not None


def subroutine(machine: Machine, place: Place, context: str, given: list[Piece]) -> Key | Node | None:
    """What a well-known subroutine does; None for one that has to be read."""
    key, line = place.key, place.line
    if is_bookkeeping(context):
        return machine.after(key)
    name = context.removeprefix("macro-")
    if name == "hangupcall":
        return Node("hang_up", key, machine.mark(line), place.extension, line, word="Hangup")
    texts = [machine.expand(key, piece.text, loosely=True) for piece in given]
    if name == "vm" and texts:
        node = Node("message", key, machine.mark(line), place.extension, line, word="VoiceMail")
        node.facts = {"who": texts[0]}
        node.ways = [Way("next", machine.after(key), node.mark)]
        return node
    there = machine.plan.contexts.get(context)
    if name in _RINGS and (there is None or is_generated(there)) and len(texts) > _RINGS[name]:
        node = Node("transfer", key, machine.mark(line), place.extension, line, word="Dial")
        number = texts[_RINGS[name]].replace("-", " & ") if name in ("dial", "dial-confirm") else texts[_RINGS[name]]
        node.facts = {"who": number[:60]}
        if name == "exten-vm" and texts[0] not in ("novm", ""):
            box = machine.at(key, priority=key.priority)._replace(part=MAILBOX)
            node.ways = [Way("busy", box, node.mark), Way("no_answer", box, node.mark)]
        else:
            node.ways = [Way("no_answer", machine.after(key), node.mark)]
        return node
    return None


MAILBOX = 3
"""The part of a line that is the mailbox behind a phone."""


def mailbox(machine: Machine, place: Place) -> Node:
    """The mailbox behind a phone that nobody answered."""
    line = place.line
    node = Node("message", place.key, machine.mark(line), place.extension, line, word="VoiceMail")
    node.facts = {"who": shown_exten(place.key.exten)}
    node.ways = [Way("next", machine.after(place.key._replace(part=0)), node.mark)]
    return node


def shown_exten(exten: str) -> str:
    """A number as people write it."""
    return patterns.shown(exten)


def is_generated(context: Context | None) -> bool:
    """Whether a context is one that FreePBX writes: it gives way to a context of the user's own."""
    return context is not None and any(include.name == f"{context.name}-custom" for include in context.includes)


def is_empty(plan: Plan) -> Callable[[str, str], bool]:
    """Tells variables that FreePBX uses only for what usual calls do not do: virtual queues, refused numbers."""
    generated = {name for name, context in plan.contexts.items() if is_generated(context)}

    def empty(context: str, name: str) -> bool:
        return context in generated and _RARE.match(name) is not None

    return empty


def is_ivr(context: Context) -> bool:
    """Whether a context is a menu that FreePBX wrote."""
    start = context.extensions.get("s")
    if not _IVR.match(context.name) or start is None:
        return False
    return any("IVR_MSG" in line.args or "IVR_CONTEXT" in line.args for line in start.lines.values())


def ivr_start(machine: Machine, key: Key) -> Key | None:
    """The one place that stands for all of the extension `s` of a FreePBX menu; None where a call is not in one."""
    if key.exten != "s" or not key.context.startswith("ivr-"):
        return None
    context = machine.plan.contexts.get(key.context)
    if context is None:
        return None
    if key.context not in machine.ivrs:
        machine.ivrs[key.context] = is_ivr(context)
    if not machine.ivrs[key.context]:
        return None
    return Key(key.context, "s", min(context.extensions["s"].lines), 0, (), key.frame)
