"""The kinds of values that rules work with, and how the classes of facts are read as such."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from ivrlint.flow import Value, fields
from ivrlint.flow.tuples import NamedTuple

TRUTH, NUMBER, TEXT = bool, float, str
"""The kinds that are not lists or records. Whole and broken numbers are one kind; true is not a number."""


class ListOf(NamedTuple):
    """A list whose items are all of one kind."""

    item: Any


class Record(NamedTuple):
    """Something with named facts. `fixed` says that the values are known when a rule is loaded, as options are."""

    name: str
    facts: Mapping[str, Any]
    fixed: bool = False


Kind = type[bool] | type[float] | type[str] | ListOf | Record


def kind_of(written: Any) -> Kind:  # noqa: ANN401 - a type as Python writes it
    """The kind of `bool`, `int`, `float`, `str`, `tuple[…, ...]`, a class of values; a kind stays itself."""
    if isinstance(written, ListOf | Record):
        return written
    if get_origin(written) is tuple:
        return ListOf(kind_of(get_args(written)[0]))
    if isinstance(written, type) and issubclass(written, Value):
        return _record_of(written)
    return _SCALARS[written]


_SCALARS: dict[Any, Kind] = {bool: TRUTH, int: NUMBER, float: NUMBER, str: TEXT}
_PLAIN: dict[Any, Kind] = {kind.__name__: _SCALARS[kind] for kind in _SCALARS}
_PLAIN |= {f"tuple[{name}, ...]": ListOf(kind) for name, kind in _PLAIN.items()}


@cache
def _record_of(facts: type[Value]) -> Record:
    """What rules may see of a class of values: the fields that are not hidden, and the properties."""
    kinds = {
        field.name: _hinted(facts, field.name, field.type) for field in fields(facts) if not field.metadata.get("hidden", False)
    }
    for base in reversed(facts.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, property) and value.fget:
                kinds[name] = _hinted(value.fget, "return", value.fget.__annotations__["return"])
    return Record(facts.__name__.lower(), kinds)


def _hinted(owner: Any, name: str, written: Any) -> Kind:  # noqa: ANN401 - a class or function, and one of its annotations
    """The kind of an annotation. Nearly all are plain, and to have Python find out what they mean takes long."""
    return _PLAIN[written] if written in _PLAIN else kind_of(get_type_hints(owner)[name])


def said(kind: Kind) -> str:
    """The kind in words, for messages."""
    if isinstance(kind, Record):
        return f"a {kind.name}"
    if isinstance(kind, ListOf):
        return "a list" if isinstance(kind.item, ListOf | Record) else _LISTS[kind.item]
    return _WORDS[kind]


_WORDS: dict[Any, str] = {TRUTH: "true/false", NUMBER: "a number", TEXT: "text"}
_LISTS: dict[Any, str] = {TRUTH: "a list of true/false", NUMBER: "a list of numbers", TEXT: "a list of texts"}
