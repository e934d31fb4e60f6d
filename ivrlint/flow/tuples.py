"""`NamedTuple` as in `typing`, for a fifth of the price."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple  # noqa: TID251 - what type checkers take it for
else:
    from types import FunctionType

    try:
        from _collections import _tuplegetter as _getter  # what named tuples of Python's own have, twice as fast as a property
    except ImportError:
        from operator import itemgetter

        def _getter(index: int, doc: str) -> property:
            return property(itemgetter(index), doc=doc)

    _put = tuple.__new__
    _NEW = tuple(new.__code__ for new in (
        lambda _cls: _put(_cls, ()),
        lambda _cls, a: _put(_cls, (a,)),
        lambda _cls, a, b: _put(_cls, (a, b)),
        lambda _cls, a, b, c: _put(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _put(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _put(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _put(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _put(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _put(_cls, (a, b, c, d, e, f, g, h)),
    ))  # fmt: skip
    """What makes a tuple of so many fields; only the names of the fields are still those of its class."""

    def _new(name: str, fields: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
        arguments = ("_cls", *fields)
        if len(fields) < len(_NEW):
            code = _NEW[len(fields)].replace(co_varnames=arguments, co_name="__new__", co_qualname=f"{name}.__new__")
            return FunctionType(code, {"_put": _put}, "__new__", defaults)
        from collections import namedtuple

        return namedtuple(name, fields, defaults=defaults).__new__  # noqa: PYI024 - there are few so long

    def _make(cls: type, values: object) -> tuple:
        """A tuple of this kind from these values."""
        made = _put(cls, values)
        if len(made) != len(cls._fields):
            message = f"Expected {len(cls._fields)} arguments, got {len(made)}"
            raise TypeError(message)
        return made

    def _replace(self: tuple, /, **changes: object) -> tuple:
        """The same but for some fields."""
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            message = f"Got unexpected field names: {list(changes)!r}"
            raise ValueError(message)
        return made

    def _asdict(self: tuple) -> dict[str, object]:
        """The values by the names of the fields."""
        return dict(zip(self._fields, self, strict=True))

    def _repr(self: tuple) -> str:
        values = (f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
        return f"{self.__class__.__name__}({', '.join(values)})"

    def _getnewargs(self: tuple) -> tuple:
        return tuple(self)

    _COMMON = {
        "__slots__": (), "_make": classmethod(_make), "_replace": _replace, "__replace__": _replace, "_asdict": _asdict,
        "__repr__": _repr, "__getnewargs__": _getnewargs,
    }  # fmt: skip

    class _Kind(type):
        """Makes named tuples of the classes that are written below `NamedTuple`."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                message = f"{name}: a field without a default follows one that has one"
                raise TypeError(message)
            own = {"__doc__": f"{name}({', '.join(fields)})", **_COMMON, **namespace}
            own |= {field: _getter(index, f"Alias for field number {index}") for index, field in enumerate(fields)}
            own["_fields"] = own["__match_args__"] = fields
            own["_field_defaults"] = defaults
            own["__new__"] = _new(name, fields, tuple(defaults.values()))
            return type(name, (tuple,), own)

    class NamedTuple(metaclass=_Kind):
        """As `typing.NamedTuple`, which is what it is for type checkers; annotations stay as they are written.

        Python's own compiles each annotation again to see whether it may be a type, and a method to make a tuple. Type checkers
        have seen to that, and there are more than a hundred of these classes at every start. Their modules need
        `from __future__ import annotations`.
        """
