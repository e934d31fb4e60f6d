"""What was found before, and is not told again: baselines, and earlier states of the same files.

A report goes in and a report comes out. Findings are compared by what they are known by (`ivrlint.fingerprints`), and by how many
are known by the same: where there is one more, one more is told.
"""

from __future__ import annotations

from ivrlint.baselines.comparing import counts_of, still_found, without_old
from ivrlint.baselines.entry import Entry, Key, entries_of
from ivrlint.baselines.file import as_text, places, read_baseline
from ivrlint.baselines.stale import difference, gone, pruned, told, updated

__all__ = [
    "Entry",
    "Key",
    "as_text",
    "counts_of",
    "difference",
    "entries_of",
    "gone",
    "places",
    "pruned",
    "read_baseline",
    "still_found",
    "told",
    "updated",
    "without_old",
]
