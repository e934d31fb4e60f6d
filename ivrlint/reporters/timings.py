"""Where the time of a run went, for people."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.stopwatch import Stopwatch


def timings(watch: Stopwatch) -> Iterator[str]:
    """One line for each stage, below `judge` one for each rule, the slowest first; last the sum of the stages."""
    for stage, seconds in watch.stages.items():
        yield _line(seconds, stage)
        if stage == "judge":
            for rule, its in sorted(watch.rules.items(), key=lambda item: (-item[1], item[0])):
                yield f"{'':12}{_line(its, rule)}"
    yield _line(sum(watch.stages.values()), "all")


def _line(seconds: float, name: str) -> str:
    return f"{1000 * seconds:>11.3f} ms  {name}"
