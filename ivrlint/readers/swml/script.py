"""The sections of a SWML document as blocks of statements, each at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ivrlint.flow import Mark, Problem
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.tree import At, List, Map, mark

MAIN = "main"
"""The section in which a call begins."""

_SHORT_FORM = {"play": "url", "goto": "label", "execute": "dest", "transfer": "dest", "label": "name", "return": "value"}
"""What a method takes that is written without braces."""


class Block:
    """Statements that follow one another; behind the last one the call goes on at `after`, or the section ends."""

    __slots__ = ("after", "section", "statements")

    def __init__(self, section: Section, after: Position | None) -> None:
        self.section = section
        self.after = after
        self.statements: list[Statement] = []


class Position(NamedTuple):
    """A place between statements: what comes next is number `at` of the block, or what follows the block."""

    block: Block
    at: int


class Clause(NamedTuple):
    """One condition of a `cond`, and what is done where it holds; `else` has no condition."""

    when: str | None
    body: Block
    mark: Mark


class CaseOf(NamedTuple):
    """One case of a `switch`."""

    name: str
    body: Block
    mark: Mark


class Statement:
    """One method with its arguments. `value` is what is written behind the method, `cases` and `clauses` belong to branches."""

    __slots__ = ("args", "block", "cases", "clauses", "default", "index", "label", "mark", "method", "value")

    def __init__(self, method: str, value: Any, where: Mark, block: Block) -> None:  # noqa: ANN401 - any value
        self.method = method
        self.value = value
        self.mark = where
        self.block = block
        self.index = len(block.statements)
        self.args = _arguments(method, value, where)
        self.label = ""
        self.cases: list[CaseOf] = []
        self.default: Block | None = None
        self.clauses: list[Clause] = []
        block.statements.append(self)

    @property
    def here(self) -> Position:
        """The position before this statement."""
        return Position(self.block, self.index)

    @property
    def next(self) -> Position:
        """The position behind this statement."""
        return Position(self.block, self.index + 1)

    def place(self, *keys: str) -> Mark:
        """Where the first of some arguments stands; else the method."""
        at = next((self.args.value_at[key] for key in keys if key in self.args.value_at), None)
        return mark(self.mark.file, at) if at else self.mark

    def text(self, *keys: str) -> str:
        """The first of some arguments that is written, as text."""
        return next((plain(self.args[key]) for key in keys if self.args.get(key) is not None), "")

    def number(self, key: str) -> float | None:
        """An argument that is a number of seconds, digits or times, also where it is written as text."""
        value = self.args.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return None
        try:
            number = float(value)
        except (ValueError, OverflowError):
            return None
        return number if 0 <= number <= 86_400 else None


class Section:
    """One section of a document: `first` is its block, `all` are its statements in the order of the file."""

    __slots__ = ("all", "end", "first", "labels", "name", "script")

    def __init__(self, name: str, script: Script, end: Mark) -> None:
        self.name = name
        self.script = script
        self.end = end
        self.first = Block(self, None)
        self.all: list[Statement] = []
        self.labels: dict[str, Position] = {}


class Script:
    """A document: its sections by name. `prefix` names a document that stands inside another one."""

    __slots__ = ("prefix", "sections")

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.sections: dict[str, Section] = {}


def read_script(sections: Map, file: str, prefix: str, problems: list[Problem]) -> Script:
    """The sections that a mapping of names to lists holds."""
    script = Script(prefix)
    for name, body in sections.items():
        section = script.sections[name] = Section(name, script, mark(file, sections.key_at[name]))
        if body is None:
            continue
        if not isinstance(body, List):
            problems.append(Problem(f"the section {name!r} must be a list of methods", mark(file, sections.value_at[name])))
            continue
        _Filling(section, file, problems).fill(body)
    return script


class _Filling:
    """Reads the statements of one section: branches inside branches without recursion, in the order of the file."""

    def __init__(self, section: Section, file: str, problems: list[Problem]) -> None:
        self.section = section
        self.file = file
        self.problems = problems
        self.todo: list[tuple[Iterator[tuple[Any, At]], Block]] = []

    def fill(self, body: List) -> None:
        self._open(body, self.section.first)
        while self.todo:
            items, block = self.todo[-1]
            item = next(items, None)
            if item is None:
                self.todo.pop()
            else:
                self._item(*item, block)
        for statement in self.section.all:
            previous = statement.block.statements[statement.index - 1] if statement.index else None
            if previous and previous.method == "label":
                statement.label = previous.text("name")

    def _open(self, body: Any, block: Block, at: At | None = None) -> None:  # noqa: ANN401 - any value
        items = zip(body, body.item_at, strict=True) if isinstance(body, List) else iter([(body, at or (1, 1, 1, 2))])
        if body is not None:
            self.todo.append((items, block))

    def _item(self, item: Any, at: At, block: Block) -> None:  # noqa: ANN401 - any value
        if isinstance(item, str):
            self._statement(item, None, mark(self.file, at), block)
        elif isinstance(item, Map) and item:
            opened = []
            for method in sorted(item, key=lambda key: key != "label"):
                before = len(self.todo)
                self._statement(method, item[method], mark(self.file, item.key_at[method]), block)
                opened.append(self.todo[before:])
                del self.todo[before:]
            for branches in reversed(opened):
                self.todo += branches
        else:
            self.problems.append(Problem("a step must be a mapping with the name of a method", mark(self.file, at)))

    def _statement(self, method: str, value: Any, where: Mark, block: Block) -> None:  # noqa: ANN401 - any value
        statement = Statement(method, value, where, block)
        self.section.all.append(statement)
        if method == "label":
            self.section.labels.setdefault(statement.text("name"), statement.here)
        elif method == "switch":
            self._switch(statement, statement.args)
        elif method == "cond":
            self._cond(statement, value)
        elif method in ("execute", "connect"):
            self._result(statement, statement.args)

    def _switch(self, statement: Statement, args: Map) -> None:
        cases = args.get("case")
        opened: list[tuple[Any, Block, At]] = []
        if isinstance(cases, Map):
            for name, body in cases.items():
                block = Block(self.section, statement.next)
                statement.cases.append(CaseOf(name, block, mark(self.file, cases.key_at[name])))
                opened.append((body, block, cases.value_at[name]))
        elif cases is not None or "default" not in args:
            self.problems.append(Problem("a `switch` must have a `case` with the answers", statement.place("case")))
        if args.get("default") is not None:
            statement.default = Block(self.section, statement.next)
            opened.append((args["default"], statement.default, args.value_at["default"]))
        for body, block, at in reversed(opened):
            self._open(body, block, at)

    def _cond(self, statement: Statement, value: Any) -> None:  # noqa: ANN401 - any value
        opened: list[tuple[Any, Block, At]] = []
        for clause in value if isinstance(value, List) else [value]:
            if not isinstance(clause, Map) or not clause.keys() & {"when", "else"}:
                self.problems.append(Problem("a `cond` must be a list of `when` with `then`, and `else`", statement.mark))
                continue
            for key, when in (("then", plain(clause.get("when"))), ("else", None)):
                if key in clause or (key == "then" and "when" in clause):
                    block = Block(self.section, statement.next)
                    at = clause.value_at.get("when" if when is not None else key, clause.at)
                    statement.clauses.append(Clause(when, block, mark(self.file, at)))
                    opened.append((clause.get(key), block, clause.value_at.get(key, clause.at)))
        for body, block, at in reversed(opened):
            self._open(body, block, at)

    def _result(self, statement: Statement, args: Map) -> None:
        """What is done with the result of a call or of a section stands inside the method; it comes after it."""
        result = args.get("result")
        if statement.method == "execute" and args.get("on_return") is not None:
            self._open(args["on_return"], statement.block, args.value_at["on_return"])
        if not isinstance(result, Map | List):
            return
        where = mark(self.file, args.key_at["result"])
        branch = Statement("switch" if isinstance(result, Map) else "cond", result, where, statement.block)
        self.section.all.append(branch)
        if isinstance(result, List):
            self._cond(branch, result)
            return
        if "variable" not in branch.args:
            variable = "connect_result" if statement.method == "connect" else "return_value"
            branch.args["variable"] = variable
            branch.args.key_at["variable"] = branch.args.value_at["variable"] = args.key_at["result"]
        self._switch(branch, branch.args)


def plain(value: Any) -> str:  # noqa: ANN401 - any value
    """A scalar as text; nothing for anything else."""
    if value is None or isinstance(value, Map | List):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def texts_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value
    """All texts inside a value, in its order."""
    todo = [value]
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Map):
            todo.extend(reversed(list(value.values())))
        elif isinstance(value, List):
            todo.extend(reversed(value))


def clean(name: str) -> str:
    """A name without line breaks, and without what native files would take for another file."""
    return re.sub(r"(?i)\.(yaml|yml|json)$", r" \1", " ".join(name.split())) or "(no name)"


def _arguments(method: str, value: Any, where: Mark) -> Map:  # noqa: ANN401 - any value
    """The arguments as a mapping: also where they are written as one value, or as a list of mappings with one key each."""
    if isinstance(value, Map):
        return value
    at = where[1:]
    result = Map(at)
    parts = [each for each in value if isinstance(each, Map)] if isinstance(value, List) else []
    if parts and method != "cond":
        for part in parts:
            result.update(part)
            result.key_at.update(part.key_at)
            result.value_at.update(part.value_at)
    elif value is not None:
        key = _SHORT_FORM.get(method, "")
        result[key] = value
        result.key_at[key] = at
        result.value_at[key] = value.at if isinstance(value, List) else at
    return result
