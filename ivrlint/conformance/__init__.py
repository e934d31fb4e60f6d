"""Standards, clause by clause: what a flow would not meet, what it meets as far as its file shows, and what nobody can say.

A clause would not be met where one of its rules finds something, however severe. It is only said to be met when its rules could
judge: where that needs words that stand in no file, or what another system decides, the answer is that it cannot be judged.
"""

from __future__ import annotations

from ivrlint.conformance.known import NEEDS, Need
from ivrlint.conformance.verdicts import A_LOOK, Row, Table, Verdict, tables

__all__ = ["A_LOOK", "NEEDS", "Need", "Row", "Table", "Verdict", "tables"]
