"""The actions of a flow, as the Flow language writes them, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ivrlint.flow import Mark, Problem
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.tree import At, List, Map, mark

NOTHING = Map((1, 1, 1, 2))
"""In place of an object that is not there."""

NO_MATCH = "NoMatchingCondition"
ERROR = "NoMatchingError"
SILENCE = "InputTimeLimitExceeded"
INPUT = "GetParticipantInput"


class Way(NamedTuple):
    """One way out of an action: the action that it leads to, as written, and where."""

    to: str
    mark: Mark


class Condition(NamedTuple):
    """A way that is taken when the answer fits: an operator and its operands. `mark` is where the answer stands."""

    operator: str
    operands: tuple[str, ...]
    way: Way
    mark: Mark


@dataclass(slots=True, eq=False)
class Action:
    """One action (block) of a flow. `written` is its type as it stands in the file, `type` in the words of the Flow language.

    `shown` is what the editor keeps of it beside the language: the names of queues, flows and prompts.
    """

    id: str
    type: str
    written: str
    mark: Mark
    parameters: Map
    shown: Map
    next: Way | None
    conditions: list[Condition]
    errors: dict[str, Way]
    type_mark: Mark
    name: str = ""

    def text(self, *keys: str) -> str:
        """The first of some parameters that is written, as text; a path leads into an object (`RecordingBehavior.X`)."""
        for key in keys:
            value = self.value(key)
            if value is not None and not isinstance(value, Map | List):
                return plain(value)
        return ""

    def value(self, key: str) -> object:
        """A parameter as it stands there; None when there is none."""
        value: object = self.parameters
        for part in key.split("."):
            value = value.get(part) if isinstance(value, Map) else None
        return value

    def place(self, key: str) -> Mark:
        """Where a parameter stands, or else the action."""
        return self.place_in(self.parameters, key)

    def place_in(self, tree: Map, key: str) -> Mark:
        """Where a value of one of the objects of this action stands, or else the action."""
        at = tree.value_at.get(key)
        return mark(self.mark.file, at) if at and at[2:] > at[:2] else self.mark

    def seconds(self, *keys: str) -> float:
        """A number of seconds, 0 where it is not known or makes no sense."""
        return float(self.count(*keys))

    def count(self, *keys: str) -> int:
        """A whole number, 0 where it is not known or makes no sense."""
        text = self.text(*keys).strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

    def ways(self) -> Iterator[Way]:
        """All ways out, in the order of the language."""
        if self.next:
            yield self.next
        for condition in self.conditions:
            yield condition.way
        yield from self.errors.values()

    def error(self, *types: str) -> Way | None:
        """The way of the first of some errors that is connected."""
        return next((self.errors[type_] for type_ in types if type_ in self.errors), None)

    def answer(self, *operands: str) -> Way | None:
        """The way that is taken when the answer is one of these words."""
        wanted = {operand.lower() for operand in operands}
        return next((c.way for c in self.conditions if len(c.operands) == 1 and c.operands[0].lower() in wanted), None)


def collects(action: Action) -> bool:
    """Whether an input is stored: no condition looks at it."""
    if action.type != INPUT or action.conditions:
        return False
    stored = action.text("StoreInput").lower()
    return stored == "true" or (not stored and action.next is not None)


def plain(value: object) -> str:
    """A scalar as text: everything in the Flow language is, but people who write it by hand forget that."""
    if value is None:
        return ""
    return str(value).capitalize() if isinstance(value, bool) else str(value)


def as_map(value: object) -> Map:
    """An object, or an empty one."""
    return value if isinstance(value, Map) else NOTHING


def read_actions(flow: Map, file: str, problems: list[Problem]) -> dict[str, Action]:
    """The actions of a flow in the Flow language by their identifiers, and what is wrong with them."""
    actions: dict[str, Action] = {}
    shown = as_map(as_map(flow.get("Metadata")).get("ActionMetadata"))
    for item, at in zip(flow["Actions"], flow["Actions"].item_at, strict=True):
        if not isinstance(item, Map):
            problems.append(Problem("an action must be an object", mark(file, short(at))))
            continue
        name, type_ = item.get("Identifier"), item.get("Type")
        where = mark(file, short(item.value_at.get("Identifier", at)))
        if not isinstance(name, str) or not name.strip():
            problems.append(Problem("an action must have an `Identifier`", where))
        elif name in actions:
            problems.append(Problem(f"there are two actions with the identifier {name!r}: only the first one counts", where))
        else:
            if not isinstance(type_, str) or not type_:
                problems.append(Problem("an action must have a `Type`", where))
                type_ = ""
            reader = _Transitions(item, where, problems)
            actions[name] = Action(
                name,
                type_,
                type_,
                where,
                as_map(item.get("Parameters")),
                as_map(shown.get(name)),
                reader.next(),
                reader.conditions(),
                reader.errors(),
                mark(file, short(item.value_at["Type"])) if "Type" in item else where,
            )
    return actions


class _Transitions:
    """The transitions of one action."""

    def __init__(self, item: Map, where: Mark, problems: list[Problem]) -> None:
        self.where = where
        self.problems = problems
        self.transitions = as_map(item.get("Transitions"))
        if item.get("Transitions") is not None and not isinstance(item["Transitions"], Map):
            self._complain("`Transitions` must be an object", item.value_at["Transitions"])

    def next(self) -> Way | None:
        return self._way(self.transitions)

    def conditions(self) -> list[Condition]:
        found = []
        for item in self._list("Conditions"):
            way = self._way(item)
            inner = as_map(item.get("Condition"))
            operands = inner.get("Operands")
            texts = tuple(plain(o) for o in operands if not isinstance(o, Map | List)) if isinstance(operands, List) else ()
            if way:
                at = operands.item_at[0] if isinstance(operands, List) and operands else None
                found.append(Condition(plain(inner.get("Operator")), texts, way, self._mark(at) if at else way.mark))
        return found

    def errors(self) -> dict[str, Way]:
        found: dict[str, Way] = {}
        for item in self._list("Errors"):
            way = self._way(item)
            if way:
                found.setdefault(plain(item.get("ErrorType")) or ERROR, way)
        return found

    def _list(self, key: str) -> Iterator[Map]:
        items = self.transitions.get(key)
        if items is None:
            return
        if not isinstance(items, List):
            self._complain(f"`{key}` must be a list", self.transitions.value_at[key])
            return
        for item, at in zip(items, items.item_at, strict=True):
            if isinstance(item, Map):
                yield item
            else:
                self._complain(f"each of the `{key}` must be an object", at)

    def _way(self, item: Map) -> Way | None:
        to = item.get("NextAction")
        if isinstance(to, str) and to:
            return Way(to, self._mark(item.value_at["NextAction"]))
        if to is not None and to != "":
            self._complain("`NextAction` must be the identifier of an action", item.value_at["NextAction"])
        return None

    def _mark(self, at: At) -> Mark:
        return mark(self.where.file, short(at))

    def _complain(self, message: str, at: At) -> None:
        self.problems.append(Problem(message, self._mark(at)))


def short(at: At) -> At:
    """A place on one line, not empty: the beginning of what spans several."""
    return at if at[0] == at[2] and at[3] > at[1] else (at[0], at[1], at[0], at[1] + 1)
