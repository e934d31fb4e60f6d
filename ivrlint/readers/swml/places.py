"""Where a call goes on: from a position in a document to the step that comes next."""

from __future__ import annotations

from ivrlint.flow import Mark, Target
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.swml.conditions import Condition, Known, holds, parse
from ivrlint.readers.swml.script import Position, Section, Statement, clean, texts_in
from ivrlint.readers.swml.words import names_in, variable

SILENT = frozenset(
    [
        "answer",
        "record_call",
        "stop_record_call",
        "live_transcribe",
        "live_translate",
        "tap",
        "stop_tap",
        "denoise",
        "stop_denoise",
        "sleep",
        "unset",
        "send_digits",
        "detect_machine",
        "user_event",
        "label",
        "stream",
        "stop_stream",
        "transcribe",
        "transcribe_stop",
        "ai_sidecar",
    ]
)
"""Methods of which the caller notices nothing, and that decide nothing."""

_FARTHEST = 200
"""Branches that one answer is followed through."""

_MOST_CLAUSES = 100
"""Conditions of a `cond` that is looked into."""


class Place(NamedTuple):
    """A step: a statement, or the end of a section. `returns` tells whether the section was executed and comes back.

    `clause` is the number of the condition with which a `cond` begins whose first ones are already decided.
    """

    statement: Statement | None
    section: Section
    returns: bool
    clause: int = 0


class Outside(NamedTuple):
    """A target that is no step: a section or a label that does not exist."""

    name: str
    mark: Mark


Landing = Place | Outside


