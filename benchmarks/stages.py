"""Measures the stages of one lint in this process: `stages.py FILE` prints seconds and megabytes as JSON."""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ivrlint.analysis import analyse
from ivrlint.bundled import RULES
from ivrlint.flow import Flow
from ivrlint.graph import connect
from ivrlint.linting import lint_text
from ivrlint.readers import read
from ivrlint.reporters.paint import Paint
from ivrlint.reporters.text import text
from ivrlint.rule import Rule, load_rules

Value = TypeVar("Value")
Timed = Callable[[str, Callable[[], Any]], Any]


def main(path: str) -> None:
    """Time each stage once, after a warm-up on a small flow so that no import is counted."""
    data = Path(path).read_bytes()
    rules, _ = load_rules([RULES])
    small = data[: data.index(b"\n  menu1:")] if b"\n  menu1:" in data else data
    lint_text(small.decode(), "small.yaml", rules)
    gc.disable()
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Value]) -> Value:
        start = time.perf_counter()
        result = work()
        seconds[name] = time.perf_counter() - start
        return result

    if "--compose" in sys.argv:
        timed("compose", lambda: yaml.compose(data, Loader=yaml.CSafeLoader) and None)
        print(json.dumps({"seconds": seconds}))
        return
    timed("parse", lambda: sum(1 for _ in yaml.parse(data, Loader=yaml.CSafeLoader)))
    steps, found = _stages(data, path, rules, timed)
    report = timed("lint", lambda: lint_text(data.decode(), path, rules))
    timed("report", lambda: sum(len(line) for line in text(report, Paint(on=False))))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"steps": steps, "mb": len(data) / 1e6, "findings": found, "seconds": seconds, "peak": peak}))


def _stages(data: bytes, path: str, rules: Sequence[Rule], timed: Timed) -> tuple[int, int]:
    """Each stage by itself; steps and findings. What they make is gone before the whole lint is measured."""
    flow = timed("read", lambda: read(data, path))
    assert isinstance(flow, Flow)
    graph = timed("connect", lambda: connect(flow))
    analysis = timed("analyse", lambda: analyse(graph, flow.entries[0]))
    found = timed("judge", lambda: sum(1 for rule in rules for _ in rule.judge(analysis.facts)))
    return len(graph.steps), found


if __name__ == "__main__":
    main(sys.argv[1])
