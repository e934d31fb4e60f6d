"""Calls that are put through, and what the document does about the result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from ivrlint.flow import Case, HangUp, Run, Target, Transfer
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import ecma, nodes
from ivrlint.readers.voicexml.choosing import Known, Plan, branching
from ivrlint.readers.voicexml.inputs import prompt_of, seconds
from ivrlint.readers.voicexml.nodes import Call
from ivrlint.readers.voicexml.parts import Item

if TYPE_CHECKING:
    from ivrlint.readers.voicexml.writing import Writer

_BOTS = re.compile(r"(?i)(?<![a-z])(?:(?:chat|voice)?bot|virtual[-_ ]?agent|ai[-_ ]?agent|dialogflow|lex)(?![a-z])")
_QUEUE = re.compile(r"(?i)\bapplication:queue\(\s*([^,()]*)")
_OUTSIDE = re.compile(r"(?i)^'?\s*(?:application|exten|outgoing|conf)[:=]|[ck]onf(?:erence)?\b|meetme")
_EXECUTES = re.compile(
    r"(?i)^'?\s*(?:execute:\s*([\w.-]+)|(originate):|application:\s*(?!queue|dial|\w*[ck]onf|meetme)([\w.-]+))"
)
_SCHEME = re.compile(r"(?i)^(?:tel:|phone://|sips?:|phone:)")


def make_transfer(writer: Writer, call: Call, name: str) -> None:
    """A call that is put through, or something that only looks like it."""
    item, document = call.item, writer.document
    element = item.element
    written = element.get("dest").strip()
    resolve = writer.routine.resolve
    made = ecma.pattern(element.get("destexpr"))
    text = written or made.text if made.whole or written else ecma.shown(element.get("destexpr"), resolve)
    dials = () if written else tuple(dict.fromkeys(resolve(each) for each in made.reads))
    for read in made.reads if made.whole else ():
        text = text.replace(f"{{{read}}}", f"{{{resolve(read)}}}")
    executed = _EXECUTES.match(written or element.get("destexpr"))
    mark = document.mark(element, "dest" if written else "destexpr")
    if executed:
        if hangs_up(element):  # what the document does then, no caller hears
            writer.add(HangUp(name=name, mark=mark))
        else:
            following = writer.target(call.filled, None, mark)
            service = next(group for group in executed.groups() if group)
            writer.add(Run(name=name, mark=mark, service=service, uses=dials, next=following, failed=following))
        return
    passes = [resolve(each) for each in (*ecma.names(element.get("aaiexpr")), *(() if written else made.reads))]
    queue = _QUEUE.search(written or element.get("destexpr"))
    busy = no_answer = failed = None
    cases: tuple[Case, ...] = ()
    stays = _stays(item)
    if stays:
        busy, no_answer, failed, cases = _results(writer, call)
    if call.failure is not None:
        failed = writer.target(call.failure, None, call.failure.mark)
    writer.add(
        Transfer(
            name=name,
            mark=call.mark,
            prompt=prompt_of(item, document, resolve),
            to=_answered_by(written or element.get("destexpr")) if not queue else "person",
            who=queue[1].strip() if queue else "",
            number="" if queue else _SCHEME.sub("", text).replace("{{", "{").replace("}}", "}") if not made.reads else text,
            passes=tuple(dict.fromkeys(passes)),
            wait=seconds(element.get("connecttimeout")),
            elsewhere=not stays or bool(queue),
            dials=dials,
            busy=busy,
            no_answer=no_answer,
            failed=failed,
            cases=cases,
        )
    )


def hangs_up(element: Element) -> bool:
    """Whether a transfer only tells the platform to end the call."""
    executed = _EXECUTES.match(element.get("dest").strip() or element.get("destexpr"))
    return executed is not None and next(group for group in executed.groups() if group).lower() in ("hangup", "hang_up")


def _stays(item: Item) -> bool:
    """Whether the document gets to know what became of the call: not when it is blindly handed on."""
    kind = item.element.get("type").strip().lower()
    bridge = item.element.get("bridge").strip().lower()
    if kind:
        return kind in ("bridge", "consultation", "supervised", "attended")
    return bridge == "true"


def _answered_by(address: str) -> Literal["person", "bot", "outside"]:
    if _BOTS.search(address):
        return "bot"
    return "outside" if _OUTSIDE.search(address) else "person"


def _results(writer: Writer, call: Call) -> tuple[Target | None, Target | None, Target | None, tuple[Case, ...]]:
    """What the document does about each result of a transfer."""
    item = call.item
    found = branching(call, writer.visiting, item.name) if item.name else None
    made = Plan((), found.depends if found else frozenset())
    blind = item.element.get("type").strip().lower() == "consultation"

    def after(result: str) -> Target | None:
        known = Known(item.name, result, result, made.depends) if item.name else None
        return None if _silent_end(writer, call, known) else writer.target(call.filled, known, call.mark)

    busy, no_answer, failed = after("busy"), after("noanswer"), after("network_busy")
    done = None if blind else after("far_end_disconnect")
    cases = (Case("far_end_disconnect", done, done.mark),) if done else ()
    return busy, no_answer, failed, cases


def _silent_end(writer: Writer, call: Call, known: Known | None) -> bool:
    """Whether the call is over behind a transfer without another word."""
    found = writer.found(call.filled, known, call.mark)
    node = None if found is None or isinstance(found, Target) else found[0]
    return isinstance(node, nodes.Leave) and node.how in ("exit", "disconnect", "end")
