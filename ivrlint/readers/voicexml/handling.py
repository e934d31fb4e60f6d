"""What happens when a caller says nothing, or something that is not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrlint.flow import Handler, Mark, Target
from ivrlint.readers.voicexml import nodes
from ivrlint.readers.voicexml.inputs import timeout
from ivrlint.readers.voicexml.nodes import Call, Node

if TYPE_CHECKING:
    from ivrlint.readers.voicexml.writing import Writer


def handler(writer: Writer, call: Call, heads: list[Node], name: str) -> Handler:
    """What happens after a mistake: the tries before something else than asking again comes."""
    mark = call.mark
    again = Target(name, mark)
    if not heads:
        return Handler(mark, 0.0, 1, _root(writer) if writer.book.missing_root else again)
    for tries, head in enumerate(heads, 1):
        if not returns(writer, head, call):
            return Handler(_place(head, mark), 0.0, tries, writer.target(head, None, head.mark))
    head = heads[0]
    if writer.book.missing_root:  # a handler there for a later time would be chosen then
        return Handler(_place(head, mark), 0.0, len(heads) + 1, _root(writer))
    return Handler(_place(head, mark), 0.0, 1, writer.target(head, None, head.mark) or again)


def silence(writer: Writer, call: Call, name: str) -> Handler:
    """What happens on silence, and when."""
    after, written = timeout(call.item)
    return handler(writer, call, call.silence, name)._replace(after=after, after_mark=written if after else None)


def _root(writer: Writer) -> Target:
    """What the root document does, which is not at hand."""
    return writer.book.unknown(writer.document.application, writer.document.mark(writer.document.root, "application"))


def _place(head: Node, mark: Mark) -> Mark:
    return head.mark if head.mark.file else mark


def returns(writer: Writer, head: Node, call: Call) -> bool:
    """Whether what a handler does leads back to its item in any case."""
    visiting = writer.visiting
    seen: set[Node] = set()
    todo = [head]
    while todo:
        node = todo.pop()
        if node in seen or node is call:
            continue
        seen.add(node)
        if len(seen) > 200 or node not in visiting.states:
            return False
        if isinstance(node, nodes.Call | nodes.Problematic):
            return False
        if isinstance(node, nodes.Leave) and node.how != "nextitem":
            return False
        if isinstance(node, nodes.Throw) and not node.heads:
            return False
        if isinstance(node, nodes.Work):
            todo += [node.next] if node.next else []
            continue
        todo += [following for following, _ in visiting.successors(node, visiting.states[node])]
    return True
