"""From the programs of a document's dialogs to the steps of a flow."""

from __future__ import annotations

from collections import deque

from ivrlint.flow import (
    AnyStep,
    Assignment,
    Case,
    Check,
    HangUp,
    Mark,
    Problem,
    Return,
    Run,
    Say,
    Set,
    Target,
    Unknown,
)
from ivrlint.readers.voicexml import conditions, nodes
from ivrlint.readers.voicexml.actions import service_of
from ivrlint.readers.voicexml.book import ENTRIES, Book
from ivrlint.readers.voicexml.choosing import Known
from ivrlint.readers.voicexml.grammars import GrammarFile
from ivrlint.readers.voicexml.names import readable
from ivrlint.readers.voicexml.nodes import Node
from ivrlint.readers.voicexml.parts import Item
from ivrlint.readers.voicexml.places import path_of
from ivrlint.readers.voicexml.visiting import Visiting

MOST_STEPS = 100_000
"""Steps that one document may become."""


RETURNED = "what is handed over"
"""The name under which a document hands its results to who has started it."""


class Writer:
    """Writes the steps of one dialog into a book."""

    def __init__(self, book: Book, visiting: Visiting) -> None:
        self.book = book
        self.visiting = visiting
        self.routine = visiting.routine
        self.document = book.document
        self.dialog = visiting.routine.dialog
        self.name = book.dialogs[id(self.dialog)]
        self.given: dict[tuple[Node, Known | None], str] = {}
        self.todo: deque[tuple[Node, Known | None]] = deque()

    def write(self) -> None:
        """All steps to which the beginning of the dialog leads."""
        from ivrlint.readers.voicexml.making import make_call

        mark = self.document.mark(self.dialog.element, "id")
        found = self.found(self.routine.entry, None, mark)
        if found is not None and not isinstance(found, Target) and not _jumps(found[0]):
            self.given[found[0], found[1]] = self.name
            self.todo.append((found[0], found[1]))
        else:
            following = self.target(self.routine.entry, None, mark)
            self.add(Set(name=self.name, mark=mark, next=following))
        while self.todo:
            node, known = self.todo.popleft()
            if len(self.book.steps) > MOST_STEPS:
                self.document.problems.append(Problem("this document is too large: not all of it is read", node.mark))
                return
            name = self.given[node, known]
            if isinstance(node, nodes.Call):
                make_call(self, node, name)
            else:
                self._plain(node, known, name)

    def grammar(self, address: str) -> GrammarFile | None:
        """The grammar at an address, if it is in the run."""
        return self.book.around.grammars.get(path_of(self.document.file, address))

    def add(self, step: AnyStep) -> None:
        """Keep a step."""
        self.book.steps[step.name] = step

    def found(self, node: Node, known: Known | None, mark: Mark) -> tuple[Node, Known | None, Mark] | Target | None:  # noqa: PLR0912
        """What a call comes to at a node: a node that becomes a step, a target, or nothing at all."""
        seen: set[tuple[Node, bool]] = set()
        while True:
            if known is not None and node not in known.depends:
                known = None
            if (node, known is None) in seen:
                return node, known, mark  # going round without doing anything
            seen.add((node, known is None))
            following: Node | None = None
            if isinstance(node, nodes.Select):
                following = self.visiting.next_of(node)
                if following is self.routine.end:
                    return self.over(self.visiting.states[node].said, mark)
            elif isinstance(node, nodes.Filled):
                ways = self.visiting.after_filled(node, self.visiting.states[node])
                following = ways[0] if len(ways) == 1 else None
            elif isinstance(node, nodes.Test) and known is not None:
                following = conditions.decided(node, known.name, known.value)
            elif isinstance(node, nodes.Throw):
                if not node.heads and node.default != "go on":
                    return self._uncaught(node, known, mark)
                following = node.next if not node.heads else node.heads[0] if len(node.heads) == 1 else None
                mark = node.mark
            elif isinstance(node, nodes.Leave):
                if node.how == "goto":
                    return self.book.address(node.to, node.mark, dynamic=node.dynamic, uses=node.names)
                if node.how == "nowhere":
                    return None
                if node.how == "nextitem":
                    index = self.routine.number.get(node.to)
                    if index is None:
                        return Target(readable(node.to), node.mark)
                    following, mark = self.routine.visits[index], node.mark
                elif node.how == "unknown item":
                    return self.book.unknown(node.to, node.mark)
            elif isinstance(node, nodes.Clear) and not self._forgets(node):
                following = node.next
            if following is None:
                return node, known, mark
            node = following

    def over(self, said: bool, mark: Mark) -> tuple[Node, Known | None, Mark] | None:
        """The end of a form in which nothing is left to visit: the call is over, without a word or after some."""
        if self.dialog.loose or self.dialog.holds:
            later = self.document.dialogs.index(self.dialog) + 1
            if later < len(self.document.dialogs):
                follows = self.book.dialogs[id(self.document.dialogs[later])]
                return self._jump(follows, mark)
        return (self.routine.end, None, mark) if said else None

    def _jump(self, name: str, mark: Mark) -> tuple[Node, Known | None, Mark]:
        jump = nodes.Leave(mark=mark, item=self.routine.owner, how="jump", to=name)
        return jump, None, mark

    def _uncaught(self, throw: nodes.Throw, known: Known | None, mark: Mark) -> tuple[Node, Known | None, Mark] | Target:
        """An event that nobody catches: the platform ends the call, or it is a mistake of the file."""
        if throw.default == "exit":
            return throw, known, mark
        if not throw.event or self.book.missing_root:
            return self.book.unknown(throw.event or "(event)", throw.mark)
        name = readable(throw.event)
        return Target(name if name not in self.book.names.taken else f"event {name}", throw.mark)

    def _forgets(self, clear: nodes.Clear) -> list[str]:
        """What callers entered, here or in another form, that is forgotten."""
        if not clear.names:
            own = [item.name for item in self.routine.items if item.kind in ENTRIES and item.name]
            return [self.routine.resolve(name) for name in own]
        return [self.routine.resolve(name) for name in dict.fromkeys(clear.names) if name in self.book.entries]

    def target(self, node: Node, known: Known | None, mark: Mark) -> Target | None:
        """The target that a node is, once its step has a name."""
        found = self.found(node, known, mark)
        return found if found is None or isinstance(found, Target) else self.target_of(found)

    def target_of(self, found: tuple[Node, Known | None, Mark]) -> Target:
        """The target that a node which becomes a step is."""
        node, known, mark = found
        if isinstance(node, nodes.Leave) and node.how == "jump":
            return Target(node.to, mark)
        name = self.given.get((node, known))
        if name is None:
            name = self.given[node, known] = self.book.names.reserve(self._called(node, known))
            self.todo.append((node, known))
        return Target(name, mark)

    def label(self, item: Item) -> str:
        """What to call an item: after the form and itself, where it has a name."""
        if not item.name or item.name == self.dialog.id:
            return self.name
        return f"{self.dialog.id}.{item.name}" if self.dialog.id else item.name

    def _called(self, node: Node, known: Known | None) -> str:
        label = self.label(node.item)
        if isinstance(node, nodes.Call) and node.item.name == self.dialog.id != "":
            label = f"{label}.{node.item.name}"
        hint = _HINTS.get(type(node), "")
        if isinstance(node, nodes.Give):
            hint = node.hint if node.hint == "script" else f"set {node.hint}"
        elif isinstance(node, nodes.Clear):
            hint = "clear"
        elif isinstance(node, nodes.Test):
            hint = conditions.question(node)
        elif isinstance(node, nodes.Work):
            hint = node.service
        elif isinstance(node, nodes.Leave):
            hint = node.how
        elif isinstance(node, nodes.Throw):
            hint = node.event
        elif isinstance(node, nodes.Problematic):
            hint = node.what
        elif isinstance(node, nodes.Call):
            hint = "" if node.item.name or node.item.kind == "menu" else node.item.kind
        if node.role:
            name = f"{label}: {node.role}" if not hint or isinstance(node, nodes.Say) else f"{label}: {node.role}, {hint}"
        else:
            name = f"{label}: {hint}" if hint else label
        return f"{name} ({known.label})" if known is not None and known.label else name

    def _plain(self, node: Node, known: Known | None, name: str) -> None:
        mark = node.mark
        later = isinstance(node, nodes.Say | nodes.Throw | nodes.Test) or not node.next
        following = None if later or not node.next else self.target(node.next, known, mark)
        if isinstance(node, nodes.Say):
            self._say(node, known, name)
        elif isinstance(node, nodes.Give):
            values = tuple(Assignment(*value) for value in node.values)
            self.add(Set(name=name, mark=mark, values=values, next=following))
        elif isinstance(node, nodes.Clear):
            values = tuple(Assignment(each, "", (), mark) for each in self._forgets(node))
            self.add(Set(name=name, mark=mark, values=values, next=following))
        elif isinstance(node, nodes.Test):
            self.add(conditions.check(self, node, known, name))
        elif isinstance(node, nodes.Work):
            failed = node.failed
            caught = failed is not None and not (isinstance(failed, nodes.Throw) and not failed.heads)
            after = self.target(failed, known, mark) if failed and caught else None
            self.add(
                Run(name=name, mark=mark, service=node.service, uses=node.uses, gives=node.gives, next=following, failed=after)
            )
        elif isinstance(node, nodes.Guard):
            self.add(conditions.guard(self, node, name))
        elif isinstance(node, nodes.Filled):
            uses = tuple(self.routine.resolve(self.routine.items[index].name) for index in node.needed)
            case = Case("all known", self.target(node.body, known, mark), mark)
            self.add(Check(name=name, mark=mark, asks="is all known?", uses=uses, cases=(case,), otherwise=following))
        elif isinstance(node, nodes.Throw) and node.heads:
            cases = tuple(
                Case(f"{number}", self.target(head, known, mark), mark) for number, head in enumerate(node.heads[:-1], 1)
            )
            last = self.target(node.heads[-1], known, mark)
            self.add(Check(name=name, mark=mark, asks=f"how often {node.event}", cases=cases, otherwise=last))
        elif isinstance(node, nodes.Problematic):
            self.add(Unknown(name=name, mark=mark, what=node.what, uses=node.uses))
        elif isinstance(node, nodes.Leave) and node.how in ("exit", "disconnect", "end", "return", "submit"):
            self._leave(node, name)
        elif isinstance(node, nodes.Throw):
            self.add(HangUp(name=name, mark=mark))
        else:  # a loop in which nothing happens
            self.add(Set(name=name, mark=mark, next=Target(name, mark)))

    def _say(self, node: nodes.Say, known: Known | None, name: str) -> None:
        """Words; the last ones before the call is over belong to its end."""
        found = self.found(node.next, known, node.mark) if node.next else None
        if found is not None and not isinstance(found, Target) and isinstance(found[0], nodes.Leave):
            last = found[0]
            if last.how in ("exit", "disconnect", "end") and not last.names:
                self.add(HangUp(name=name, mark=node.mark, prompt=node.prompt))
                return
        following = self.target(node.next, known, node.mark) if node.next else None
        self.add(Say(name=name, mark=node.mark, prompt=node.prompt, next=following))

    def _leave(self, node: nodes.Leave, name: str) -> None:
        """The end of a call, of a subdialog, or of the document; what leaves with it has been used."""
        if node.how == "submit":
            following = self.book.address(node.to, node.mark, dynamic=node.dynamic)
            service = service_of(node.to) or "submit"
            self.add(Run(name=name, mark=node.mark, service=service, uses=node.names, next=following, failed=following))
            return
        last = name
        if node.names:
            last = self.book.names.reserve(f"{name} (end)")
            value = " ".join(f"{{{each}}}" for each in node.names)
            values = (Assignment(RETURNED, value, node.names, node.mark),)
            self.add(Set(name=name, mark=node.mark, values=values, next=Target(last, node.mark)))
        if node.how == "return":
            self.add(Return(name=last, mark=node.mark))
        else:
            self.add(HangUp(name=last, mark=node.mark))


def _jumps(node: Node) -> bool:
    return isinstance(node, nodes.Leave) and node.how == "jump"


_HINTS: dict[type[Node], str] = {nodes.Say: "prompt", nodes.Guard: "open?", nodes.Filled: "all known?"}
