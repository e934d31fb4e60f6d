"""What is written anywhere in a dialplan about its variables and subroutines: read once, before any call is followed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from ivrlint.readers.asterisk.arguments import arguments, split
from ivrlint.readers.asterisk.dialplan import Context, Extension, Line, Plan
from ivrlint.readers.asterisk.expressions import names

SETS = frozenset({"set", "setvar", "mset", "setglobalvar", "global"})
TELLS = frozenset({"sipaddheader", "userevent", "queuelog", "sendtext"})
ASKS = frozenset(
    {"gotoif", "execif", "goto", "gosubif", "gosub", "macro", "macroif", "while", "gotoiftime", "execiftime", "random", "switch"}
)
_COUNTS = re.compile(r"\$?\[[\s(]*\$\{(\w+)\}\s*\+\s*1[\s)]*\]")
_PASSES = re.compile(r"CALLERID\(|CONNECTEDLINE\(|CDR\(|PJSIP_HEADER\(|SIP_HEADER\(|CHANNEL\(")
_INNER = re.compile(r"([A-Za-z_]\w*)\((.*)\)\s*\Z", re.DOTALL)
_NUMBERED = re.compile(r"(?:\A|[,?:])\s*(\d{1,6})\s*(?=:|\Z)")
_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?\Z")
_ROUNDS = 8
_MOST_ROOTS = 12
_MOST_VALUES = 20
_OLD_TIMEOUTS = {"responsetimeout": "TIMEOUT(RESPONSE)", "digittimeout": "TIMEOUT(DIGIT)"}


def assignments(line: Line) -> Iterator[tuple[str, str, int]]:
    """The names that a line sets, with the values and their places; also inside of an ExecIf."""
    for app, args, at in applications(line):
        if app in SETS:
            pieces = arguments(args, at) if app == "mset" else split(args, at, "")
            for piece in pieces:
                name, equals, value = piece.text.partition("=")
                if equals:
                    yield name.strip(), value.strip(), piece.at


def applications(line: Line) -> Iterator[tuple[str, str, int]]:
    """The application of a line in small letters, and those inside of an ExecIf."""
    app = line.app.lower()
    yield app, line.args, line.args_at
    if app in ("execif", "execiftime"):
        _, *inner = split(line.args, line.args_at, "?", 2)
        for piece in inner:
            for part in split(piece.text, piece.at, ":", 2):
                found = _INNER.match(part.text)
                if found:
                    yield found[1].lower(), found[2], part.at + found.start(2)
                elif part.text.isidentifier():
                    yield part.text.lower(), "", part.at


def plain(name: str) -> str:
    """The name of a variable without the `_` of inheritance."""
    inner = _INNER.match(name)
    if inner and inner[1].upper() in ("GLOBAL", "SHARED", "LOCAL"):
        name = inner[2]
    return name.lstrip("_") if name.strip("_") else name


def told(app: str, args: str) -> str:
    """The name of what an application tells whoever answers."""
    return spelt(f"{app} {args.partition(':')[0].strip()}"[:60])


def spelt(name: str) -> str:
    """A name without the signs of variables in it."""
    return name.replace("${", "").replace("{", "").replace("}", "").strip()


class Survey:
    """Values, counters and entered names of a plan.

    `values` are variables that are set to one and the same text everywhere, `globals` those of `[globals]` that nothing sets.
    `counters` are variables that count, `entered` those that callers fill with more than a key, or that are made of these.
    `roots` tells of which entries such a name is made. `passed` are the names that whoever answers sees. `jumped` are the
    numbers of priorities that lines jump to, of any extension.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.counters: dict[str, list[Line]] = {}
        self.firsts: dict[str, set[str]] = {}
        self.entered: set[str] = set()
        self.passed: set[str] = set()
        self.languages: set[str] = set()
        self.calls: dict[str, int] = {}
        self.wanted: set[str] = set()
        self.jumped: set[int] = set()
        assigned: dict[str, set[str]] = {}
        made: list[tuple[str, tuple[str, ...]]] = []
        shown: list[tuple[str, tuple[str, ...]]] = []
        for line in lines(plan):
            for app, args, at in applications(line):
                self._application(app, args, at)
                if app not in SETS:
                    self.wanted.update(names(args))
                if app in TELLS:
                    shown.append((told(app, args), names(args)))
            for name, value, _ in assignments(line):
                short = plain(name)
                assigned.setdefault(short, set()).add(value)
                self._assignment(name, short, value, line)
                passes = _PASSES.match(name) is not None
                made.append((name if passes else short, names(value)))
                if passes or name.startswith("_"):
                    shown.append((spelt(name) if passes else short, names(value)))
        self.roots = {name: {name} for name in self.entered}
        self._derive(made)
        self.passed = {name for name, reads in shown if not self.entered.isdisjoint(reads)}
        self.values = {name: next(iter(values)) for name, values in assigned.items() if len(values) == 1}
        self.values = {name: value for name, value in self.values.items() if "$" not in value}
        self.globals = {name: value for name, value in plan.values.items() if name not in assigned and "$" not in value}
        self._compared: dict[tuple[int, str], set[str]] = {}
        self._labels: dict[int, list[int]] = {}
        self._order: dict[int, list[int]] = {}
        self._set_in: dict[int, dict[str, list[tuple[int, str]]]] = {}
        self._asked: dict[int, dict[str, list[tuple[int, int]]]] = {}

    def _application(self, app: str, args: str, at: int) -> None:
        if app in ("macro", "gosub", "gosubif", "macroexclusive"):
            name = args.partition(",")[0].rpartition("?")[2].strip()
            name = f"macro-{name}" if app[0] == "m" else name
            self.calls[name] = self.calls.get(name, 0) + 1
        elif app in ("goto", "gotoif", "gotoiftime"):
            self.jumped.update(int(number) for number in _NUMBERED.findall(args))
        elif app == "read":
            pieces = arguments(args, at)
            most = pieces[2].text if len(pieces) > 2 else ""
            if most != "1":
                self.entered.update(name.strip() for name in pieces[0].text.split("&") if name.strip())
        elif app == "record":
            self.entered.add("RECORDED_FILE")

    def _assignment(self, name: str, short: str, value: str, line: Line) -> None:
        counts = _COUNTS.search(value)
        if (counts and counts[1].lstrip("_") == short) or f"INC({short})" in value:
            self.counters.setdefault(short, []).append(line)
        elif value.isdecimal():
            self.firsts.setdefault(short, set()).add(value)
        if name.upper() == "CHANNEL(LANGUAGE)" and _LANGUAGE.match(value):
            self.languages.add(value)

    def _derive(self, made: list[tuple[str, tuple[str, ...]]]) -> None:
        """Names that are made of what callers entered count as entered."""
        for _ in range(_ROUNDS):
            more: dict[str, set[str]] = {}
            for name, reads in made:
                found = {root for read in reads for root in self.roots.get(read, ())} - self.roots.get(name, set())
                if found and len(self.roots.get(name, ())) < _MOST_ROOTS:
                    more.setdefault(name, set()).update(found)
            if not more:
                break
            for name, found in more.items():
                roots = self.roots.setdefault(name, set())
                roots.update(sorted(found)[: max(_MOST_ROOTS - len(roots), 0)])
            self.entered |= more.keys()

    def origins(self, reads: tuple[str, ...]) -> tuple[str, ...]:
        """Names, with those entered by callers that their values are made of."""
        return tuple(dict.fromkeys((*reads, *(root for name in reads for root in sorted(self.roots.get(name, ()))))))

    def order(self, extension: Extension) -> list[int]:
        """The priorities of an extension in their order."""
        result = self._order.get(id(extension))
        if result is None:
            result = self._order[id(extension)] = sorted(extension.lines)
        return result

    def few_values(self, extension: Extension, name: str, value: str) -> bool:
        """Whether a value is one of only a few that an extension compares a variable with, so that it is worth remembering."""
        values = self._compared.setdefault((id(extension), name), set())
        if len(values) < _MOST_VALUES:
            values.add(value)
        return value in values

    def label_above(self, extension: Extension, priority: int) -> str:
        """The nearest label that somebody wrote at a priority or above."""
        labels = self._labels.get(id(extension))
        if labels is None:
            written = [number for number in self.order(extension) if extension.lines[number].label[:1] not in ("", "~")]
            labels = self._labels[id(extension)] = written
        index = bisect_right(labels, priority) - 1
        return extension.lines[labels[index]].label if index >= 0 else ""

    def set_in(self, extension: Extension) -> dict[str, list[tuple[int, str]]]:
        """For each variable the priorities of an extension that set it, with the values."""
        result = self._set_in.get(id(extension))
        if result is None:
            result = self._set_in[id(extension)] = {}
            for priority in self.order(extension):
                line = extension.lines[priority]
                if (old := line.app.lower()) in _OLD_TIMEOUTS:
                    result.setdefault(_OLD_TIMEOUTS[old], []).append((priority, line.args))
                for name, value, _ in assignments(line):
                    if value:
                        short = plain(name)
                        called = short.replace(" ", "").upper() if short.upper().startswith("TIMEOUT") else short
                        result.setdefault(called, []).append((priority, value))
        return result

    def set_alike(self, context: Context, name: str) -> str:
        """The one value to which the extensions of a context set a variable; empty when there are none or several."""
        values = {value for one in context.extensions.values() for _, value in self.set_in(one).get(name, ())}
        return values.pop() if len(values) == 1 else ""

    def asked(self, extension: Extension, name: str, priority: int) -> bool:
        """Whether a decision at a priority or below depends on a variable, before it is asked for anew."""
        known = self._asked.get(id(extension))
        if known is None:
            known = self._asked[id(extension)] = _asked(extension)
        places = known.get(name, [])
        index = bisect_left(places, (priority, 0))
        return index < len(places) and places[index][1] == _TEST


_TEST, _NEW = 1, 2


def _asked(extension: Extension) -> dict[str, list[tuple[int, int]]]:
    """For each variable the priorities that look at it or ask for it anew, in their order."""
    result: dict[str, list[tuple[int, int]]] = {}
    for priority in sorted(extension.lines):
        line = extension.lines[priority]
        app = line.app.lower()
        if app in ASKS:
            for name in names(line.args):
                result.setdefault(name, []).append((priority, _TEST))
        elif app == "read":
            for name in (arguments(line.args, line.args_at)[0].text, "READSTATUS"):
                result.setdefault(name, []).append((priority, _NEW))
        elif app in ("dial", "queue"):
            result.setdefault(f"{app.upper()}STATUS", []).append((priority, _NEW))
    return result


def lines(plan: Plan) -> Iterator[Line]:
    """All lines of a plan."""
    for context in plan.contexts.values():
        for extension in context.extensions.values():
            yield from extension.lines.values()


def extensions(plan: Plan) -> Iterator[tuple[Context, Extension]]:
    """All extensions of a plan."""
    for context in plan.contexts.values():
        for extension in context.extensions.values():
            yield context, extension
