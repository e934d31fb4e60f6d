"""The files beside a file, listed and read only when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

Below = Callable[[], Mapping[str, bytes]]
"""Gives the content of all files below the folder of a file, by their paths; asked only by formats of many files."""


class Beside(Mapping[str, bytes]):
    """A file, and all files below its folder, by their paths."""

    def __init__(self, file: str, data: bytes, below: Below | None) -> None:
        self.file, self.data, self.below = file, data, below
        self.files: Mapping[str, bytes] | None = None

    def __getitem__(self, path: str) -> bytes:
        return self.data if path == self.file else self._others()[path]

    def __iter__(self) -> Iterator[str]:
        yield self.file
        yield from (path for path in self._others() if path != self.file)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _others(self) -> Mapping[str, bytes]:
        if self.files is None:
            self.files = self.below() if self.below else {}
        return self.files
