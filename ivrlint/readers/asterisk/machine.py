"""Follows calls through a dialplan: from place to place, until something happens that a caller notices."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable

from ivrlint.flow import Mark
from ivrlint.readers.asterisk import patterns
from ivrlint.readers.asterisk.arguments import arguments
from ivrlint.readers.asterisk.conditional import inner
from ivrlint.readers.asterisk.dialplan import Extension, Include, Line, Plan
from ivrlint.readers.asterisk.expressions import known
from ivrlint.readers.asterisk.lookup import Lookup
from ivrlint.readers.asterisk.nodes import FIRST, SECOND, THEN, Frame, Key, Node, Nowhere, Place, Way
from ivrlint.readers.asterisk.survey import Survey
from ivrlint.readers.asterisk.values import Values

MOST_NODES = 8_000
FORGETS = frozenset({"read", "waitexten", "dial", "queue", "record", "voicemail", "authenticate", "directory"})
"""Applications behind which a call no longer depends on what was known before."""
_LONGEST_WALK = 5_000
Doing = Callable[["Machine", Place], "Key | Node | Nowhere"]


class Machine:
    """Makes nodes of places.

    `doing` tells what the application of a line does: go on elsewhere, or be a node. `is_empty` knows variables that are empty on
    usual calls, by context and name.
    """

    def __init__(self, plan: Plan, doing: Doing, is_empty: Callable[[str, str], bool]) -> None:
        self.plan = plan
        self.lookup = Lookup(plan)
        self.survey = Survey(plan)
        self.doing = doing
        self.nodes: list[Node] = []
        self.frames: list[Frame] = [Frame(False, (), None, 0, 0, "")]
        self.full = False
        self.searches = 0
        self.ivrs: dict[str, bool] = {}
        self.numbers: dict[str, list[list[Extension]]] = {}
        self.quiet: dict[int, bool] = {}
        self.comes_back: dict[str, bool] = {}
        self._number: dict[Key, int | Nowhere] = {}
        self.values = Values(self.lookup, self.survey, self.frames, is_empty)
        self._frame_number: dict[Frame, int] = {self.frames[0]: 0}
        self._todo: deque[int] = deque()
        self._looks: dict[int, bool] = {}

    # Places

    def place(self, key: Key) -> Place | None:
        """The line that a key names; None where there is none."""
        there = self.lookup.line(key.context, key.exten, key.priority)
        return Place(key, there[0].context, there[0].extension, there[1]) if there else None

    def after(self, key: Key) -> Key:
        """The next priority."""
        return self.at(key, priority=key.priority + 1)

    def at(self, key: Key, *, context: str = "", exten: str = "", priority: int = 1, frame: int | None = None) -> Key:
        """Another place in the same call. Values that nothing asks for from there on are forgotten."""
        there = Key(context or key.context, exten or key.exten, priority, THEN, (), key.frame if frame is None else frame)
        return self.knowing(there, dict(key.known)) if key.known else there

    def knowing(self, key: Key, values: dict[str, str]) -> Key:
        """A place at which some values are known, of those that later lines of the extension ask for."""
        found = self.lookup.one(key.context, key.exten) if values else None
        if found is None:
            return key
        asked = self.survey.asked
        kept = tuple(sorted(pair for pair in values.items() if asked(found.extension, pair[0], key.priority)))
        return key._replace(known=kept)

    def into(self, frame: Frame) -> int:
        """The number of a subroutine call."""
        number = self._frame_number.get(frame)
        if number is None:
            number = self._frame_number[frame] = len(self.frames)
            self.frames.append(frame)
        return number

    # Values

    def value(self, key: Key, name: str) -> str:
        """The value of what stands between `${` and `}`, MAYBE where it is not known."""
        return self.values.value(key, name)

    def expand(self, key: Key, text: str, *, loosely: bool = False) -> str:
        """A text with all values that are known at a place."""
        return self.values.expand(key, text, loosely=loosely)

    # Going on

    def target(self, key: Key, text: str, at: int) -> Key | Nowhere | str:
        """Where `[[context,]extension,]priority` leads. A text names a place that cannot be known."""
        pieces = [self.expand(key, piece.text, loosely=True).strip() for piece in arguments(text, at)]
        pieces = pieces if len(pieces) < 4 else pieces[:3]
        if not pieces[-1] and len(pieces) == 1:
            return Nowhere("")
        context = (pieces[-3] if len(pieces) > 2 else "") or key.context
        exten = (pieces[-2] if len(pieces) > 1 else "") or key.exten
        if not known(context + exten + pieces[-1]):
            return f"{context}/{exten}"
        if (context, exten) != key[:2] and exten.startswith("_"):
            candidates = self.lookup.all(context, exten)
            if not candidates and self.lookup.candidates(context, exten):
                return f"{context}/{exten}"
        to = self.goto(key, context, exten, pieces[-1])
        if isinstance(to, Nowhere) and "${" in text and self.lookup.one(context, "i") and not self.lookup.one(context, exten):
            return self.goto(key, context, "i", "1")
        return to

    def goto(self, key: Key, context: str, exten: str, priority: str) -> Key | Nowhere | str:
        """A place by its context, extension and priority or label."""
        shown = f"{context} {patterns.shown(exten)}"
        if context not in self.plan.contexts:
            return Nowhere(shown) if self.plan.whole else f"{context}/{exten}"
        found = self.lookup.one(context, exten)
        if found is None:
            invalid = self.lookup.one(context, "i")
            if invalid is not None and exten.startswith("_"):
                return self.at(key, context=context, exten="i")
            return Nowhere(shown) if self.lookup.complete(context) else f"{context}/{exten}"
        extension = found.extension
        if priority[:1] in ("+", "-") and priority[1:].isdecimal():
            number = key.priority + int(priority[:6])
            return self.at(key, context=context, exten=exten, priority=max(number, 1))
        is_number = priority.isascii() and priority.isdecimal()
        number = int(priority[:9]) if is_number else self.lookup.label(context, exten, priority)
        if self.lookup.line(context, exten, number) is None:
            return Nowhere(f"{shown} {priority}")
        if exten != extension.name and not self.looks_at_number(extension):
            same = self.lookup.one(context, extension.name)
            exten = extension.name if same is not None and same.extension is extension else exten
        if self.lookup.all(context, exten)[0].times:
            return Key(context, exten, -number, THEN, (), key.frame)
        return self.at(key, context=context, exten=exten, priority=number)

    def looks_at_number(self, extension: Extension) -> bool:
        """Whether it matters to an extension which number was dialled."""
        answer = self._looks.get(id(extension))
        if answer is None:
            looks = (
                "${EXTEN" in line.args and line.app.lower() not in ("noop", "verbose", "log") for line in extension.lines.values()
            )
            answer = self._looks[id(extension)] = any(looks)
        return answer

    def mark(self, line: Line) -> Mark:
        """The place of the application of a line."""
        return line.source.mark(line.at, line.end)

    # Nodes

    def node(self, to: Key | Nowhere) -> int | Nowhere:
        """The number of the node at which a caller arrives from a place on."""
        if isinstance(to, Nowhere):
            return to
        walked: list[Key] = []
        seen: set[Key] = set()
        result: int | Nowhere | None = None
        key = to
        while result is None:
            if key in self._number:
                result = self._number[key]
                break
            walked.append(key)
            if key in seen or len(walked) > _LONGEST_WALK:
                result = self.add(self._circle(key))
                break
            seen.add(key)
            step = self._step(key)
            if isinstance(step, Key):
                key = step
            elif isinstance(step, Nowhere):
                result = step
            else:
                result = self.add(step)
        for one in walked:
            self._number.setdefault(one, result)
        if isinstance(result, int):
            self.nodes[result].keys.extend(walked[:50])
        return result

    def finish(self, polish: Callable[[Machine, Node], None]) -> None:
        """Follow all ways of all nodes, also of those that come to light meanwhile; `polish` has a last look at each."""
        while self._todo:
            node = self.nodes[self._todo.popleft()]
            if node.later is not None:
                node.later(self, node)
            polish(self, node)
            self.follow(node)

    def insert(self, node: Node, behind: Node) -> None:
        """Put a node behind another one, which then leads only there."""
        self.nodes.append(behind)
        node.ways = [Way("next", len(self.nodes) - 1, node.mark)]
        self.follow(behind)

    def follow(self, node: Node) -> None:
        """Find the nodes that the ways of a node lead to."""
        for way in node.ways:
            if isinstance(way.to, Key):
                way.to = self.node(way.to)

    def add(self, node: Node) -> int:
        """One more node; its number."""
        self.nodes.append(node)
        self._todo.append(len(self.nodes) - 1)
        return len(self.nodes) - 1

    def _step(self, key: Key) -> Key | Nowhere | Node:
        if len(self.nodes) >= MOST_NODES:
            self.full = True
            return Nowhere("")
        if key.priority < 0:
            return self._timed(key)
        place = self.place(key)
        if place is None:
            return self._end(key)
        if key.part in (FIRST, SECOND):
            line = inner(place.line, key.part)
            if line is None:
                return self.after(key)
            place = place._replace(line=line)
        if key.known and place.line.app.lower() in FORGETS:
            return key._replace(known=())
        return self.doing(self, place)

    def _end(self, key: Key) -> Key | Nowhere | Node:
        """Behind the last priority of an extension."""
        frame = self.frames[key.frame]
        if key.frame and frame.is_macro:
            return self.returned(key)
        found = self.lookup.one(key.context, key.exten)
        if found is None or not found.extension.lines:
            return Nowhere(f"{key.context} {patterns.shown(key.exten)}")
        lines, order = found.extension.lines, self.survey.order(found.extension)
        last = lines[order[bisect_left(order, key.priority) - 1]]
        if self.plan.settings.get("autofallthrough", "yes").lower() in ("no", "0", "false", "off"):
            return self.doing(self, Place(key, found.context, found.extension, last._replace(app="WaitExten", args="")))
        return Node("hang_up", key, self.mark(last), found.extension, last, word="end")

    def returned(self, key: Key) -> Key | Node:
        """Where a call goes on after a subroutine; a node that returns, if several places share it."""
        frame = self.frames[key.frame]
        if frame.back is not None:
            return self.knowing(frame.back, {**dict(frame.back.known), **dict(key.known)})
        place = self.place(key) or self.place(key._replace(priority=1))
        line = place.line if place else None
        mark = self.mark(line) if line else Mark(self.plan.source.file, 1, 1, 1, 2)
        kind = "return" if key.frame else "hang_up"
        return Node(kind, key, mark, place.extension if place else None, line, word="end")

    def _timed(self, key: Key) -> Node:
        """An extension of which it depends on the time where it is found; `part` counts the places that were passed over."""
        found = self.lookup.all(key.context, key.exten)
        here, others = found[key.part], found[key.part + 1 :]
        include: Include = here.times[0]
        mark = include.source.mark(include.at, include.at + len(include.name) + 1 + len(include.times))
        node = Node("check", key, mark, here.extension, word="hours")
        node.facts = {"asks": "hours"}
        node.ways.append(Way("open", Key(here.context.name, key.exten, -key.priority, THEN, (), key.frame), mark))
        if others and others[0].times:
            node.ways.append(Way("closed", key._replace(part=key.part + 1), mark))
        elif others:
            node.ways.append(Way("closed", Key(others[0].context.name, key.exten, -key.priority, THEN, (), key.frame), mark))
        else:
            invalid = self.lookup.one(key.context, "i") if key.exten != "i" else None
            node.ways.append(Way("closed", Key(key.context, "i", 1, THEN, (), key.frame) if invalid else None, mark))
        return node

    def _circle(self, key: Key) -> Node:
        """A call that goes round without anything happening."""
        place = self.place(key)
        line = place.line if place else None
        mark = self.mark(line) if line else Mark(self.plan.source.file, 1, 1, 1, 2)
        node = Node("say", key, mark, place.extension if place else None, line, word="round")
        node.ways.append(Way("next", key, mark))
        return node
