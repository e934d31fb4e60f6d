"""Frozen dataclasses that are made quickly, for the start of every run pays for each of them.

Python writes and compiles six methods for each frozen dataclass, a third of a millisecond in all. Here only
`__init__` is made for a class; the other methods are the same functions for all. Instances, of which a large flow has
hundreds of thousands, are made in a third of the time too: while they are filled they belong to a class that is not
frozen. To type checkers, `fields` and `replace` it is the `dataclass` of Python.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

__all__ = ["dataclass"]

_Class = TypeVar("_Class", bound=type)


def _dataclass(*, frozen: bool, slots: bool, kw_only: bool = False, eq: bool = True) -> Callable[[_Class], _Class]:
    """The same as `dataclasses.dataclass` with these arguments, of which `frozen` and `slots` are always true."""
    methods = _METHODS | _COMPARING if eq else _METHODS

    def make(cls: _Class) -> _Class:
        for name, method in methods.items():
            setattr(cls, name, method)
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=frozen and slots, kw_only=kw_only)(cls)
        made.__init__ = _init(made)
        return cast("_Class", made)

    return make


def _init(cls: Any) -> Callable[..., None]:  # noqa: ANN401 - a dataclass
    """A function that takes a value for each field and keeps it.

    To set the attributes of a frozen instance one by one would take a call for each. Its class is changed instead, to one
    that differs in nothing but that it can be changed, and back.
    """
    changing = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    opened = type(cls.__name__, (cls,), {"__slots__": (), **changing})
    scope: dict[str, Any] = {"_set": object.__setattr__, "_open": opened, "_frozen": cls, "_absent": _ABSENT}
    positional: list[str] = []
    named: list[str] = []
    lines = []
    for field in dataclasses.fields(cls):
        name = field.name
        value = parameter = name
        if field.default is not dataclasses.MISSING:
            scope[f"_default_{name}"] = field.default
            parameter = f"{name}=_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            scope[f"_default_{name}"] = field.default_factory
            parameter, value = f"{name}=_absent", f"_default_{name}() if {name} is _absent else {name}"
        (named if field.kw_only else positional).append(parameter)
        lines.append(f" self.{name} = {value}")
    parameters = ", ".join(["self", *positional, *(["*", *named] if named else [])])
    begin, end = " _set(self, '__class__', _open)", " self.__class__ = _frozen"
    exec("\n".join([f"def __init__({parameters}):", begin, *lines, end]), scope)  # noqa: S102 - as dataclasses does
    init: Callable[..., None] = scope["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


_ABSENT = object()


def _refuse(self: Any, name: str, *_: object) -> None:  # noqa: ANN401 - any instance
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")


def _restore(self: Any, state: tuple[object, dict[str, Any]]) -> None:  # noqa: ANN401 - any instance
    """What copying and pickling need to fill an instance."""
    for name, value in state[1].items():
        object.__setattr__(self, name, value)


def _shown(self: Any) -> str:  # noqa: ANN401 - any instance
    values = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({values})"


def _compared(self: Any) -> Iterator[Any]:  # noqa: ANN401 - any instance
    return (getattr(self, field.name) for field in dataclasses.fields(self) if field.compare)


def _equal(self: Any, other: Any) -> Any:  # noqa: ANN401 - any instance
    if self.__class__ is not other.__class__:
        return NotImplemented
    return tuple(_compared(self)) == tuple(_compared(other))


def _hashed(self: Any) -> int:  # noqa: ANN401 - any instance
    return hash(tuple(_compared(self)))


_METHODS: dict[str, Callable[..., Any]] = {
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__setstate__": _restore,
    "__repr__": _shown,
}
_COMPARING: dict[str, Callable[..., Any]] = {"__eq__": _equal, "__hash__": _hashed}

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass
