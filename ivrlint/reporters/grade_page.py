"""How a grade comes about, in words: what `ivrlint explain grade` prints and docs/grade.md holds."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.finding import Severity
from ivrlint.grading import BANDS, COST, FULL, GRAVE, GRAVE_COST, SHARES, band

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


def formula() -> Iterator[str]:
    """The formula, one line for each part of it."""
    error, warning, info = (COST[severity] for severity in reversed(Severity))
    yield f"Of {FULL} points the first finding of a rule costs {error} (an error), {warning} (a warning) or {info} (an info)."
    yield f"An error of {' or '.join(GRAVE)} is grave and costs {GRAVE_COST}: nobody will ever help these callers."
    shares = ", ".join(f"the {place} {share}" for place, share in zip(_PLACES[2:], map(_said, SHARES[2:]), strict=False))
    yield f"The second finding of a rule (the worst come first) costs {_said(SHARES[1])} of that, {shares}, others nothing."
    bands = ", ".join(f"{letter} from {least}" for letter, least in BANDS.items())
    yield f"The grade is {bands}. Fewer points than none are told as none."
    best = f"One error leaves {_best(error)} at best, one of the grave ones {_best(GRAVE_COST)}"
    yield f"{best}. A finding less, or a milder one, never makes a grade worse."


def remarks() -> Iterator[str]:
    """What else there is to know about a grade."""
    yield (
        "What is wrong in the file itself (`format`) costs what an error costs. What stands in a file that is not linted "
        "itself counts for every flow whose calls come there. A file with several calls has one grade. A flow that cannot "
        "be read, or of which no call can be judged, has none."
    )
    yield (
        f"No rule takes more than {sum(SHARES):g} times what its first finding costs, so that a large flow is not punished for "
        "its size, nor a house style for being in every menu."
    )
    yield (
        "Findings of a rule that are told as one (`and so do 3 more steps`) cost what one costs, also where some of them are "
        "accepted, or old."
    )
    yield (
        "A grade is given by the rules of the run: with another profile, or with --ignore, it may be another one, and with "
        "--select there is none. Compare grades of the same rules."
    )
    yield "The numbers are our choice: published evidence says what is bad for callers, but not how many points that is."


def _said(share: float) -> str:
    """A share as a fraction."""
    return "/".join(map(str, share.as_integer_ratio()))


def _best(lost: int) -> str:
    return band(FULL - lost)
