"""Which flows have to do with one another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from ivrlint.flow import Refusal
from ivrlint.running.value import Card, Group, Source

Linked = tuple[bytes | Refusal | None, Card]
"""The content of a file that a flow leads to, None where there is no such file, and its card."""


def groups(sources: Mapping[str, Source], cards: Mapping[str, Card], linked: Callable[[str], Linked]) -> Iterator[Group]:
    """The flows that were asked for, grouped: two are in one group when one leads to the other, or both to the same file.

    `linked` gives what a path holds that was not asked for; it is asked once.
    """
    ties = _Ties()
    others: dict[str, Linked] = {}
    gone: dict[str, list[str]] = {}
    by_name: dict[str, str] = {}
    todo = deque((file, cards[file]) for file in sources)
    while todo:
        file, card = todo.popleft()
        if card.links_by_name:
            ties.tie(file, by_name.setdefault(card.format, file))
        for target in _targets(card):
            if target not in sources:
                if target not in others:
                    others[target] = linked(target)
                    todo.append((target, others[target][1]))
                if others[target][0] is None:
                    gone.setdefault(file, []).append(target)
                    continue
            ties.tie(file, target)
    members: dict[str, list[str]] = {}
    for file in (*sources, *others):
        members.setdefault(ties.first(file), []).append(file)
    for files in members.values():
        own = tuple(sources[file] for file in files if file in sources)
        known = [*(file for file in files if file in others), *(target for file in files for target in gone.get(file, ()))]
        if own:
            card = cards[own[0].file]
            alone = card if len(files) == 1 and card.alone else None
            yield Group(own, {target: others[target][0] for target in sorted(known)}, alone)


def _targets(card: Card) -> Iterator[str]:
    yield from card.leads_to
    for path in card.wants:
        if any(sign in path for sign in "*?["):
            from ivrlint.readers.desk import matching

            yield from matching(path)
        else:
            yield path


class _Ties:
    """Files that are tied together, at first each only to itself."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def first(self, file: str) -> str:
        """The file that stands for all that are tied to this one."""
        way = []
        while (above := self._above.get(file, file)) != file:
            way.append(file)
            file = above
        self._above.update(dict.fromkeys(way, file))
        return file

    def tie(self, one: str, other: str) -> None:
        """Tie two files together."""
        one, other = self.first(one), self.first(other)
        if one != other:
            self._above[other] = one
