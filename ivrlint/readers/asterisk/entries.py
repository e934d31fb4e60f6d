"""Where calls come in: the contexts that nothing leads to, and the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.asterisk import freepbx
from ivrlint.readers.asterisk.arguments import arguments, split
from ivrlint.readers.asterisk.dialplan import Context, Extension, Line, Plan
from ivrlint.readers.asterisk.lookup import Lookup
from ivrlint.readers.asterisk.patterns import shown
from ivrlint.readers.asterisk.survey import applications, extensions

_INCOMING = re.compile(
    r"from[-_]?(?!internal|queue|did-direct|parked)|incoming|inbound|entrante|entrada|ext-did|external|public|pstn|trunk|twilio|did\b|outside",
    re.IGNORECASE,
)
_INTERNAL = re.compile(
    r"internal|phones?\b|hints?\b|feature|outbound|outgoing|salida|saida|local\b|localsets|ramais|interno|.*-custom\Z",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"macro-|app-|feature|xivo-|wazo-|sub-|func-|hook|ext-(?!did|test)|from-pstn-|from-trunk-pai|from-sip-external|trust-pai|from-did-direct|from-queue|c-x-|dialparties|vm-callme|systemrecording|park|originate|"
    r"outbound-|outrt-|from-internal-(?:additional|xfer|noxfer)|default-calls|hints?\Z|blf\Z|.*confirm",
    re.IGNORECASE,
)
_NOISE = re.compile(r"demo\Z|demo-|time\Z|ani\Z|page\Z|stdexten\Z|stdPrivacyexten\Z|iax|dundi|ael-|sample|test", re.IGNORECASE)
_GENERATED = re.compile(r"ext-did|from-(?:pstn|trunk|dahdi|zaptel|sip|digital|analog)")
_MENU = re.compile(r"ivr|menu|ura\b|auto.?att", re.IGNORECASE)
_NO_START = frozenset({"i", "t", "h", "e", "o", "a", "T", "fax", "hang", "return", "failed"})
_CALL_FILE = re.compile(r"Context:\s{0,5}([\w.-]{1,80}?)(?=\\n|\s|$)", re.MULTILINE)
"""A context to which Asterisk itself calls somebody: a line of a file for its spooler."""
_JUMPS = frozenset({"goto", "gotoif", "gotoiftime"})
_MOST = 400


class Start(NamedTuple):
    """A place where calls may come in.

    `rank` is 0 for a line from outside, 1 for what is called somehow, 2 for what people inside
    dial, 3 for what comes with Asterisk, and for what only a subroutine or a call of the system leads to.
    """

    context: Context
    extension: Extension
    rank: int


def is_noise(name: str) -> bool:
    """Whether a context is one of the samples that come with Asterisk."""
    return _NOISE.match(name) is not None


def is_menu(name: str) -> bool:
    """Whether a context is a menu by its name."""
    return _MENU.search(name) is not None


def starts(plan: Plan) -> list[Start]:
    """All places where calls may come in, in the order of the files, those from outside first."""
    led_to, called = _leads(plan)
    apart = _apart(plan)
    covered = {include.name for context in plan.contexts.values() if _is_line(context) for include in context.includes}
    lookup = Lookup(plan)
    result: list[Start] = []
    for context in plan.contexts.values():
        name = context.name
        if context.is_macro or name in called or name.startswith("macro-") or (name in led_to and not _is_line(context)):
            continue
        if _NEVER.match(name) or freepbx.is_ivr(context) or name in covered:
            continue
        if freepbx.is_generated(context) and not _GENERATED.match(name):
            continue
        rank = 3 if is_noise(name) or name in apart else 0 if _is_line(context) else 2 if _INTERNAL.search(name) else 1
        own = [extension for extension in context.extensions.values() if _may_start(context, extension)]
        more = [
            (other, extension)
            for other, _ in (lookup.scope(name)[1:] if rank == 0 else ())
            if not _NEVER.match(other.name)
            for extension in other.extensions.values()
            if _may_start(other, extension) and len(shown(extension.name)) > 1
        ]
        result += [Start(context, extension, _rank(rank, extension)) for extension in own]
        result += [Start(context, extension, rank) for _, extension in more]
    return sorted(result, key=lambda start: start.rank)[:_MOST]


def leftovers(plan: Plan) -> list[Start]:
    """Contexts with a beginning of their own, for files in which every context is led to from another."""
    result = []
    apart = _apart(plan)
    for context in plan.contexts.values():
        if _NEVER.match(context.name) or context.name.startswith(("macro-", "&")):
            continue
        if freepbx.is_generated(context) and not freepbx.is_ivr(context):
            continue
        for name in ("s", *context.extensions):
            extension = context.extensions.get(name)
            if extension and _may_start(context, extension) and (name == "s" or len(name) > 1):
                result.append(Start(context, extension, 3 if is_noise(context.name) or context.name in apart else 2))
                break
    return sorted(result, key=lambda start: start.rank)[:_MOST]


def _rank(rank: int, extension: Extension) -> int:
    """A number that looks like one of the public network is a line from outside."""
    if rank == 1:
        name = shown(extension.name)
        if name.lstrip("+").isdecimal() and len(name) >= 6:
            return 0
    return rank


def _is_line(context: Context) -> bool:
    return _INCOMING.search(context.name) is not None and not _INTERNAL.search(context.name)


def _may_start(context: Context, extension: Extension) -> bool:
    name = shown(extension.name)
    if 1 not in extension.lines or name in _NO_START or "/" in name:
        return False
    if name == "foo" or name.startswith(("#", "*")):
        return len(name) > 3
    return not (len(name) == 1 and name != "s" and len(context.extensions) > 1)


def _leads(plan: Plan) -> tuple[set[str], set[str]]:
    """The contexts that others jump to or include, and those that are called as subroutines."""
    led_to: set[str] = set()
    called: set[str] = set()
    for context, extension in extensions(plan):
        for line in extension.lines.values():
            for is_call, name in _named(line):
                if name != context.name:
                    (called if is_call else led_to).add(name)
    for context in plan.contexts.values():
        led_to.update(include.name for include in context.includes)
    return led_to, called


def _apart(plan: Plan) -> set[str]:
    """The contexts that only macros lead to (a survey after the talk, say), or calls that the system itself makes."""
    led: dict[bool, set[str]] = {True: set(), False: set()}
    for context, extension in extensions(plan):
        for line in extension.lines.values():
            for is_call, name in _named(line):
                if not is_call and name != context.name:
                    led[context.is_macro or context.name.startswith("macro-")].add(name)
            if line.app.lower() in ("system", "trysystem") and "hannel:" in line.args:
                led[True].update(_CALL_FILE.findall(line.args))
    for context in plan.contexts.values():
        led[False].update(include.name for include in context.includes)
    return led[True] - led[False]


def named(plan: Plan) -> set[str]:
    """The contexts that a plan leads to, wherever they are."""
    found = {name for _, extension in extensions(plan) for line in extension.lines.values() for _, name in _named(line)}
    return found | {include.name for context in plan.contexts.values() for include in context.includes}


def _named(line: Line) -> Iterator[tuple[bool, str]]:
    """The contexts that a line names, and whether it calls them."""
    for app, args, at in applications(line):
        if app in _JUMPS or app in ("gosub", "gosubif"):
            texts = [args]
            if app not in ("goto", "gosub"):
                _, *rest = split(args, at, "?", 2)
                texts = [piece.text for part in rest for piece in split(part.text, part.at, ":", 2)]
            for text in texts:
                parts = arguments(text, at)
                if len(parts) > 2:
                    yield app.startswith("gosub"), parts[0].text
        elif app.startswith("macro"):
            yield True, f"macro-{args.partition(',')[0].strip()}"
        elif app in ("dial", "queue", "page", "originate"):
            for found in re.finditer(r"Local/[^@&,]{0,80}@([^/&,)]{1,80})", args):
                yield False, found[1]
            for found in re.finditer(r"[UbBM]\(([^^(),]{1,80})", args):
                yield True, found[1]
                yield True, f"macro-{found[1]}"
