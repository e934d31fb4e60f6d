"""What is wrong with the shape of a file that is no flow, from its JSON Schema: one sentence a mistake, at its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ivrlint.bundled import SCHEMAS
from ivrlint.expressions import did_you_mean
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.shape import compile_schema
from ivrlint.readers.tree import At, Map, Path
from ivrlint.rule.conditions import ONE_LINE

_Error = Any
"""A ValidationError of jsonschema, whose attributes have no useful types."""


class Misshapen(NamedTuple):
    """A mistake in the shape, and where it stands: its place, and the way there from the top of the tree."""

    at: At
    message: str
    path: Path


def fits(tree: object, kind: str) -> bool:
    """Whether plain values have the shape of a file of this kind, the name of its schema."""
    return _check(kind)(tree)


def misshapen(tree: Map, kind: str = "rule") -> list[Misshapen]:
    """All mistakes in the shape of a file of this kind, in the order of the file."""
    if fits(tree, kind):
        return []
    from jsonschema import Draft202012Validator

    errors = list(Draft202012Validator(_schema(kind)).iter_errors(tree))
    return sorted({mistake for error in errors for mistake in _told(tree, error)}, key=lambda mistake: mistake[:2])


@cache
def _schema(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return schema


@cache
def _check(kind: str) -> Callable[[Any], bool]:
    return compile_schema(_schema(kind))


def _told(tree: Map, error: _Error) -> Iterator[Misshapen]:
    at, where = tree.at, ""
    node: Any = tree
    for part in error.absolute_path:
        if isinstance(part, int):
            at, where = node.item_at[part], f"{where}[{part + 1}]"
        else:
            at = node.value_at[part]
            at = at if at[:2] != at[2:] else node.key_at[part]
            where = f"{where}.{part}" if where else part
        node = node[part]
    path = tuple(error.absolute_path)
    for place, message, *key in _TELLERS[str(error.validator)](error, at, node):
        yield Misshapen(place, f"{where}: {message}" if where else message, (*path, *key))


_Told = Iterator[tuple[At, str] | tuple[At, str, str]]
"""The place of a mistake, what is wrong there, and the key that is, where the value around it is right."""


def _unknown_keys(error: _Error, _: At, node: Any) -> _Told:  # noqa: ANN401 - any value of the tree
    known = error.schema["properties"]
    for key in node:
        if key not in known:
            yield node.key_at[key], f"unknown key {key!r}{did_you_mean(key, known)}", key


def _missing_keys(error: _Error, at: At, node: Any) -> _Told:  # noqa: ANN401
    """The keys that are missing and not merely misspelt."""
    from difflib import get_close_matches

    known = error.schema["properties"]
    misspelt = {near for key in node if key not in known for near in get_close_matches(key, known, 1)}
    for key in error.validator_value:
        if key not in node and key not in misspelt:
            about = known[key].get("description", "").rstrip(".")
            yield at, f"the key {key!r} is missing{': ' + about[:1].lower() + about[1:] if about else ''}"


def _type(error: _Error, at: At, _: Any) -> _Told:  # noqa: ANN401
    kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    yield at, f"should be {error.schema.get('title') or ' or '.join(_KINDS[kind] for kind in kinds)}"


def _enum(error: _Error, at: At, node: Any) -> _Told:  # noqa: ANN401
    if isinstance(node, str) or "type" not in error.schema:
        yield at, f"there is no {node!r} here{did_you_mean(str(node), error.validator_value)}"


def _limit(error: _Error, at: At, _: Any) -> _Told:  # noqa: ANN401
    bound = f"at {'least' if error.validator == 'minimum' else 'most'} {error.validator_value}"
    yield at, f"should be {error.schema.get('title', bound)}"


def _pattern(error: _Error, at: At, node: Any) -> _Told:  # noqa: ANN401
    text = error.instance.strip()
    place = node.key_at[error.instance] if isinstance(node, Map) else at
    if error.validator_value != _EXPRESSION:
        yield place, f"{text!r} {_PATTERNS[error.validator_value]}"
    elif "\n" in text:
        yield place, ONE_LINE
    else:
        yield place, f"has {len(text)} characters, at most 100; a longer condition lacks a fact" if text else "says nothing"


def _too_few(error: _Error, at: At, _: Any) -> _Told:  # noqa: ANN401
    yield at, "should not be empty" if error.validator_value == 1 else f"at least {error.validator_value} are needed"


_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a mapping",
    "string": "text",
}
_EXPRESSION = r"^.{1,100}\s*$"
_PATTERNS = {
    r"\S": "says nothing",
    r"^https?://[^\s]+$": "is no address that begins with https:// or http://",
    r"^[0-9a-f]{32}$": "is no fingerprint: 32 digits, and letters from a to f",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "is no id: small letters and digits, with hyphens between words",
    r"^[a-z][a-z0-9_]*$": "is no name for an option: small letters, digits and _",
    r"^[0-9*#]$": "is no key: 0 to 9, * or #",
    r"^[0-9]{1,9}(\.[0-9]{1,9})?(ms|s|m|h)$": "is no duration such as 500ms, 7s or 3m",
}
_TELLERS: dict[str, Callable[[_Error, At, Any], _Told]] = {
    "additionalProperties": _unknown_keys,
    "enum": _enum,
    "maximum": _limit,
    "minItems": _too_few,
    "minLength": _too_few,
    "minimum": _limit,
    "minProperties": _too_few,
    "pattern": _pattern,
    "required": _missing_keys,
    "type": _type,
}
