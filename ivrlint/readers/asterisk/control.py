"""Applications that only lead a call on: jumps, decisions, loops."""

from __future__ import annotations

import re
from bisect import bisect_left

from ivrlint.readers.asterisk import hours, setting
from ivrlint.readers.asterisk.arguments import Piece
from ivrlint.readers.asterisk.conditional import branches
from ivrlint.readers.asterisk.dialplan import Line
from ivrlint.readers.asterisk.expressions import MAYBE, names, truth
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import FIRST, SECOND, Key, Node, Nowhere, Place, Way

_EQUALS = re.compile(r"\s*\$\[[\s\"']*\$\{(\w+)\}[\s\"']*(==?|!=)\s*(?:\"([^\"$]*)\"|'([^'$]*)'|([^\s\"'$|&\]]*))\s*\]\s*\Z")
_ALIKE = re.compile(r"\s*\$\[[\s\"']*\$\{(\w+)\}[\s\"']*(==?|!=)[\s\"']*\$\{(\w+)\}[\s\"']*\]\s*\Z")
_COUNT = re.compile(r"\s*\$\[[\s(\"]*\$\{(\w+)\}[\s\"]*(>=|<=|>|<|==?)[\s\"]*(\d{1,4})[\s)\"]*\]\s*\Z")
_USES_UP = re.compile(r"\$\{\s*(?:SHIFT|POP)\s*\(", re.IGNORECASE)
"""Functions that take a value out of a list, which comes to its end."""
_COMPOSED = re.compile(r"(\$\{\w*\$\{\w+\}[^{}()$]*\})")
_LONG = 60
_MOST = 24
_MOST_SEARCHES = 400
_FARTHEST = 3000


def goto(machine: Machine, place: Place) -> Key | Node:
    """Goto."""
    line = place.line
    to = machine.target(place.key, line.args, line.args_at)
    if isinstance(to, Key):
        return to
    if isinstance(to, Nowhere):
        node = Node("jump", place.key, machine.mark(line), place.extension, line, word="Goto")
        mark = line.source.mark(line.args_at, line.args_at + max(len(line.args), 1))
        node.ways.append(Way("next", to if to.name else None, mark))
        return node
    return elsewhere(machine, place, to)


def elsewhere(machine: Machine, place: Place, named: str) -> Node:
    """A node for a place that is not known, with the places that it may be."""
    line = place.line
    context, _, exten = named.partition("/")
    shown = named.replace(MAYBE, "*").replace("/_", " ").replace("/", " ").strip()
    node = Node("unknown", place.key, machine.mark(line), place.extension, line, word="Goto")
    node.facts = {"what": f"goes on at {shown}", "uses": names(line.args), "elsewhere": (context, exten)}
    for label, key in _may_be(machine, place.key, context, exten):
        node.ways.append(Way("case", key, node.mark, label))
    return node


def _may_be(machine: Machine, key: Key, context: str, exten: str) -> list[tuple[str, Key]]:
    """The places that fit what is known of a name."""
    result: list[tuple[str, Key]] = []
    machine.searches += 1
    if machine.searches > _MOST_SEARCHES:
        return []
    if MAYBE in context:
        fits = _glob(context)
        for name in machine.plan.contexts if len(context) > 2 else ():
            if fits.fullmatch(name) and MAYBE not in exten and machine.lookup.one(name, exten) and len(result) < _MOST:
                result.append((name, machine.at(key, context=name, exten=exten)))
    elif exten.startswith("_") and MAYBE not in exten:
        names_of = [one.extension.name for one in machine.lookup.candidates(context, exten)[:_MOST]]
        result = [(name, machine.at(key, context=context, exten=name)) for name in names_of]
    elif len(exten) > 2:
        fits = _glob(exten)
        for there, _ in machine.lookup.scope(context):
            for name, extension in there.extensions.items():
                if fits.fullmatch(name) and 1 in extension.lines and len(result) < _MOST and name[0] != "_":
                    result.append((name, machine.at(key, context=context, exten=name)))
    return list(dict(result).items())


