"""Entries of a baseline that are of no use any more, and what a baseline becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ivrlint.baselines.comparing import Counts
from ivrlint.baselines.entry import Entry, Key
from ivrlint.finding import Finding, Severity
from ivrlint.flow import Mark
from ivrlint.report import ABOUT_NO_FLOW, STALE

MOST = 5
"""Findings that one message names."""

Judged = Callable[[Key], bool]
"""Whether the run would have found such a finding: its file was linted (or is gone), and its rule has judged."""


def gone(entries: Iterable[Entry], found: Counts, judged: Judged) -> tuple[Entry, ...]:
    """What the entries have and the run has not found, or found accepted, where it has judged."""
    missing = (entry._replace(number=entry.number - found.get(entry.key, 0)) for entry in entries)
    return tuple(entry for entry in missing if entry.number > 0 and judged(entry.key))


def pruned(entries: Iterable[Entry], stale: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries without what is gone. Nothing is added."""
    less = {entry.key: entry.number for entry in stale}
    left = (entry._replace(number=entry.number - less.get(entry.key, 0)) for entry in entries)
    return tuple(entry for entry in left if entry.number > 0)


def updated(entries: Iterable[Entry], found: Iterable[Entry], judged: Judged) -> tuple[Entry, ...]:
    """What is found now, and what the entries have where the run has not judged."""
    now = {entry.key: entry for entry in found}
    for entry in entries:
        if not judged(entry.key) and (entry.key not in now or now[entry.key].number < entry.number):
            now[entry.key] = entry
    return tuple(sorted(now.values(), key=lambda entry: entry.order))


def difference(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[int, int]:
    """How many findings were added, and how many were removed."""
    old, new = ({entry.key: entry.number for entry in entries} for entries in (before, after))
    changes = [new.get(key, 0) - old.get(key, 0) for key in old.keys() | new.keys()]
    return sum(change for change in changes if change > 0), -sum(change for change in changes if change < 0)


def told(
    stale: Iterable[Entry], accepted: Counts, places: Mapping[Key, Mark], severity: Severity = Severity.info
) -> Iterator[Finding]:
    """A finding for each file of which entries are of no use, where the first of them stands in the baseline.

    `accepted` is what the run has found and a comment or the configuration hides.
    """
    for file, its in groupby(sorted(stale, key=lambda entry: entry.order), key=lambda entry: entry.key.file):
        entries = list(its)
        yield Finding(
            rule=STALE,
            severity=severity,
            mark=min(places[entry.key] for entry in entries),
            step="",
            about=file,
            message=f"{file}: {'; '.join(_why(entries, accepted))}",
            instead="Take it out of the baseline with --prune-baseline, so that it cannot hide what comes back.",
        )


def _why(entries: Sequence[Entry], accepted: Counts) -> Iterator[str]:
    """Why entries are of no use, for each reason in one clause."""
    of_flows = [entry for entry in entries if entry.key.known_by.rule not in ABOUT_NO_FLOW]
    hidden = [entry._replace(number=min(entry.number, accepted.get(entry.key, 0))) for entry in of_flows]
    missing = [entry._replace(number=entry.number - its.number) for entry, its in zip(of_flows, hidden, strict=True)]
    others = [entry for entry in entries if entry.key.known_by.rule in ABOUT_NO_FLOW]
    yield from _clause(missing, "is gone", "are gone")
    yield from _clause(
        hidden, "is accepted now, by a comment or the configuration", "are accepted now, by comments or the configuration"
    )
    yield from _clause(
        others, "is about a suppression, which no baseline hides", "are about suppressions, which no baseline hides"
    )


def _clause(entries: Iterable[Entry], one: str, many: str) -> Iterator[str]:
    """What has become of so many known findings, with the first of their names; nothing for none."""
    there = [entry for entry in entries if entry.number]
    if there:
        number = sum(entry.number for entry in there)
        what = f"1 finding that is known {one}" if number == 1 else f"{number} findings that are known {many}"
        more = f" and {len(there) - MOST} more" if len(there) > MOST else ""
        yield f"{what}: {', '.join(map(_named, there[:MOST]))}{more}"


def _named(entry: Entry) -> str:
    rule, step, about = entry.key.known_by
    where = " ".join(filter(None, (step, about)))
    return f"{rule} ({where})" if where else rule
