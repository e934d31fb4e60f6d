"""What is wrong with a rule file, and where."""

from __future__ import annotations

from ivrlint.flow.tuples import NamedTuple


class RuleProblem(NamedTuple):
    """One mistake; lines and columns count from 1, line 0 means the file or folder as a whole."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.file}{place}: {self.message}"
