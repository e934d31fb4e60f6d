"""Gosub and Macro: calls of a part of the dialplan that comes back."""

from __future__ import annotations

from ivrlint.readers.asterisk import freepbx
from ivrlint.readers.asterisk.arguments import Piece, arguments, split
from ivrlint.readers.asterisk.expressions import known, names
from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Frame, Key, Node, Nowhere, Place, Way
from ivrlint.readers.asterisk.patterns import shown
from ivrlint.readers.asterisk.quiet import is_quiet
from ivrlint.readers.asterisk.survey import applications

_BACK = frozenset({"return", "stackpop", "macroexit"})
_DEEPEST = 4
_MOST_COPIES = 400
_SMALL = 12


def macro(machine: Machine, place: Place) -> Key | Node:
    """Macro(name,arguments): the context `macro-name`."""
    first, *rest = arguments(place.line.args, place.line.args_at)
    name = machine.expand(place.key, first.text, loosely=True)
    return _call(machine, place, f"macro-{name}", "s", "1", rest, is_macro=True)


def gosub(machine: Machine, place: Place) -> Key | Node:
    """Gosub([[context,]extension,]priority(arguments))."""
    pieces = arguments(place.line.args, place.line.args_at)
    pieces, given = pieces[:3], pieces[3:]
    last = pieces[-1]
    bracket = last.text.find("(")
    if bracket >= 0:
        inside = last.text[bracket + 1 :].removesuffix(")")
        given = split(inside, last.at + bracket + 1, ",") if inside.strip() else []
        pieces[-1] = Piece(last.text[:bracket].strip(), last.at)
    elif len(pieces) < 3:
        given = []
    words = [machine.expand(place.key, piece.text, loosely=True).strip() for piece in pieces]
    context = words[-3] if len(words) > 2 else place.key.context
    exten = words[-2] if len(words) > 1 else place.key.exten
    return _call(machine, place, context, exten, words[-1] or "1", given, is_macro=False)


def back(machine: Machine, place: Place) -> Key | Node:
    """Return, MacroExit: back to where the subroutine was called."""
    key = place.key
    if not key.frame:
        node = Node("hang_up", key, machine.mark(place.line), place.extension, place.line, word="end")
        node.facts["goes back"] = True
        return node
    value = machine.expand(key, place.line.args.strip())
    if known(value):
        key = key._replace(known=(*(pair for pair in key.known if pair[0] != "GOSUB_RETVAL"), ("GOSUB_RETVAL", value)))
    return machine.returned(key)


def _call(
    machine: Machine, place: Place, context: str, exten: str, priority: str, given: list[Piece], *, is_macro: bool
) -> Key | Node:
    key = place.key
    special = freepbx.subroutine(machine, place, context, given)
    if special is not None:
        return special
    there = machine.plan.contexts.get(context)
    if there is None and not is_macro and known(context) and not machine.plan.whole:
        return _outside(machine, place, context)
    to = machine.goto(key, context, exten, priority) if known(context + exten + priority) else f"{context}/{exten}"
    if isinstance(to, Nowhere):
        node = Node("jump", key, machine.mark(place.line), place.extension, place.line, word=place.line.app)
        node.ways.append(
            Way("next", to, place.line.source.mark(place.line.args_at, place.line.args_at + max(len(place.line.args), 1)))
        )
        return node if machine.plan.whole or there is not None else _outside(machine, place, context)
    if isinstance(to, str):
        return _outside(machine, place, to.partition("/")[2] or context)
    found = machine.lookup.one(context, to.exten)
    after = machine.after(key)
    if found is None:
        return _outside(machine, place, context)
    if is_quiet(machine, machine.plan.contexts[context], found.extension):
        return after
    if not is_macro and not _comes_back(machine, to.context):
        return to
    values = tuple(machine.expand(key, piece.text.strip('"'), loosely=True) for piece in given)
    return _enter(machine, place, to, values, after, is_macro=is_macro, size=_size(machine, to))


def _enter(
    machine: Machine, place: Place, to: Key, values: tuple[str, ...], after: Key, *, is_macro: bool, size: int
) -> Key | Node:
    """Into a subroutine: a copy of its own for each place that calls it, as long as that does not grow too large."""
    above = machine.frames[place.key.frame]
    own_copy = above.depth < _DEEPEST and len(machine.frames) < _MOST_COPIES and (size <= _SMALL or _calls(machine, to) < 2)
    if own_copy and not _within(machine, place.key, to):
        label = ", ".join(value for value in values if value and known(value))[:40].replace(
            place.key.exten, shown(place.key.exten)
        )
        frame = Frame(is_macro, values, after, place.key.frame, above.depth + 1, label)
        return machine.at(to, priority=to.priority, frame=machine.into(frame)) if to.priority > 0 else to
    shared = machine.into(Frame(is_macro, (), None, 0, 1, ""))
    node = Node("visit", place.key, machine.mark(place.line), place.extension, place.line, word=place.line.app)
    node.ways = [Way("visit", to._replace(frame=shared, known=()), node.mark), Way("next", after, node.mark)]
    return node


def _comes_back(machine: Machine, context: str) -> bool:
    """Whether a subroutine may come back: one without any `Return` is just a jump."""
    answer = machine.comes_back.get(context)
    if answer is None:
        lines = (
            line for there, _ in machine.lookup.scope(context) for one in there.extensions.values() for line in one.lines.values()
        )
        answer = any(app in _BACK for line in lines for app, _, _ in applications(line))
        answer = machine.comes_back[context] = answer or _leaves(machine, context)
    return answer


def _leaves(machine: Machine, context: str) -> bool:
    """Whether a subroutine may go on in another context, which may come back."""
    for extension in machine.plan.contexts[context].extensions.values():
        for line in extension.lines.values():
            for app, args, at in applications(line):
                if app.startswith("goto") and len(arguments(args.rpartition("?")[2], at)) > 2:
                    return True
    return False


def _size(machine: Machine, to: Key) -> int:
    """How many lines a subroutine has, with those of the menus in its context."""
    context = machine.plan.contexts[to.context]
    return sum(len(extension.lines) for extension in context.extensions.values())


def _calls(machine: Machine, to: Key) -> int:
    """From how many lines a subroutine is called."""
    return machine.survey.calls.get(to.context, 0)


def _within(machine: Machine, key: Key, to: Key) -> bool:
    """Whether a subroutine is called from within itself."""
    if key.frame and key.context == to.context and key.exten == to.exten:
        return True
    frame = machine.frames[key.frame]
    for _ in range(_DEEPEST):
        if frame.back is None:
            return False
        if frame.back.context == to.context and frame.back.exten == to.exten and frame.above:
            return True
        frame = machine.frames[frame.above]
    return False


def _outside(machine: Machine, place: Place, name: str) -> Key | Node:
    """A subroutine that is not at hand."""
    node = Node("visit", place.key, machine.mark(place.line), place.extension, place.line, word=place.line.app)
    node.facts = {"uses": names(place.line.args), "outside": name}
    node.ways = [Way("next", machine.after(place.key), node.mark)]
    return node
