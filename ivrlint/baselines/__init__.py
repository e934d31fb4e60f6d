"""What was found before, and is not told again: baselines, and earlier states of the same files.

A report goes in and a report comes out. Findings are compared by what they are known by (`ivrlint.fingerprints`), and by how many
are known by the same: where there is one more, one more is told.
"""

from __future__ import annotations

from ivrlint.baselines.comparing import counts_of, still_found, without_old
from ivrlint.baselines.entry import Entry, Key, entries_of
from ivrlint.baselines.file import as_text, places, read_baseline, read_together
from ivrlint.baselines.stale import Judged, difference, gone, pruned, told, updated
from ivrlint.baselines.together import Together, companions, regrouped

__all__ = [
    "Entry",
    "Judged",
    "Key",
    "Together",
    "as_text",
    "companions",
    "counts_of",
    "difference",
    "entries_of",
    "gone",
    "places",
    "pruned",
    "read_baseline",
    "read_together",
    "regrouped",
    "still_found",
    "told",
    "updated",
    "without_old",
]
