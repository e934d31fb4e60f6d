"""Where calls come in: the contexts that nothing leads to, and the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ivrlint.readers.asterisk import freepbx, patterns
from ivrlint.readers.asterisk.arguments import arguments, split
from ivrlint.readers.asterisk.dialplan import Context, Extension, Line, Plan
from ivrlint.readers.asterisk.survey import applications, extensions

_INCOMING = re.compile(
    r"from[-_]?(?!internal|queue|did-direct|parked)|incoming|inbound|entrante|entrada|ext-did|external|public|pstn|trunk|twilio|did\b|outside",
    re.IGNORECASE,
)
_INTERNAL = re.compile(r"internal|phones?\b|hints?\b|feature|outbound|outgoing|salida|saida|local\b|ramais|interno", re.IGNORECASE)
_NEVER = re.compile(
    r"macro-|app-|sub-|func-|hook|from-internal|ext-(?!did|group|queues)|from-did-direct|c-x-|dialparties|vm-callme|systemrecording|"
    r"park|originate|.*-custom\Z|outbound-|outrt-|default-calls|hints?\Z|blf\Z|confirm",
    re.IGNORECASE,
)
_NOISE = re.compile(r"demo\Z|demo-|time\Z|ani\Z|page\Z|stdexten\Z|stdPrivacyexten\Z|iax|dundi|ael-|sample|test", re.IGNORECASE)
_NO_START = frozenset({"i", "t", "h", "e", "o", "a", "T", "fax", "hang", "return", "failed"})
_JUMPS = frozenset({"goto", "gotoif", "gotoiftime"})
_MOST = 400


class Start(NamedTuple):
    """A place where calls may come in. `rank` is 0 for a line from outside, 1 for what people inside dial, 2 for noise."""

    context: Context
    extension: Extension
    rank: int


def starts(plan: Plan) -> list[Start]:
    """All places where calls may come in, in the order of the files, those from outside first."""
    led_to, called, included = _leads(plan)
    result: list[Start] = []
    for context in plan.contexts.values():
        name = context.name
        if context.is_macro or name in called or name.startswith("macro-") or (name in led_to and not _is_line(context)):
            continue
        if _NEVER.match(name) or freepbx.is_ivr(context):
            continue
        rank = 2 if _NOISE.match(name) else 0 if _is_line(context) else 1
        scope = [context, *(plan.contexts[other.name] for other in context.includes if other.name in plan.contexts)]
        own = [extension for extension in context.extensions.values() if _may_start(context, extension)]
        more = [
            (other, extension)
            for other in scope[1:]
            if not _NEVER.match(other.name) and rank == 0
            for extension in other.extensions.values()
            if _may_start(other, extension) and len(patterns.shown(extension.name)) > 1
        ]
        if name in included and rank and not any(extension.name == "s" for extension in own):
            rank = max(rank, 1)
        result += [Start(context, extension, _rank(rank, context, extension)) for extension in own]
        result += [Start(context, extension, rank) for _, extension in more]
    return sorted(result, key=lambda start: start.rank)[:_MOST]


def leftovers(plan: Plan) -> list[Start]:
    """Contexts with a beginning of their own, for files in which every context is led to from another."""
    result = []
    for context in plan.contexts.values():
        if _NEVER.match(context.name) or context.name.startswith(("macro-", "&")):
            continue
        for name in ("s", *context.extensions):
            extension = context.extensions.get(name)
            if extension and _may_start(context, extension) and (name == "s" or len(name) > 1):
                result.append(Start(context, extension, 2 if _NOISE.match(context.name) else 1))
                break
    return sorted(result, key=lambda start: start.rank)[:_MOST]


def _rank(rank: int, context: Context, extension: Extension) -> int:
    """A number that looks like one of the public network, and `s` outside of internal contexts, are lines from outside."""
    if rank == 1 and not _INTERNAL.search(context.name):
        name = patterns.shown(extension.name)
        if name == "s" or (name.lstrip("+").isdecimal() and len(name) >= 6):
            return 0
    return rank


def _is_line(context: Context) -> bool:
    return _INCOMING.search(context.name) is not None and not _INTERNAL.search(context.name)


def _may_start(context: Context, extension: Extension) -> bool:
    name = extension.name
    if 1 not in extension.lines or name in _NO_START or "/" in name:
        return False
    if name == "foo" or name.startswith(("#", "*")):
        return name[:1] != "#" and not context.name.startswith("app") and len(name) > 3
    return not (len(name) == 1 and name != "s" and len(context.extensions) > 1)


def _leads(plan: Plan) -> tuple[set[str], set[str], set[str]]:
    """The contexts that others jump to, those that are called as subroutines, and those that are included."""
    led_to: set[str] = set()
    called: set[str] = set()
    included: set[str] = set()
    for context, extension in extensions(plan):
        for line in extension.lines.values():
            for is_call, name in _named(line):
                if name != context.name:
                    (called if is_call else led_to).add(name)
    for context in plan.contexts.values():
        included.update(include.name for include in context.includes)
    return led_to | included, called, included


def _named(line: Line) -> Iterator[tuple[bool, str]]:
    """The contexts that a line names, and whether it calls them."""
    for app, args, at in applications(line):
        if app in _JUMPS or app in ("gosub", "gosubif"):
            texts = [args]
            if app != "goto" and app != "gosub":
                _, *rest = split(args, at, "?", 2)
                texts = [piece.text for part in rest for piece in split(part.text, part.at, ":", 2)]
            for text in texts:
                parts = arguments(text, at)
                if len(parts) > 2:
                    yield app.startswith("gosub"), parts[0].text
        elif app.startswith("macro"):
            yield True, f"macro-{args.partition(',')[0].strip()}"
        elif app in ("dial", "queue", "page", "originate"):
            for found in re.finditer(r"Local/[^@&,]*@([^/&,)]+)", args):
                yield False, found[1]
            for found in re.finditer(r"[UbBM]\(([^^(),]+)", args):
                yield True, found[1]
                yield True, f"macro-{found[1]}"