def _glob(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text[:200].split(MAYBE)[:4]), re.DOTALL)


def decide(machine: Machine, place: Place) -> Key | Node:
    """GotoIf, ExecIf, GosubIf: one of two ways, decided where the condition is known."""
    line, key = place.line, place.key
    condition, *pieces = branches(line)
    holds = truth(condition.text, lambda name: machine.value(key, name))
    if holds is None and _guards(condition.text, line):
        holds = True
    if holds is None:
        holds = _entered_again(machine, key, condition.text)
    ways = [key._replace(part=part) if piece else machine.after(key) for part, piece in ((FIRST, pieces[0]), (SECOND, pieces[1]))]
    if holds is not None:
        return ways[0] if holds else ways[1]
    if line.app.lower() == "execif" and all(piece is None or _SETS_VALUE.match(piece.text) for piece in pieces):
        return setting.set_value(machine, place, names(condition.text))
    return check(machine, place, condition, ways[0], ways[1])


def _entered_again(machine: Machine, key: Key, condition: str) -> bool | None:
    """Whether two entries are held alike, one of which the caller has just left empty: what was entered before is not empty."""
    compared = _ALIKE.match(condition)
    silent = {name for name, value in key.known if not value}
    if compared is None or len(silent & {compared[1], compared[3]}) != 1:
        return None
    other = compared[3] if compared[1] in silent else compared[1]
    return compared[2] == "!=" if machine.value(key, other) == MAYBE else None


def _guards(condition: str, line: Line) -> bool:
    """Whether the condition only makes sure that there is something to play."""
    equals = _EQUALS.match(condition)
    asked = next((group for group in equals.groups()[2:] if group is not None), "") if equals else None
    return (
        equals is not None
        and equals[2] == "!="
        and asked == ""
        and bool(_PLAYS.search(line.args))
        and equals[1] in line.args[len(condition) :]
    )


_SETS_VALUE = re.compile(r"(?:Set|SetVar|NoOp|Verbose|Log)\s*\(", re.IGNORECASE)
_PLAYS = re.compile(r"\?\s*(?:Background|Playback)\s*\(", re.IGNORECASE)


def check(machine: Machine, place: Place, condition: Piece, yes: Key, no: Key) -> Node:
    """A decision of the system between two ways."""
    line = place.line
    asked = names(condition.text)
    node = Node("check", place.key, machine.mark(line), place.extension, line, word=f"{asked[0]}?" if asked else "if")
    node.facts = {"uses": machine.survey.origins(asked), "asks": shown(condition.text)}
    label, first, second = "yes", yes, no
    equals, count = _EQUALS.match(condition.text), _COUNT.match(_with_limits(machine, place, condition.text))
    if count and count[1] in machine.survey.counters:
        node.facts["counter"] = (count[1], {"==": "="}.get(count[2], count[2]), int(count[3]))
    elif equals:
        label = next((group for group in equals.groups()[2:] if group is not None), "").strip() or "(empty)"
        node.facts["asks"] = node.facts["variable"] = equals[1]
        if equals[2] == "!=":
            first, second = no, yes
        if not place.key.known and label != "(empty)" and machine.survey.few_values(place.extension, equals[1], label):
            first = machine.knowing(first, {equals[1]: label})
    node.ways = [Way("case", first, node.mark, label), Way("otherwise", second, node.mark)]
    if "IFTIME(" in condition.text:
        _by_time(node, condition.text.partition("IFTIME(")[2].partition("?")[0], line)
    return node


def _with_limits(machine: Machine, place: Place, text: str) -> str:
    """A condition with the numbers that variables have everywhere, or wherever this context sets them, but for counters."""
    survey = machine.survey

    def put(found: re.Match[str]) -> str:
        value = survey.globals.get(found[1]) or survey.values.get(found[1]) or survey.set_alike(place.context, found[1])
        return value if value.isdecimal() and found[1] not in survey.counters else found[0]

    return re.sub(r"\$\{(\w+)\}", put, text)


