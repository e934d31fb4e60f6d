"""What is wrong with the shape of a rule file, from its JSON Schema: one sentence a mistake, at its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ivrlint.bundled import SCHEMAS
from ivrlint.expressions import did_you_mean
from ivrlint.readers.tree import At, Map

_Error = Any
"""A ValidationError of jsonschema, whose attributes have no useful types."""


class Misshapen(NamedTuple):
    """A mistake in the shape, and where it stands."""

    at: At
    message: str


def misshapen(tree: Map) -> list[Misshapen]:
    """All mistakes in the shape of a rule, in the order of the file."""
    from jsonschema import Draft202012Validator

    schema = json.loads((SCHEMAS / "rule.schema.json").read_text(encoding="utf-8"))
    found = {mistake for error in Draft202012Validator(schema).iter_errors(tree) for mistake in _told(tree, error)}
    return sorted(found)


def _told(tree: Map, error: _Error) -> Iterator[Misshapen]:
    at, where = tree.at, ""
    node: Any = tree
    for part in error.absolute_path:
        if isinstance(part, int):
            at, where = node.item_at[part], f"{where}[{part + 1}]"
        else:
            at, where = node.value_at[part], f"{where}.{part}" if where else part
        node = node[part]
    for place, message in _TELLERS[str(error.validator)](error, at, node):
        yield Misshapen(place, f"{where}: {message}" if where else message)


_Told = Iterator[tuple[At, str]]


def _unknown_keys(error: _Error, _: At, node: Any) -> _Told:  # noqa: ANN401 - any value of the tree
    known = error.schema["properties"]
    for key in node:
        if key not in known:
            yield node.key_at[key], f"unknown key {key!r}{did_you_mean(key, known)}"


def _missing_keys(error: _Error, at: At, node: Any) -> _Told:  # noqa: ANN401
    for key in error.validator_value:
        if key not in node:
            about = error.schema["properties"][key].get("description", "").rstrip(".")
            yield at, f"the key {key!r} is missing{': ' + about[:1].lower() + about[1:] if about else ''}"


def _type(error: _Error, at: At, _: Any) -> _Told:  # noqa: ANN401
    kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    yield at, f"should be {' or '.join(_KINDS[kind] for kind in kinds)}"


def _enum(error: _Error, at: At, node: Any) -> _Told:  # noqa: ANN401
    yield at, f"there is no {node!r} here{did_you_mean(str(node), error.validator_value)}"


def _pattern(error: _Error, at: At, node: Any) -> _Told:  # noqa: ANN401
    place = node.key_at[error.instance] if isinstance(node, Map) else at
    yield place, f"{error.instance!r} {_PATTERNS[error.validator_value]}"


def _too_few(error: _Error, at: At, _: Any) -> _Told:  # noqa: ANN401
    yield at, "should not be empty" if error.validator_value == 1 else f"at least {error.validator_value} are needed"


def _too_long(error: _Error, at: At, node: Any) -> _Told:  # noqa: ANN401
    yield at, f"has {len(node)} characters, at most {error.validator_value}; a longer condition lacks a fact"


def _twice(_: _Error, at: At, __: Any) -> _Told:  # noqa: ANN401
    yield at, "names something twice"


_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "number": "a number",
    "object": "a mapping",
    "string": "text",
}
_PATTERNS = {
    r"\S": "says nothing",
    r"^https?://[^\s]+$": "is no address that begins with https:// or http://",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "is no id: small letters and digits, with hyphens between words",
    r"^[a-z][a-z0-9_]*$": "is no name for an option: small letters, digits and _",
}
_TELLERS: dict[str, Callable[[_Error, At, Any], _Told]] = {
    "additionalProperties": _unknown_keys,
    "enum": _enum,
    "maxLength": _too_long,
    "minItems": _too_few,
    "minLength": _too_few,
    "minProperties": _too_few,
    "pattern": _pattern,
    "required": _missing_keys,
    "type": _type,
    "uniqueItems": _twice,
}
