"""`NamedTuple` as in `typing`, for less than half of the price."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple  # noqa: TID251 - what type checkers take it for
else:
    from collections import namedtuple

    class _Kind(type):
        """Makes named tuples of the classes that are written below `NamedTuple`."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            written = namespace.pop("__annotations__", {})
            defaults = [namespace.pop(field) for field in written if field in namespace]
            kind = namedtuple(name, written, defaults=defaults, module=namespace.pop("__module__"))  # noqa: PYI024
            kind.__annotations__ = written
            for part, value in namespace.items():
                setattr(kind, part, value)
            return kind

    class NamedTuple(metaclass=_Kind):
        """As `typing.NamedTuple`, which is what it is for type checkers; annotations stay as they are written.

        Python's own compiles each annotation again to see whether it may be a type. Type checkers have seen to that, and
        there are more than a hundred of these classes at every start. Their modules need `from __future__ import annotations`.
        """
