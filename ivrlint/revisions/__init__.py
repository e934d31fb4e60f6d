"""What a git repository knows of earlier states of the flows that are linted.

Nothing is checked out: what differs is asked of git, and what had another content is read from its objects.
"""

from __future__ import annotations

from ivrlint.revisions.difference import Difference, difference
from ivrlint.revisions.git import Contents, Git, NoHistoryError
from ivrlint.revisions.past import Past
from ivrlint.revisions.readings import Readings, readings

__all__ = ["Contents", "Difference", "Git", "NoHistoryError", "Past", "Readings", "difference", "readings"]
