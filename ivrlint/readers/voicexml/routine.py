"""A form as a program: its items with all that they and their handlers do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from ivrlint.flow import Mark
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import ecma
from ivrlint.readers.voicexml.document import INPUTS
from ivrlint.readers.voicexml.events import by_default, catchers
from ivrlint.readers.voicexml.nodes import Call, Filled, Guard, Leave, Node, Origin, Select, Throw
from ivrlint.readers.voicexml.parts import Catch, Dialog, Document, Item, Scope, pieces
from ivrlint.readers.voicexml.program import Compiler
from ivrlint.readers.voicexml.templates import is_template

FAILURES = "error.connection.noroute"
"""The event that stands for all that can go wrong when a call is put through."""

MOST_LINKS = 20
"""Links that are open at one item, as far as they are looked at."""

MOST_WITHIN = 20
"""Items and what is done about them inside one another, where they should not stand; deeper ones are passed over."""

ROOM = 30_000
"""Nodes that handlers may become in one document; where there are more, callers are just asked again."""


class Routine:
    """The program of one dialog. `visits` are the nodes of its items, `entry` is where it begins."""

    def __init__(
        self,
        document: Document,
        dialog: Dialog,
        resolve: Callable[[str], str],
        assigned: frozenset[str],
        *,
        missing_root: bool = False,
    ) -> None:
        self.document = document
        self.dialog = dialog
        self.resolve = resolve
        self.items = dialog.items
        self.number = {item.name: item.index for item in dialog.items if item.name}
        self.inputs = tuple(item.name for item in dialog.items if item.name and item.kind in INPUTS and item.kind != "initial")
        self.mixed = _mixed(dialog)
        self.missing_root = missing_root
        self.within: list[Element] = []
        self.guards: dict[int, Guard] = {}
        self.heads: dict[tuple[int, int, str], Node] = {}
        self.selects: dict[tuple[int, str], Select] = {}
        self.compiler = Compiler(document, resolve, self._inline, self.inputs)
        self.owner = dialog.items[0] if dialog.items else Item("block", "", dialog.element, [], dialog.scope, loose=True)
        mark = document.mark(dialog.element, "id")
        self.end = Leave(mark=mark, item=self.owner, how="end")
        self.visits: list[Node] = []
        for item in dialog.items:
            self.visits.append(self._visit(item))
        start = self._select(self.owner, "start", mark)
        needed = [part for part in dialog.first if self._matters(part, assigned)]
        self.entry = self.compiler.compile(needed, Origin(self.owner), start) if needed else start
        while self.compiler.actions.throws:
            self._catch(self.compiler.actions.throws.pop())
        self._separate()

    def _matters(self, part: object, assigned: frozenset[str]) -> bool:
        """Whether what a form does first is more than to set up what nothing else ever changes."""
        if not isinstance(part, Element) or part.name == "data":
            return True
        given = [part.get("name").strip()] if part.name == "var" else ecma.assigned(ecma.outside_of_functions(part.text))
        return any(name in assigned for name in given)

    def _select(self, item: Item, role: str, mark: Mark) -> Select:
        """Where the next item is looked for, once what `role` names is done."""
        key = (item.index if item in self.items else -1 - id(item), role)
        if key not in self.selects:
            self.selects[key] = Select(mark=mark, item=item, role=role)
        return self.selects[key]

    def _separate(self) -> None:
        """Give every way to a search for the next item a search of its own: what is known differs from way to way."""
        seen: set[Node] = set()
        todo = [self.entry, *self.visits]
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                node.exchange(_own)
                todo.extend(node.following())

    def guard(self, index: int) -> Guard:
        """The node that asks whether an item is to be visited."""
        if index not in self.guards:
            item = self.items[index]
            self.guards[index] = Guard(mark=self.document.mark(item.element, "cond"), item=item)
        return self.guards[index]

    def _visit(self, item: Item) -> Node:
        mark = self.document.mark(item.element, "name" if not item.loose else "")
        after = self._select(item, "filled", mark)
        if item.kind == "block":
            return self.compiler.compile(item.content, Origin(item), after)
        return self._call(item, mark, after)

    def _inline(self, element: Element, origin: Origin, following: Node) -> Node:
        """An item that stands among actions is visited there, and what comes behind it follows."""
        if len(self.within) >= MOST_WITHIN:
            return following
        scope = Scope(origin.item.scope, self.document.file)
        for child in element.children:
            scope.take(child, self.document.foreign(child))
        item = Item(element.name, element.get("name").strip(), element, pieces(element), scope, -1)
        self.within.append(element)
        call = self._call(item, self.document.mark(element), following)
        self.within.pop()
        return call

    def _call(self, item: Item, mark: Mark, after: Node) -> Call:
        """The node of an item that waits for the caller or for somebody else."""
        following = after
        if item.kind != "menu":
            following = self._filled_of_form(item, after)
            inside = [item.element, *(item.element.named("prompt"))]
            for filled in reversed([child for element in inside for child in element.named("filled")]):
                following = self.compiler.compile(pieces(filled), Origin(item), following)
        call = Call(mark=mark, item=item, filled=following)
        if item.kind not in ("subdialog", "object", "transfer"):
            call.silence = self._handlers(item, "noinput", mark)
            call.mistake = self._handlers(item, "nomatch", mark)
        if item.kind == "transfer" and any(catchers(item.scope, FAILURES)):
            call.failure = self._handlers(item, FAILURES, mark)[0]
        if item.kind == "menu":
            for choice in item.element.named("choice"):
                call.choices.append((choice, self._leave(choice, item, after, self.document.file)))
        if item.kind in ("menu", "field", "initial"):
            links = ((link, scope.file) for scope in item.scope.levels() for link in scope.links)
            call.links = [(link, self._leave(link, item, after, file)) for link, file in islice(links, MOST_LINKS)]
        return call

    def _filled_of_form(self, item: Item, after: Node) -> Node:
        """What the form does once this item, and those that belong to it, have got values."""
        following = after
        for filled in reversed([filled for filled in self.dialog.filled if filled not in self.within]):
            own = filled.get("namelist").split() or self.inputs
            together = any(self.number.get(name, -1) in self.mixed for name in own)
            if item.name not in own and not (together and (item.kind == "initial" or item.index in self.mixed)):
                continue
            self.within.append(filled)
            body = self.compiler.compile(pieces(filled), Origin(item), following)
            self.within.pop()
            needed = tuple(self.number[name] for name in own if name in self.number and name != item.name)
            if filled.get("mode").strip() == "any" and item.name in own:
                needed = ()
            mark = self.document.mark(filled)
            following = Filled(mark=mark, item=item, next=following, needed=needed, body=body) if needed else body
        return following

    def _handlers(self, item: Item, event: str, mark: Mark) -> list[Node]:
        """What is done about an event for the first time, the second time, and so on."""
        again = self._select(item, event, mark)
        return [self._handler(item, catch, event, again) for catch in catchers(item.scope, event)]

    def _handler(self, item: Item, catch: Catch | None, event: str, again: Node) -> Node:
        if catch is None or self.document.nodes > ROOM:
            return again
        key = (self._key(item), id(catch.element), event)
        if key not in self.heads:
            self.heads[key] = again  # should a handler throw what it catches
            self.heads[key] = self.compiler.compile(pieces(catch.element), Origin(item, event), again, catch.file)
        return self.heads[key]

    def _key(self, item: Item) -> int:
        return item.index if item.index >= 0 else -1 - id(item)

    def _catch(self, throw: Throw) -> None:
        """Find out who catches what is thrown."""
        throw.default = by_default(throw.event)
        if throw.event:
            throw.heads = list(dict.fromkeys(self._handlers(throw.item, throw.event, throw.mark)))
        if not throw.heads and self.missing_root and throw.default != "go on":
            throw.default = ""
        elif not throw.heads and throw.default == "repeat":
            throw.heads = [self._select(throw.item, throw.event, throw.mark)]

    def _leave(self, element: Element, item: Item, following: Node, file: str) -> Node:
        """Where a choice or a link leads to: an address, or an event."""
        key = next((key for key in ("next", "event", "eventexpr", "expr") if element.get(key).strip()), "")
        text = element.get(key).strip() if key else ""
        mark = element.mark(file, key)
        constant = ecma.literal(text) if key.endswith("expr") else text
        if key.startswith("event") and constant:
            return self.compiler.actions.thrown(constant, mark, Origin(item), following)
        if not key:
            return Leave(mark=mark, item=item, how="nowhere")
        unknown = constant is None or is_template(constant)
        return Leave(mark=mark, item=item, how="goto", to=constant or text, dynamic=unknown)


def _mixed(dialog: Dialog) -> frozenset[int]:
    """The fields that one answer may fill together, as a form with a grammar of its own allows."""
    if not dialog.grammars:
        return frozenset()
    fields = (item for item in dialog.items if item.kind == "field" and item.element.get("modal").strip() != "true")
    return frozenset(item.index for item in fields)


def _own(node: Node) -> Node:
    return Select(mark=node.mark, item=node.item, role=node.role) if isinstance(node, Select) else node
