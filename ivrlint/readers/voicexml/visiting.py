"""Which item a form visits next: the form interpretation algorithm, worked out for all calls at once.

What is known of the items at a node is three sets, kept as bits: those that may be without a value, those that may have one,
and those that may have been passed over because their condition did not hold.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.voicexml import ecma, truth
from ivrlint.readers.voicexml.nodes import Call, Clear, Filled, Give, Guard, Leave, Node, Select, Test, Throw, Work
from ivrlint.readers.voicexml.nodes import Say as SayNode
from ivrlint.readers.voicexml.parts import Item
from ivrlint.readers.voicexml.routine import Routine

MOST_VISITS = 12
"""How often a node is looked at before it is taken that nothing is known there."""


class State(NamedTuple):
    """What is known of the items at a node; `said` is true when the caller has surely heard something since the last answer."""

    without: int
    having: int
    passed: int
    said: bool

    def joined(self, other: State) -> State:
        """What is known when a call may come from either side."""
        return State(
            self.without | other.without, self.having | other.having, self.passed | other.passed, self.said and other.said
        )

    def given(self, bit: int) -> State:
        """The same after an item has got a value."""
        return State(self.without & ~bit, self.having | bit, self.passed & ~bit, self.said)

    def taken(self, bits: int) -> State:
        """The same after items have lost their values."""
        return State(self.without | bits, self.having & ~bits, self.passed & ~bits, self.said)


class Visiting:
    """The states of all nodes of a routine, and where each of them leads to."""

    def __init__(self, routine: Routine) -> None:
        self.routine = routine
        self.items = routine.items
        self.everything = sum(1 << item.index for item in self.items if not _never(item))
        self.numbers = {routine.resolve(name): index for name, index in routine.number.items()}
        self.mixed = sum(1 << index for index in routine.mixed)
        self.by_cond = self._by_cond()
        self.states: dict[Node, State] = {}
        self._run()

    def _by_cond(self) -> dict[str, int]:
        """The items whose condition reads a variable."""
        result: dict[str, int] = {}
        for item in self.items:
            for name in ecma.names(item.cond) if item.cond else ():
                own = self.routine.resolve(name)
                result[own] = result.get(own, 0) | 1 << item.index
        return result

    def _run(self) -> None:
        """Go through the routine until nothing changes; what changes too often is taken to be open."""
        entry = self.routine.entry
        self.states[entry] = State(self.everything, 0, 0, False)
        todo = deque([entry])
        waiting = {entry}
        seen: dict[Node, int] = {}
        while todo:
            node = todo.popleft()
            waiting.discard(node)
            seen[node] = seen.get(node, 0) + 1
            for following, state in self.successors(node, self.states[node]):
                old = self.states.get(following)
                new = state if old is None else old.joined(state)
                if new == old:
                    continue
                if seen.get(following, 0) > MOST_VISITS:
                    new = State(self.everything, self.everything, self.everything, False)
                    if new == old:
                        continue
                self.states[following] = new
                if following not in waiting:
                    waiting.add(following)
                    todo.append(following)

    def next_of(self, select: Node) -> Node:
        """The item, or the question about one, that a search for the next item comes to."""
        return self.found(self.states[select])

    def found(self, state: State) -> Node:
        """The first item that may be visited in a state."""
        bit = state.without & -state.without
        if not bit:
            return self.routine.end
        index = bit.bit_length() - 1
        if self.items[index].cond or (state.having | state.passed) & bit:
            return self.routine.guard(index)
        return self.routine.visits[index]

    def refused(self, guard: Guard) -> Node:
        """What follows where an item is not visited."""
        return self.found(self._passed(guard, self.states[guard]))

    def _passed(self, guard: Guard, state: State) -> State:
        bit = 1 << guard.item.index
        passed = state.passed | bit if guard.item.cond else state.passed
        return State(state.without & ~bit, state.having, passed, state.said)

    def _into(self, index: int, state: State) -> tuple[Node, State]:
        """An item as it is visited: a block counts as visited from its beginning."""
        visit = self.routine.visits[index]
        if self.items[index].kind == "block":
            state = state.given(1 << index)
        return visit, state

    def _chosen(self, state: State) -> tuple[Node, State]:
        """What a search for the next item comes to, with the state there."""
        bit = state.without & -state.without
        node = self.found(state)
        if bit and not isinstance(node, Guard):
            return self._into(bit.bit_length() - 1, state)
        return node, state

    def successors(self, node: Node, state: State) -> Iterator[tuple[Node, State]]:
        """Where a node leads to, with what is known there."""
        if isinstance(node, Select):
            yield self._chosen(state)
        elif isinstance(node, Call):
            yield from self._answers(node, state._replace(said=False))
        elif isinstance(node, Guard):
            bit = 1 << node.item.index
            yield self._into(node.item.index, state._replace(having=state.having & ~bit, passed=state.passed & ~bit))
            yield self._chosen(self._passed(node, state))
        elif isinstance(node, Leave):
            index = self.routine.number.get(node.to, -1) if node.how == "nextitem" else -1
            if index >= 0:
                yield self._into(index, state)
        elif isinstance(node, Filled):
            yield from ((following, state) for following in self.after_filled(node, state))
        elif isinstance(node, Throw):
            yield from ((head, state) for head in node.heads)
            if not node.heads and node.default == "go on" and node.next:
                yield node.next, state
        else:
            yield from self._plain(node, state)

    def _plain(self, node: Node, state: State) -> Iterator[tuple[Node, State]]:
        if isinstance(node, SayNode):
            state = state._replace(said=True)
        elif isinstance(node, Give):
            for value in node.values:
                state = self._gives(value.name, state, undefined=value.value == "undefined")
        elif isinstance(node, Clear):
            names = [self.routine.number[name] for name in node.names if name in self.routine.number]
            state = state.taken(sum(1 << index for index in set(names)) & self.everything if node.names else self.everything)
        elif isinstance(node, Test):
            yield from ((branch.head, state) for branch in node.branches)
        elif isinstance(node, Work):
            for name in node.gives:
                state = self._gives(name, state)
            if node.failed:
                yield node.failed, state
        if node.next:
            yield node.next, state

    def _gives(self, name: str, state: State, *, undefined: bool = False) -> State:
        """A variable gets a value: its item has one, and items that were passed over because of it may have their turn."""
        index = self.numbers.get(name)
        if index is not None:
            state = state.taken(1 << index & self.everything) if undefined else state.given(1 << index)
        again = self.by_cond.get(name, 0) & state.passed
        return state._replace(without=state.without | again) if again else state

    def _answers(self, call: Call, state: State) -> Iterator[tuple[Node, State]]:
        filled = state
        if call.item.index >= 0:
            filled = state.given(1 << call.item.index) if call.item.kind != "menu" else state
        others = self.mixed & filled.without
        if others and (call.item.kind == "initial" or call.item.index in self.routine.mixed):
            filled = filled._replace(having=filled.having | others)
        yield call.filled, filled
        for node in (*call.silence, *call.mistake):
            yield node, state
        if call.failure:
            yield call.failure, state
        for _, node in (*call.choices, *call.links):
            yield node, state

    def after_filled(self, node: Filled, state: State) -> list[Node]:
        """Whether what a form does once several items have values comes next: one node when that is sure, else both."""
        needed = sum(1 << index for index in node.needed)
        if needed & ~state.having:
            return [node.next] if node.next else []
        if not needed & (state.without | state.passed):
            return [node.body]
        return [node.body, *([node.next] if node.next else [])]


def _never(item: Item) -> bool:
    """Whether an item is not visited in any call, unless something leads straight to it: its condition is false by itself."""
    return bool(item.cond) and truth.evaluate(item.cond, "", None) is False
