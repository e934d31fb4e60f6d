"""What the native format cannot say of a flow, for those who read what was written."""

from __future__ import annotations

from collections.abc import Iterator

MOST = 12
"""Remarks of one kind that are told one by one."""


class Remarks:
    """Remarks of several kinds; of each kind the first ones are kept, and the rest is counted."""

    def __init__(self) -> None:
        self.of_kind: dict[str, dict[str, None]] = {}

    def add(self, kind: str, remark: str) -> None:
        """Add a remark, once."""
        self.of_kind.setdefault(kind, {})[remark] = None

    def lines(self) -> Iterator[str]:
        """All remarks, one line each."""
        for remarks in self.of_kind.values():
            yield from list(remarks)[:MOST]
            if len(remarks) > MOST:
                yield f"… and {len(remarks) - MOST} more of this kind"
