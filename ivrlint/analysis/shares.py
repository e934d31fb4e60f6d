"""What it costs that a wanted option is said late.

Say that the share of the callers who choose each option of a menu is written. An option is *late* by the time that the
words of less wanted options take which are spoken before it. Were it said before them, its own callers would wait
shorter by that time, and theirs would wait longer by the time that its own words take. What a call to the menu
saves on average is the difference, each weighed by its share.
"""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.flow.tuples import NamedTuple


class Share(NamedTuple):
    """A spoken option with a share: the per cent of callers who choose it, and the seconds that its own words take."""

    per_cent: float
    seconds: float


def saved(before: Sequence[Share], option: Share) -> float:
    """Seconds that a call to the menu would save on average, were `option` said before the less wanted ones of `before`.

    Both in spoken order; never less than 0.
    """
    less = [other for other in before if other.per_cent < option.per_cent]
    late = sum(other.seconds for other in less)
    return max(0.0, option.per_cent * late - sum(other.per_cent for other in less) * option.seconds) / 100
