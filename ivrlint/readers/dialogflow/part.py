"""An object of an export, with the file that it was written in."""

from __future__ import annotations

from ivrlint.flow import Mark
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.tree import List, Map


class Part(NamedTuple):
    """An object of an export. Whatever has another type than expected counts as not written."""

    map: Map
    file: str

    def text(self, key: str) -> str:
        """A text, or nothing."""
        value = self.map.get(key)
        return value if isinstance(value, str) else ""

    def part(self, key: str) -> Part | None:
        """An object inside, if there is one with anything in it."""
        value = self.map.get(key)
        return Part(value, self.file) if isinstance(value, Map) and value else None

    def parts(self, key: str) -> list[Part]:
        """The objects of a list inside."""
        value = self.map.get(key)
        return [Part(item, self.file) for item in value if isinstance(item, Map)] if isinstance(value, List) else []

    def texts(self, key: str) -> list[tuple[str, Mark]]:
        """The texts of a list inside, each with its place."""
        value = self.map.get(key)
        if not isinstance(value, List):
            return []
        return [(item, Mark(self.file, *at)) for item, at in zip(value, value.item_at, strict=True) if isinstance(item, str)]

    def number(self, key: str) -> float | None:
        """A number, if there is one."""
        value = self.map.get(key)
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def seconds(self, key: str) -> float | None:
        """A duration: an object with `seconds` and `nanos`, or a text such as `5s`."""
        value = self.map.get(key)
        if isinstance(value, Map):
            inner = Part(value, self.file)
            whole, rest = inner.number("seconds"), inner.number("nanos")
            return None if whole is None and rest is None else (whole or 0.0) + (rest or 0.0) / 1e9
        if isinstance(value, str) and value[:-1].replace(".", "", 1).isdecimal() and value.endswith("s"):
            return float(value[:-1])
        return None

    def mark(self, key: str = "") -> Mark:
        """Where a value stands; of an object or a list its name, and of this object its first bracket."""
        value = self.map.get(key)
        if key not in self.map:
            line, column = self.map.at[:2]
            return Mark(self.file, line, column, line, column + 1)
        at = self.map.key_at if isinstance(value, Map | List) else self.map.value_at
        return Mark(self.file, *at[key])
