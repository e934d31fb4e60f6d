"""Makes of the many nodes of a dialplan the few that a caller would tell of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ivrlint.readers.asterisk.counting import Counting
from ivrlint.readers.asterisk.nodes import Node, Way
from ivrlint.readers.asterisk.survey import Survey

_MOST_CASES = 60
_STATE = re.compile(r"DEVICE_STATE\([^()]*\)[\"']?\s*(==?|!=)\s*[\"']?(NOT_INUSE|BUSY|INUSE|RINGINUSE|UNAVAILABLE|ONHOLD)\b")
_JOINS_PROMPT = frozenset({"menu", "collect", "record", "hang_up", "directory", "password"})


class Folding:
    """Works on the list of nodes; `ends[i]` is the node that node `i` has become part of."""

    def __init__(self, nodes: list[Node], roots: Iterable[int], survey: Survey) -> None:
        self.nodes = nodes
        self.roots = set(roots)
        self.survey = survey
        self.became: dict[int, int] = {}
        self._jumps()
        self._same_ways()
        self._cases()
        self._busy()
        self._count()
        self._sequences()
        self.kept = self._reached()

    def at(self, number: int) -> int:
        """The node that a node has become part of."""
        path: list[int] = []
        while number in self.became:
            path.append(number)
            number = self.became[number]
        for one in path:
            self.became[one] = number
        return number

    def _jumps(self) -> None:
        """A jump to nowhere belongs to the ways that lead to it."""
        for node in self.nodes:
            for way in node.ways:
                if isinstance(way.to, int) and self.nodes[way.to].kind == "jump" and way.to not in self.roots:
                    jump = self.nodes[way.to].ways[0]
                    way.to, way.mark = jump.to, jump.mark

    def _same_ways(self) -> None:
        """A check with one way on is none."""
        into: dict[int, list[int]] = {}
        todo = []
        for number, node in enumerate(self.nodes):
            if node.kind == "check":
                todo.append(number)
                for way in node.ways:
                    if isinstance(way.to, int):
                        into.setdefault(way.to, []).append(number)
        while todo:
            number = todo.pop()
            if number in self.became:
                continue
            targets = {self.at(way.to) if isinstance(way.to, int) else way.to for way in self.nodes[number].ways}
            only = next(iter(targets)) if len(targets) == 1 else None
            if isinstance(only, int) and only != number:
                self.became[number] = only
                self.nodes[only].keys.extend(self.nodes[number].keys[:50])
                todo += into.get(number, ())
                into.setdefault(only, []).extend(into.get(number, ()))
        self._redirect()

    def _cases(self) -> None:
        """Checks of one variable behind one another are one check with several cases."""
        into = self._counts()
        for number, node in enumerate(self.nodes):
            if node.kind != "check" or not node.facts.get("variable") or number in self.became:
                continue
            seen = {number}
            labels = {way.label for way in node.ways}
            while len(node.ways) < _MOST_CASES:
                other = node.way("otherwise")
                to = other.to if other else None
                if other is None or not isinstance(to, int) or to in seen or into.get(to, 0) != 1 or to in self.roots:
                    break
                behind = self.nodes[to]
                same = behind.kind == "check" and behind.facts.get("variable") == node.facts["variable"]
                if not same or any(way.label in labels for way in behind.ways if way.exit == "case"):
                    break
                seen.add(to)
                node.ways.remove(other)
                node.ways += behind.ways
                labels.update(way.label for way in behind.ways)
                self.became[to] = number

    def _busy(self) -> None:
        """Whether a phone is busy, asked before it rings, is one of the reasons why nobody answers there."""
        into = self._counts()
        for number, node in enumerate(self.nodes):
            ways = _free_and_busy(node) if node.kind == "check" and number not in self.became else None
            if ways is None:
                continue
            free, busy = ways
            rung = self.nodes[free.to] if isinstance(free.to, int) and into.get(free.to) == 1 else None
            if rung is None or rung.kind != "transfer" or not isinstance(free.to, int) or free.to in self.roots:
                continue
            if rung.way("busy") is None:
                rung.ways.append(Way("busy", busy.to, busy.mark))
            self.became[number] = free.to
        self._redirect()

    def _count(self) -> None:
        Counting(self.nodes, self.survey).fold()

    def _sequences(self) -> None:
        """What is said before something is asked, or before more is said, belongs to it."""
        into = self._counts()
        for number, node in enumerate(self.nodes):
            if number in self.became:
                continue
            while node.kind in ("say", "set", "run"):
                to = node.ways[0].to if node.ways else None
                if (
                    not isinstance(to, int)
                    or to == number
                    or into.get(to, 0) != (2 if node.kind == "run" else 1)
                    or to in self.roots
                ):
                    break
                if to in self.became or not _belong(node, self.nodes[to]):
                    break
                self.became[to] = number
                _join(node, self.nodes[to])
        self._redirect()
        for node in self.nodes:
            if node.kind == "menu" and node.facts.get("others"):
                _name_others(node)

    def _counts(self) -> dict[int, int]:
        """How many ways lead to each node from those that calls come to."""
        into: dict[int, int] = {}
        for number in self._reached():
            for way in self.nodes[number].ways:
                if isinstance(way.to, int):
                    into[way.to] = into.get(way.to, 0) + 1
        return into

    def _redirect(self) -> None:
        for node in self.nodes:
            for way in node.ways:
                if isinstance(way.to, int):
                    way.to = self.at(way.to)

    def _reached(self) -> list[int]:
        seen = {self.at(root) for root in self.roots}
        todo = list(seen)
        while todo:
            node = self.nodes[todo.pop()]
            for way in node.ways:
                if isinstance(way.to, int) and way.to not in seen and not just_ends(node, self.nodes[way.to]):
                    seen.add(way.to)
                    todo.append(way.to)
        return sorted(seen)


def _free_and_busy(node: Node) -> tuple[Way, Way] | None:
    """The ways on from a check of one phone: when it is free, and when it is not."""
    found = _STATE.search(node.facts.get("asks", ""))
    if found is None or len(node.ways) != 2:
        return None
    is_busy = (found[2] != "NOT_INUSE") is (found[1] != "!=")
    return (node.ways[1], node.ways[0]) if is_busy else (node.ways[0], node.ways[1])


def just_ends(node: Node, behind: Node) -> bool:
    """Whether the call ends without a word behind somebody who was rung, or a message that was left."""
    return node.kind in ("transfer", "message") and behind.kind == "hang_up" and not behind.prompts


def _belong(node: Node, behind: Node) -> bool:
    if node.kind == "set":
        return behind.kind == "set"
    if node.kind == "run":
        return behind.kind == "run" and behind.word == node.word and node.word.lower() in ("mysql", "system")
    if not node.prompts or node.extension is not behind.extension or node.key[:2] != behind.key[:2]:
        return False
    if behind.kind == "say":
        return bool(behind.prompts) and behind.interrupts == node.interrupts and len(node.prompts) < 40
    if behind.kind == "hang_up" and behind.word.lower() in ("hangup", "end"):
        return True
    return behind.kind in _JOINS_PROMPT and (not behind.prompts or node.interrupts)


def _name_others(node: Node) -> None:
    """A key that the prompt names, and that no line asks for, leads where all other keys do."""
    usual = node.way("no_match")
    said = " ".join(prompt.text for prompt in node.prompts)
    if usual is None:
        return
    for key in dict.fromkeys(re.findall(r"(?<![\w.,:{])[0-9*](?![\w:}]|[.,]\d)", said)):
        if key in node.facts["others"]:
            node.ways.append(Way("option", usual.to, usual.mark, key))


def _join(node: Node, behind: Node) -> None:
    """Make two nodes one, which keeps the place of the first."""
    prompts = [*node.prompts, *behind.prompts]
    keys = [*node.keys, *behind.keys]
    if node.kind == "set":
        node.facts["values"] = [*node.facts["values"], *behind.facts["values"]]
    elif node.kind == "run":
        node.facts["uses"] = tuple(dict.fromkeys((*node.facts["uses"], *behind.facts["uses"])))
        node.facts["gives"] = tuple(dict.fromkeys((*node.facts["gives"], *behind.facts["gives"])))
    else:
        node.facts = {**node.facts, **behind.facts}
        node.kind, node.word = behind.kind, node.word if behind.kind in ("say", "hang_up") else behind.word
        node.interrupts = behind.interrupts if behind.kind == "say" else node.interrupts
    node.prompts, node.ways, node.keys = prompts, behind.ways, keys
