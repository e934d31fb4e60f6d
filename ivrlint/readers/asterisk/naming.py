"""Names of steps: context, extension and label, as the author of the dialplan knows them."""

from __future__ import annotations

import re

from ivrlint.readers.asterisk.machine import Machine
from ivrlint.readers.asterisk.nodes import Node
from ivrlint.readers.asterisk.patterns import shown

_LONGEST = 100
_SUFFIX = re.compile(r"\.(ya?ml|json)\Z", re.IGNORECASE)


class Naming:
    """Gives each node a name of its own."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.taken: set[str] = set()
        self.copies: dict[str, int] = {}

    def name(self, node: Node, behind: str = "") -> str:
        """The name of one node, or of a second step that stands `behind` it, different from all names given before."""
        base = clean(f"{self._base(node)} {behind}")
        name, number = base, self.copies.get(base, 1)
        while name in self.taken:
            number += 1
            name = f"{base} ({number})"
        self.copies[base] = number
        self.taken.add(name)
        return name

    def _base(self, node: Node) -> str:
        key = node.key
        words = [key.context.removeprefix("&"), shown(key.exten)]
        label = self._label(node)
        if label:
            words.append(label)
        if node.word == "end" and node.kind == "hang_up" and not node.prompts:
            words.append("end")
        details = [f"{name} {value}" for name, value in key.known if value.isprintable() and value]
        frame = self.machine.frames[key.frame]
        while frame.depth and not frame.label and frame.above:
            frame = self.machine.frames[frame.above]
        if frame.label:
            details.append(frame.label)
        name = " ".join(word for word in words if word)
        if details:
            name += f" ({', '.join(details)})"
        return clean(name)

    def _label(self, node: Node) -> str:
        """What tells a node from the others of its extension: a label at it or above it, and the application."""
        if node.extension is None or node.line is None:
            return node.word
        priorities = {key.priority for key in node.keys if (key.context, key.exten) == (node.key.context, node.key.exten)}
        if not node.key.part:
            priorities.add(node.key.priority)
        lines = node.extension.lines
        if self.machine.survey.order(node.extension)[0] in priorities:
            return ""
        if not node.key.part:
            for priority in sorted(priorities, reverse=True):
                if priority <= node.key.priority and priority in lines and lines[priority].label[:1] not in ("", "~"):
                    return lines[priority].label
        above = self.machine.survey.label_above(node.extension, node.key.priority)
        word = node.word if node.word != "end" else ""
        return f"{above} {word}".strip()


def clean(name: str) -> str:
    """A text that may be the name of a step."""
    name = " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029\ufdd0-\ufdef]", " ", name).split())
    name = name[:_LONGEST].strip() or "step"
    return f"{name} step" if _SUFFIX.search(name) else name