class Places:
    """Finds steps, and names them. `wanted` are the sections that were come to, each as it was: for good, or to return."""

    def __init__(self) -> None:
        self.wanted: list[tuple[Section, bool]] = []
        self._entered: set[tuple[int, bool]] = set()
        self.loops: set[tuple[int, bool]] = set()
        self.consumed: set[Place] = set()
        self._landed: dict[tuple[int, int, bool], Landing] = {}
        self._ends: dict[tuple[int, int], bool] = {}
        self._names: dict[tuple[int, bool], str] = {}
        self._taken: set[str] = set()
        self._counted: dict[str, int] = {}
        self._conditions: dict[str, Condition | None] = {}

    def name(self, place: Place) -> str:
        """The name of a step."""
        self.enter(place.section, returns=place.returns)
        if place.statement is None:
            return self._named(id(place.section), place.returns, place.section, "return" if place.returns else "end")
        name = self._named(id(place.statement), place.returns, place.section, place.statement.method)
        return f"{name} (from condition {place.clause + 1})" if place.clause else name

    def target(self, landing: Landing, where: Mark) -> Target:
        """The way to where a call goes on."""
        if isinstance(landing, Outside):
            name = clean(landing.name)
            return Target(f"section {name}" if name in self._taken else name, landing.mark)
        return Target(self.name(landing), where)

    def land(self, position: Position, returns: bool) -> Landing:
        """The step at a position, past all that is no step."""
        way: list[tuple[int, int, bool]] = []
        found: Landing | None = None
        seen: set[tuple[int, int, bool]] = set()
        while found is None:
            key = id(position.block), position.at, returns
            if key in self._landed:
                found = self._landed[key]
                break
            block = position.block
            ahead = block.statements[position.at] if position.at < len(block.statements) else None
            if key in seen and ahead is not None:
                self.loops.add((id(ahead), returns))
                found = Place(ahead, block.section, returns)
                break
            seen.add(key)
            way.append(key)
            if ahead is None:
                if block.after is None:
                    found = Place(None, block.section, returns)
                else:
                    position = block.after
                continue
            onward = None if (id(ahead), returns) in self.loops else self.onward(ahead, returns)
            if isinstance(onward, Outside):
                found = onward
            elif onward is None:
                found = Place(ahead, block.section, returns)
            else:
                position, returns = onward
                self.enter(position.block.section, returns=returns)
        for key in way:
            self._landed[key] = found
        return found

    def onward(self, statement: Statement, returns: bool) -> tuple[Position, bool] | Outside | None:
        """Where a statement leads that is no step of its own; None when it is one."""
        method = statement.method
        if method in SILENT:
            return None if _reads(statement) else (statement.next, returns)
        if method == "goto":
            label = statement.block.section.labels.get(statement.text("label"))
            if label is None:
                return Outside(statement.text("label") or "(no label)", statement.place("label"))
            counted = statement.args.get("when") is not None or statement.args.get("max") is not None
            return None if counted else (label, returns)
        if method in ("transfer", "execute") and statement.args.get("params") is None:
            section = self.destination(statement)
            if isinstance(section, Outside):
                return section
            if section and method == "transfer":
                return Position(section.first, 0), False
            if section and self._ends_behind(statement.next):
                return Position(section.first, 0), returns
        return None

    def destination(self, statement: Statement) -> Section | Outside | None:
        """The section that `dest` names; None for an address, a variable or a document that is written there."""
        dest = statement.text("dest").strip()
        script = statement.block.section.script
        if dest in script.sections:
            return script.sections[dest]
        if not dest or "/" in dest or ":" in dest or names_in(dest) or dest[:1] in "{[<" or "\n" in dest:
            return None
        return Outside(dest, statement.place("dest"))

    def follow(self, position: Position, returns: bool, known: Known) -> tuple[Landing, list[Place]]:
        """Where a call goes on whose answer is known, and the branches that it went through."""
        known = dict(known)
        through: list[Place] = []
        landing = self.land(position, returns)
        for _ in range(_FARTHEST):
            statement = landing.statement if isinstance(landing, Place) and not landing.clause else None
            if not isinstance(landing, Place) or statement is None:
                break
            if statement.method == "set" and _copies(statement, known):
                through.append(landing)
                landing = self.land(statement.next, landing.returns)
                continue
            decided = self._decide(statement, known)
            if decided is None:
                break
            through.append(landing)
            if isinstance(decided, int):
                landing = landing._replace(clause=decided)
                break
            landing = self.land(decided, landing.returns)
        return landing, through

    def condition(self, text: str) -> Condition | None:
        """What a condition says; each is read once."""
        if text not in self._conditions:
            self._conditions[text] = parse(text)
        return self._conditions[text]

    def _decide(self, statement: Statement, known: Known) -> Position | int | None:
        """Where a branch leads; the number of the first condition that is not decided; None when not even the first is."""
        if statement.method == "switch":
            name = variable(statement.text("variable").strip("${}% "))
            if name not in known:
                return None
            value = known[name].lower()
            body = next((case.body for case in statement.cases if case.name.lower() == value), statement.default)
            return Position(body, 0) if body else statement.next
        if statement.method != "cond" or len(statement.clauses) > _MOST_CLAUSES:
            return None
        for number, clause in enumerate(statement.clauses):
            condition = () if clause.when is None else self.condition(clause.when)
            verdict = True if clause.when is None else holds(condition, known) if condition else None
            if verdict is None:
                return number or None
            if verdict:
                return Position(clause.body, 0)
        return statement.next

    def _ends_behind(self, position: Position) -> bool:
        """Whether nothing comes behind a position but the end of the section."""
        way: list[tuple[int, int]] = []
        result: bool | None = None
        while result is None:
            key = id(position.block), position.at
            if key in self._ends:
                result = self._ends[key]
                break
            way.append(key)
            block = position.block
            if position.at < len(block.statements):
                ahead = block.statements[position.at]
                if ahead.method not in SILENT or _reads(ahead):
                    result = False
                position = ahead.next
            elif block.after is None:
                result = True
            else:
                position = block.after
        for key in way:
            self._ends[key] = result
        return result

    def enter(self, section: Section, *, returns: bool) -> None:
        """Name all statements of a section, the first time that anything leads there."""
        if (id(section), returns) in self._entered:
            return
        self._entered.add((id(section), returns))
        self.wanted.append((section, returns))
        for statement in section.all:
            if statement.method not in ("label", *SILENT):
                self._named(id(statement), returns, section, statement.label or statement.method)

    def enter_unless_executed(self, section: Section) -> None:
        """Enter a section that no call came to yet, whether to stay there or to return."""
        if (id(section), True) not in self._entered:
            self.enter(section, returns=False)

    def _named(self, key: int, returns: bool, section: Section, what: str) -> str:
        if (key, returns) not in self._names:
            again = returns and (id(section), False) in self._entered
            prefix = f"{section.script.prefix}: " if section.script.prefix else ""
            base = clean(f"{prefix}{section.name}{' (executed)' if again else ''}: {what}")
            name, number = base, self._counted.get(base, 1)
            while name in self._taken:
                number += 1
                name = f"{base} {number}"
            self._counted[base] = number
            self._names[key, returns] = name
            self._taken.add(name)
        return self._names[key, returns]


def _reads(statement: Statement) -> bool:
    return statement.method != "label" and any(names_in(text) for text in texts_in(statement.value))


def _copies(statement: Statement, known: dict[str, str]) -> bool:
    """Whether a `set` only gives another name to what is known; that name is known then."""
    copies: dict[str, str] = {}
    for name, value in statement.args.items():
        source = variable(value.strip().strip("$%{} ")) if isinstance(value, str) and names_in(value) else ""
        if source not in known:
            return False
        copies[name] = known[source]
    known.update(copies)
    return bool(copies)
