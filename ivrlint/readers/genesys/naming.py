"""What the steps of a flow are called: as its author called the actions, with their place behind where that is not enough.

Actions are counted along the ways of a call, never in the order of the file, so that both forms of a flow get the same names.
"""

from __future__ import annotations

import re
from collections import Counter

from ivrlint.readers.genesys.draft import LEADS_ON, MENU, Action, Draft, Menu, Ref, Task

WAITING = "(waiting in the queue)"
"""The step of a flow that callers hear while they wait: somebody may answer there."""

GREETING = "Initial Greeting"
"""The step of what callers hear before the first menu or task."""

_LONGEST, _SHORT = 80, 40
_FILES = (".yaml", ".yml", ".json")

_ORDER = (
    "yes",
    "no",
    "found",
    "notFound",
    "success",
    "active",
    "open",
    "inactive",
    "closed",
    "holiday",
    "emergency",
    "failure",
    "timeout",
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_RANK = {label: rank for rank, label in enumerate(_ORDER)}


class Names:
    """The names of all actions by number, and of all menus by key; further names are never one of these."""

    def __init__(self, draft: Draft, prefix: str = "") -> None:
        self._prefix = prefix
        things = [thing for thing in in_order(draft) if isinstance(thing, str) or draft.actions[thing].kind not in LEADS_ON]
        often = Counter(_clean(_thing(draft, thing).name) for thing in things)
        self._taken = {WAITING, GREETING}
        self._counts: Counter[str] = Counter()
        self.actions: dict[int, str] = {}
        self.menus: dict[str, str] = {}
        for thing in things:
            name = _clean(_thing(draft, thing).name)
            own = self.new(name if often[name] == 1 else f"{name} ({self._place(draft, thing)})")
            if isinstance(thing, int):
                self.actions[thing] = own
            else:
                self.menus[thing] = own

    def _place(self, draft: Draft, thing: int | str) -> str:
        """Where an action or a menu stands: in an output of another action, in a task, in a menu."""
        if isinstance(thing, str):
            parent = draft.menus[thing].parent
            return parent.name if parent else "menu"
        action = draft.actions[thing]
        if action.inside is None:
            return action.task.name if action.task else action.place
        number, label = action.inside
        outer = self.actions.get(number, "")
        return f"{outer if 0 < len(outer) <= _SHORT else draft.actions[number].name} {spoken(label)}"

    def new(self, name: str) -> str:
        """A name that no step has yet."""
        name = _clean(f"{self._prefix}{name}" if not name.startswith(self._prefix) else name)
        name = f"{name} step" if name.lower().endswith(_FILES) else name
        result = name
        while result in self._taken:
            self._counts[name] += 1 + (name not in self._counts)
            result = f"{name} {self._counts[name]}"
        self._taken.add(result)
        return result


def in_order(draft: Draft) -> list[int | str]:
    """Numbers of actions and keys of menus as calls come to them; what no call comes to stands last."""
    result = reached(draft)
    tasks = sorted(draft.tasks.values(), key=lambda task: (task.name, task.mark))
    menus = sorted(draft.menus.values(), key=lambda menu: (menu.name, menu.mark))
    firsts = [task.first for task in tasks if task.kind != "inline"]
    for root in (*(menu.key for menu in menus), *firsts, *range(len(draft.actions))):
        _walk(draft, root, result)
    return list(result)


def reached(draft: Draft) -> dict[int | str, None]:
    """Numbers of actions and keys of menus that calls come to, in the order in which they do."""
    result: dict[int | str, None] = {}
    _walk(draft, _first(draft, draft.start), result)
    _walk(draft, _first(draft, draft.trouble.ref if draft.trouble else None), result)
    return result


def _walk(draft: Draft, root: int | str | None, result: dict[int | str, None]) -> None:
    todo = [root]
    while todo:
        thing = todo.pop()
        if thing is not None and thing not in result:
            result[thing] = None
            todo.extend(reversed(_ahead(draft, thing)))


def _ahead(draft: Draft, thing: int | str) -> list[int | str | None]:
    if isinstance(thing, str):
        choices = sorted(draft.menus[thing].choices, key=lambda choice: choice.key or "~")
        return [choice.action for choice in choices]
    action = draft.actions[thing]
    labels = sorted(action.outputs, key=lambda label: _RANK.get(label, len(_RANK)))
    return [*(action.outputs[label] for label in labels), action.next, _first(draft, action.ref)]


def _first(draft: Draft, ref: Ref | None) -> int | str | None:
    if ref is None:
        return None
    if ref.kind == MENU:
        return ref.key if ref.key in draft.menus else None
    task: Task | None = draft.tasks.get(ref.key)
    return task.first if task else None


def _clean(name: str) -> str:
    name = " ".join(name.split())
    return (name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…") or "step"


def _thing(draft: Draft, thing: int | str) -> Action | Menu:
    return draft.actions[thing] if isinstance(thing, int) else draft.menus[thing]


def spoken(label: str) -> str:
    """The label of an output as words: `notFound` is `not found`."""
    return " ".join(part.lower() for part in _HUMP.split(label)) if label.isalpha() else label
