"""What frozen values have in common: they are made of named fields, equal when these are, and never change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

REQUIRED = object()
"""The default of a field that has none."""

MANY = 200
"""Values of a kind from which on it pays to compile a method that fills them."""


class Field:
    """One field of a kind of value; `type` is its annotation as written."""

    __slots__ = ("compare", "default", "default_factory", "metadata", "name", "repr", "type")

    def __init__(self, default: object, default_factory: Callable[[], Any] | None, metadata: Mapping[str, Any]) -> None:
        self.name, self.type = "", ""
        self.default, self.default_factory, self.metadata = default, default_factory, metadata
        self.repr = self.compare = True


def field(
    *,
    default: object = REQUIRED,
    default_factory: Callable[[], Any] | None = None,
    repr: bool = True,  # noqa: A002 - as dataclasses.field
    compare: bool = True,
    metadata: Mapping[str, Any] | None = None,
) -> Any:  # noqa: ANN401 - as dataclasses.field
    """A field that is more than its type and a default; all is meant as in `dataclasses.field`."""
    made = Field(default, default_factory, metadata or {})
    made.repr, made.compare = repr, compare
    return made


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False, field_specifiers=(field,))
class Kind(type):
    """Makes the classes of values: each annotation of the class is a field, which is kept in a slot.

    The module of such a class needs `from __future__ import annotations`, and each names this as its metaclass: what is made is
    a plain class, because Python takes three times as long to tell that a value is not of a class that has a metaclass.
    """

    __fields__: dict[str, Field]
    """All fields by name, those of the base first."""
    __put__: dict[str, Callable[[Any, object], None]]
    """What puts a value into the slot of a field, even of a frozen one."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Kind:
        """The class, with slots from the start."""
        fields: dict[str, Field] = {}
        for base in bases:
            fields |= getattr(base, "__fields__", {})
        inherited = frozenset(fields)
        for own, written in namespace.get("__annotations__", {}).items():
            given = namespace.pop(own, REQUIRED)
            fields[own] = each = given if isinstance(given, Field) else field(default=given)
            each.name, each.type = own, written
        slots = tuple(own for own in fields if own not in inherited)
        made: Any = type(name, bases, {**namespace, "__slots__": slots})
        kind: Kind = made
        kind.__fields__, kind.__put__ = fields, {own: getattr(kind, own).__set__ for own in fields}
        kind.__init__ = _filling(kind)  # type: ignore[misc]
        return kind


def _filling(kind: Kind) -> Callable[..., None]:
    """The `__init__` of a kind: a loop that needs nothing to be compiled, until there are many values of that kind."""
    fields, put = kind.__fields__, kind.__put__
    defaults = {each.name: each.default for each in fields.values() if each.default is not REQUIRED}
    factories = {each.name: each.default_factory for each in fields.values() if each.default_factory}
    made = 0

    def __init__(self: Value, **given: object) -> None:  # noqa: N807 - the method itself
        nonlocal made
        made += 1
        if made == MANY:
            kind.__init__ = _compiled(kind)  # type: ignore[misc]
        if factories:
            given = {name: make() for name, make in factories.items() if name not in given} | given
        if defaults:
            given = defaults | given
        if given.keys() != fields.keys():
            _refuse(kind, given)
        for name, value in given.items():
            put[name](self, value)

    return __init__


def _compiled(kind: Kind) -> Callable[..., None]:
    """An `__init__` for this kind alone.

    While it fills a value, that is of a class with the same slots that is not frozen (a draft): it takes longer to go around the
    `__setattr__` of a frozen one for each field.
    """
    thawed = {"__slots__": kind.__dict__["__slots__"], "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    draft = type(kind.__name__, kind.__bases__, thawed)
    known: dict[str, Any] = {"_required": REQUIRED, "_kind": kind, "_draft": draft, "_set": object.__setattr__}
    head, body = [], []
    for name, each in kind.__fields__.items():
        known |= {f"_default_{name}": each.default, f"_make_{name}": each.default_factory}
        head.append(name if each.default is REQUIRED and not each.default_factory else f"{name}=_default_{name}")
        if each.default_factory:
            body.append(f" if {name} is _required: {name} = _make_{name}()")
        body.append(f" self.{name} = {name}")
    lines = [f"def __init__(self, *, {', '.join(head)}):", " _set(self, '__class__', _draft)", *body, " self.__class__ = _kind"]
    exec("\n".join(lines), known)  # noqa: S102 - nothing in it but names of fields
    made: Callable[..., None] = known["__init__"]
    return made


def _refuse(kind: Kind, given: Mapping[str, object]) -> NoReturn:
    unknown = [name for name in given if name not in kind.__fields__]
    missing = [name for name in kind.__fields__ if name not in given]
    what = f"has no field {', '.join(unknown)}" if unknown else f"needs {', '.join(missing)}"
    raise TypeError(f"{kind.__qualname__} {what}")


class Value(metaclass=Kind):
    """The base of what is frozen, made by keywords alone, equal when all fields are, and shown with its fields.

    This is what `@dataclass(frozen=True, slots=True, kw_only=True)` means. But Python's dataclasses write Python for each class
    and compile it, and make each class with slots twice: that took a tenth of the time that a small file takes in all. To make a
    value costs the same.
    """

    def __init_subclass__(cls) -> None:
        if "__slots__" not in cls.__dict__:
            raise TypeError(f"{cls.__qualname__} is a kind of value: write metaclass=Kind")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{self.__class__.__qualname__} is frozen: {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{self.__class__.__qualname__} is frozen: {name!r} cannot be deleted")

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__class__.__fields__)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for put, value in zip(self.__class__.__put__.values(), state, strict=True):
            put(self, value)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(_compared(self) == _compared(other))

    def __hash__(self) -> int:
        return hash(_compared(self))

    def __repr__(self) -> str:
        shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
        return f"{self.__class__.__qualname__}({', '.join(shown)})"


V = TypeVar("V", bound=Value)


def fields(value: Value | type[Value]) -> tuple[Field, ...]:
    """The fields of a value or of a kind of values, as `dataclasses.fields`."""
    kind = value if isinstance(value, type) else value.__class__
    return tuple(kind.__fields__.values())


def replace(value: V, **changes: object) -> V:
    """The same value but for some fields, as `dataclasses.replace`."""
    kind = value.__class__
    return kind(**{name: getattr(value, name) for name in kind.__fields__} | changes)


def _compared(value: Value) -> Any:  # noqa: ANN401 - one field, or a tuple of them
    """What two values of the same kind have in common when they are equal."""
    return _fields_of(value.__class__)(value)


@cache
def _fields_of(kind: type[Value]) -> Callable[[Value], Any]:
    names = [each.name for each in fields(kind) if each.compare]
    return attrgetter(*names) if names else lambda _: ()
