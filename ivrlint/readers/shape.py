"""A fast yes or no to the question whether a tree has the shape of the published schema.

It is compiled from the schema itself. What is wrong with a tree is for `explain` to say, at its leisure.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.tree import List, Map

Schema = Mapping[str, Any]
Check = Callable[[Any], bool]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_SCHEMA = Path(__file__).parent.parent / "schema" / "flow.schema.json"
_SAYS_NOTHING = frozenset(("$schema", "$id", "$defs", "title", "description", "default", "examples", "then", "else"))
_TYPES: dict[str, tuple[Check, tuple[type, ...]]] = {
    "object": (lambda value: isinstance(value, dict), (Map, dict)),
    "array": (lambda value: isinstance(value, list), (List, list)),
    "string": (lambda value: isinstance(value, str), (str,)),
    "boolean": (lambda value: isinstance(value, bool), (bool,)),
    "null": (lambda value: value is None, (type(None),)),
    "number": (_is_number, (int, float)),
    "integer": (lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()), (int,)),
}
"""For each type of JSON the check, and the classes of nearly all values that pass it."""


class Shape(NamedTuple):
    """Whether a file has the right shape apart from its steps, and whether one step has."""

    file: Check
    step: Check


@functools.cache
def flow_schema() -> dict[str, Any]:
    """The published schema of the native format."""
    schema: dict[str, Any] = json.loads(_SCHEMA.read_text("utf-8"))
    return schema


@functools.cache
def flow_shape() -> Shape:
    """The checks of the native format."""
    schema = flow_schema()
    parts = _Parts(schema)
    return Shape(compile_schema(without_steps(schema), parts), parts.check("step"))


def without_steps(schema: Schema) -> dict[str, Any]:
    """The schema of a file, silent about what is in its steps."""
    steps = {key: value for key, value in schema["properties"]["steps"].items() if key != "additionalProperties"}
    return {**schema, "properties": {**schema["properties"], "steps": steps}}


class _Parts:
    """The parts of a schema that it refers to by name: the check of each is made once."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._made: dict[str, Check] = {}

    def check(self, name: str) -> Check:
        """The check of the part with this name."""
        if name not in self._made:
            self._made[name] = compile_schema(self._schema["$defs"][name], self)
        return self._made[name]


def compile_schema(schema: Schema | bool, parts: _Parts | None = None) -> Check:
    """A function that says whether a value fits. ValueError for a keyword that it does not know."""
    if isinstance(schema, bool):
        return _anything if schema else _nothing
    return _all(_checks(schema, _Parts(schema) if parts is None else parts))


def _checks(schema: Schema, parts: _Parts) -> list[Check]:
    checks: list[Check] = []
    members = False
    for keyword, wanted in schema.items():
        if keyword in _MAKERS:
            checks.append(_MAKERS[keyword](wanted))
        elif keyword == "$ref":
            checks.append(parts.check(wanted.removeprefix("#/$defs/")))
        elif keyword == "allOf":
            checks += [compile_schema(part, parts) for part in wanted]
        elif keyword == "if":
            checks.append(_choice(schema, parts))
        elif keyword == "items":
            checks.append(_items(compile_schema(wanted, parts)))
        elif keyword == "propertyNames":
            checks.append(_names(compile_schema(wanted, parts)))
        elif keyword in ("properties", "patternProperties", "additionalProperties"):
            members = True
        elif keyword not in _SAYS_NOTHING:
            raise ValueError(f"the schema uses {keyword}, which is not compiled")
    return [*checks, _members(schema, parts)] if members else checks


def _anything(_: object) -> bool:
    return True


def _nothing(_: object) -> bool:
    return False


def _all(checks: list[Check]) -> Check:
    checks = [check for check in checks if check is not _anything]
    if not checks:
        return _anything
    if len(checks) == 1:
        return checks[0]
    if len(checks) == 2:
        first, second = checks
        return lambda value: first(value) and second(value)

    def every(value: Any) -> bool:  # noqa: ANN401 - any value
        for check in checks:  # noqa: SIM110 - all() takes twice the time
            if not check(value):
                return False
        return True

    return every


def _choice(schema: Schema, parts: _Parts) -> Check:
    """What `if`, `then` and `else` ask. A chain of them that looks for one key after the other becomes a table."""
    table: list[tuple[str, Check]] = []
    while schema.keys() >= {"if", "then", "else"} and schema["if"].keys() == {"required"} and len(schema["if"]["required"]) == 1:
        table.append((schema["if"]["required"][0], compile_schema(schema["then"], parts)))
        if not (isinstance(schema["else"], dict) and schema["else"].keys() == {"if", "then", "else"}):
            return _by_key(table, compile_schema(schema["else"], parts))
        schema = schema["else"]
    condition, then, otherwise = (compile_schema(schema.get(part, True), parts) for part in ("if", "then", "else"))
    last: Check = lambda value: then(value) if condition(value) else otherwise(value)  # noqa: E731 - as the others
    return _by_key(table, last) if table else last


def _by_key(table: list[tuple[str, Check]], otherwise: Check) -> Check:
    def choose(value: Any) -> bool:  # noqa: ANN401 - any value
        if not isinstance(value, dict):  # it lacks no key: `required` asks objects only
            return table[0][1](value)
        for key, check in table:
            if key in value:
                return check(value)
        return otherwise(value)

    return choose


def _items(check: Check) -> Check:
    return lambda value: not isinstance(value, list) or all(map(check, value))


def _names(check: Check) -> Check:
    return lambda value: not isinstance(value, dict) or all(map(check, value))


def _members(schema: Schema, parts: _Parts) -> Check:
    known = {name: compile_schema(part, parts) for name, part in schema.get("properties", {}).items()}
    patterns = [
        (re.compile(name).search, compile_schema(part, parts)) for name, part in schema.get("patternProperties", {}).items()
    ]
    other = compile_schema(schema.get("additionalProperties", True), parts)
    if not patterns and all(check is _anything for check in (other, *known.values())):
        return _anything

    def unknown(name: str, value: Any) -> bool:  # noqa: ANN401 - any value
        matching = [check for matches, check in patterns if matches(name)]
        return all(check(value) for check in matching) if matching else other(value)

    def members(value: Any) -> bool:  # noqa: ANN401 - any value
        if isinstance(value, dict):
            for name, member in value.items():
                check = known.get(name)
                if not (unknown(name, member) if check is None else check(member)):
                    return False
        return True

    def only_known(value: Any) -> bool:  # noqa: ANN401 - any value
        if isinstance(value, dict):
            for name, member in value.items():
                if not known.get(name, other)(member):
                    return False
        return True

    return members if patterns else only_known


def _type(wanted: str | list[str]) -> Check:
    kinds = [_TYPES[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted)]
    usual = frozenset(each for _, classes in kinds for each in classes)
    return lambda value: value.__class__ in usual or any(fits(value) for fits, _ in kinds)


def _required(names: list[str]) -> Check:
    if len(names) == 1:
        name = names[0]
        return lambda value: not isinstance(value, dict) or name in value
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


def _const(wanted: object) -> Check:
    return lambda value: value == wanted and isinstance(value, bool) == isinstance(wanted, bool)


def _enum(words: list[str]) -> Check:
    allowed = frozenset(words)
    return lambda value: isinstance(value, str) and value in allowed


def _pattern(wanted: str) -> Check:
    search: Callable[[str], object] | None = None

    def fits(value: Any) -> bool:  # noqa: ANN401 - any value
        nonlocal search
        if not isinstance(value, str):
            return True
        if search is None:  # compiled for the first text that it is asked about: most files have none
            search = re.compile(wanted).search
        return search(value) is not None

    return fits


_MAKERS: dict[str, Callable[[Any], Check]] = {
    "type": _type,
    "required": _required,
    "const": _const,
    "enum": _enum,
    "pattern": _pattern,
    "minimum": lambda least: lambda value: not _is_number(value) or value >= least,
    "maximum": lambda most: lambda value: not _is_number(value) or value <= most,
    "minLength": lambda least: lambda value: not isinstance(value, str) or len(value) >= least,
    "minItems": lambda least: lambda value: not isinstance(value, list) or len(value) >= least,
    "minProperties": lambda least: lambda value: not isinstance(value, dict) or len(value) >= least,
}