def by_time(machine: Machine, place: Place) -> Key | Node:
    """GotoIfTime, ExecIfTime."""
    key = place.key
    condition, one, two = branches(place.line)
    ways = [key._replace(part=part) if piece else machine.after(key) for part, piece in ((FIRST, one), (SECOND, two))]
    node = Node("check", key, machine.mark(place.line), place.extension, place.line, word="hours")
    node.facts = {"uses": names(condition.text), "asks": shown(condition.text)}
    node.ways = [Way("case", ways[0], node.mark, "yes"), Way("otherwise", ways[1], node.mark)]
    _by_time(node, condition.text, place.line)
    return node


def _by_time(node: Node, times: str, line: Line) -> None:
    _, one, two = branches(line)
    opens = hours.is_open(times, one.text if one else "", two.text if two else "")
    if opens is not None:
        node.facts["asks"] = "hours"
        first, second = ("open", "closed") if opens else ("closed", "open")
        node.ways = [Way(first, node.ways[0].to, node.mark), Way(second, node.ways[1].to, node.mark)]
        node.word = "hours"


def chance(machine: Machine, place: Place) -> Key | Node:
    """Random(percent:place): by chance."""
    line, key = place.line, place.key
    condition, one, _ = branches(line)
    first = key._replace(part=FIRST) if one else machine.after(key)
    return check(machine, place, Piece(f"{condition.text} % of all calls", condition.at), first, machine.after(key))


def loop(machine: Machine, place: Place) -> Key | Node:
    """While: into the loop, or behind its end. A loop that takes values out of a list goes round finitely often."""
    line, key = place.line, place.key
    holds = truth(line.args, lambda name: machine.value(key, name))
    behind = machine.at(key, exten=key.exten, priority=_partner(machine, place, forwards=True) + 1)
    if holds is not None:
        return machine.after(key) if holds else behind
    node = check(machine, place, Piece(line.args, line.args_at), machine.after(key), behind)
    node.facts["uses_up"] = _USES_UP.search(line.args) is not None
    return node


def loop_again(machine: Machine, place: Place) -> Key | Node:
    """EndWhile, ContinueWhile: back to the beginning of the loop."""
    back = _partner(machine, place, forwards=False)
    return machine.at(place.key, priority=back) if back else machine.after(place.key)


def loop_out(machine: Machine, place: Place) -> Key | Node:
    """ExitWhile: behind the end of the loop."""
    return machine.at(place.key, priority=_partner(machine, place, forwards=True, depth=1) + 1)


def _partner(machine: Machine, place: Place, *, forwards: bool, depth: int = 0) -> int:
    """The priority of the other end of a loop, of the last line when there is none."""
    order = machine.survey.order(place.extension)
    index = bisect_left(order, place.key.priority)
    numbers = order[index + 1 : index + _FARTHEST] if forwards else order[max(index - _FARTHEST, 0) : index]
    opens, closes = ("while", "endwhile") if forwards else ("endwhile", "while")
    depth = max(depth, 1)
    for number in numbers if forwards else reversed(numbers):
        app = place.extension.lines[number].app.lower()
        depth += (app == opens) - (app == closes)
        if not depth:
            return number
    return order[-1] if forwards else 0


def _without_signs(text: str) -> str:
    text = re.sub(r"\$\{([^{}$]*)\}", r"\1", text)
    return text.replace("$[", "(").replace("[", "(").replace("]", ")").replace("${", "").replace("{", "").replace("}", "")


def shown(text: str) -> str:
    """A condition as people can read it; of a variable whose name is made of another one's value nothing is left out."""
    parts = _COMPOSED.split(" ".join(text.split()))
    text = "".join(part if at % 2 else _without_signs(part) for at, part in enumerate(parts))
    text = text.removeprefix("(").removesuffix(")") if text.count("(") == text.count(")") else text
    text = text.strip() or "?"
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"
