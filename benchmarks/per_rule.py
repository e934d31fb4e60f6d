"""What rules cost: `per_rule.py [--against CHECKOUT] [FILE ...]` prints tables of whole lints and of each rule, as Markdown.

Without files, those of the corpus with the most steps and with the most bytes are taken (the samples where there is no corpus),
and a made flow of 1,000 steps. `before` are the thirty-two rules of the first version, judged by the code of today; all facts
are computed all the same. `--against` measures the code of another checkout with its own rules as well. Whatever is compared is
measured in turns; medians count. Trust the ratios, not the milliseconds.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from generate import flow

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "shared" / "corpus"
ROUNDS = 15
LONGEST = 2.0  # seconds for the rounds of one process, on a large file
SHOWN = 20
BEFORE = (
    "asked-twice", "data-lost-at-transfer", "data-thrown-away", "read-before-set", "endless-retry", "hang-up-on-error",
    "no-input-unhandled", "no-match-unhandled", "timeout-too-short", "too-many-tries", "closed-then-hang-up",
    "transfer-without-fallback", "menu-too-deep", "options-out-of-order", "too-many-options", "data-before-person",
    "no-way-to-a-person", "operator-key-ignored", "person-not-certain", "person-not-offered-in-first-menu",
    "person-only-by-error", "person-too-far", "promise-broken", "empty-phrases", "key-before-action", "key-never-mentioned",
    "long-wait-before-first-choice", "promised-key-missing", "broken-target", "dead-end", "doom-loop", "unreachable-step",
)  # fmt: skip
"""The rules of the first version."""


def tables(files: list[str], against: str = "") -> str:
    """Both tables, as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.yaml"
        made.write_text(flow(1_000), encoding="utf-8")
        paths = [str(Path(file).resolve()) for file in files] or [*_largest(), str(made)]
        return f"{_lints(paths, against)}\n\n{_rules(paths)}"


def _largest() -> list[str]:
    """The files with the most steps and with the most bytes."""
    from ivrlint.readers.files import read_paths

    steps: dict[str, int] = {}
    root = CORPUS if CORPUS.is_dir() else HERE.parent / "samples"
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        flows = read_paths([str(path)]).flows
        if flows:
            steps[str(path)] = sum(len(its.steps) for its in flows.values())
    return list(dict.fromkeys([max(steps, key=steps.__getitem__), max(steps, key=lambda path: Path(path).stat().st_size)]))


def _lints(paths: list[str], against: str) -> str:
    head = ["file", "steps", "findings", f"{len(BEFORE)} rules, ms", "all rules, ms", "all / before"]
    head += ["other checkout, ms", "all / other checkout", "process, ms", "process there, ms", "ratio"] if against else []
    lines = ["### Whole lints with the rules of before and with all", "", _row(head), _row(["---", *["---:"] * (len(head) - 1)])]
    for path in paths:
        here = _measured(str(HERE.parent), path)
        cells = [_name(path), f"{here['steps']:,.0f}", f"{here['findings']:,.0f}", f"{here['before']:.1f}", f"{here['all']:.1f}"]
        cells.append(f"{here['all'] / here['before']:.2f}")
        if against:
            cells += _compared(path, against)
        lines.append(_row(cells))
    return "\n".join(lines)


def _compared(path: str, against: str) -> list[str]:
    """Lints and whole processes here and in another checkout, in turns."""
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(5):
        for name, checkout in (("here", str(HERE.parent)), ("there", against)):
            times[name].append(_measured(checkout, path)["all"])
            begun = time.perf_counter()
            command = [sys.executable, "-m", "ivrlint", "--fail-on", "never", path]
            subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times[f"{name}, process"].append(1000 * (time.perf_counter() - begun))
    here, there, whole, whole_there = (
        statistics.median(times[name]) for name in ("here", "there", "here, process", "there, process")
    )
    ratios = f"{here / there:.2f}", f"{whole / whole_there:.2f}"
    return [f"{there:.1f}", ratios[0], f"{whole:.0f}", f"{whole_there:.0f}", ratios[1]]


def _rules(paths: list[str]) -> str:
    """The slowest rules on each file, with what they are of the judging."""
    from ivrlint.linting import lint_paths
    from ivrlint.stopwatch import Stopwatch

    lines = []
    for path in paths:
        rules = _all_rules()
        rounds: dict[str, list[float]] = defaultdict(list)
        for _ in range(ROUNDS // 2):
            watch = Stopwatch()
            lint_paths([path], rules, watch=watch)
            for name, seconds in (*watch.rules.items(), *((f"{stage}, in all", its) for stage, its in watch.stages.items())):
                rounds[name].append(1000 * seconds)
        median = {name: statistics.median(times) for name, times in rounds.items()}
        stages = {name: median.pop(name) for name in list(median) if name.endswith(", in all")}
        judge = sum(median.values())
        ranked = sorted(median.items(), key=lambda item: -item[1])
        lines += [
            f"### Each rule on {_name(path)}: milliseconds, and share of all rules",
            "",
            "| rule | ms | share |",
            "|---|---:|---:|",
        ]
        lines += [_row([name, f"{its:.3f}", f"{its / judge:.0%}"]) for name, its in ranked[:SHOWN]]
        rest = sum(its for _, its in ranked[SHOWN:])
        lines.append(_row([f"{len(ranked[SHOWN:])} others", f"{rest:.3f}", f"{rest / judge:.0%}"]))
        lines += [_row([name, f"{its:.3f}", ""]) for name, its in stages.items()]
        lines.append("")
    return "\n".join(lines).rstrip()


def _measured(checkout: str, path: str) -> dict[str, float]:
    """Medians of a checkout's whole lints of a file, from a process of their own."""
    environment = {**os.environ, "PYTHONPATH": checkout}
    command = [sys.executable, str(Path(__file__).resolve()), "--child", path]
    run = subprocess.run(command, cwd=checkout, env=environment, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(run.stdout)
    return measured


def _child(path: str) -> None:
    """Lint a file with the old rules and with all in turns, and print milliseconds as JSON."""
    from ivrlint.linting import lint_paths
    from ivrlint.readers.files import read_paths

    rules = _all_rules()
    choices = {"before": [rule for rule in rules if rule.id in BEFORE], "all": rules}
    times: dict[str, list[float]] = defaultdict(list)
    found = 0
    end = time.perf_counter() + LONGEST
    for turn in range(ROUNDS + 1):
        for name, chosen in choices.items():
            begun = time.perf_counter()
            report = lint_paths([path], chosen)
            if turn:  # the first one warms up
                times[name].append(1000 * (time.perf_counter() - begun))
            found = len(report.findings)
        if turn and time.perf_counter() > end:
            break
    steps = sum(len(its.steps) for its in read_paths([path]).flows.values())
    print(json.dumps({"steps": steps, "findings": found} | {name: statistics.median(its) for name, its in times.items()}))


def _all_rules():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the rules of whichever checkout this runs in
    from ivrlint.bundled import RULES
    from ivrlint.rule import load_rules

    rules, problems = load_rules([RULES])
    assert not problems, problems
    return rules


def _name(path: str) -> str:
    return "/".join(Path(path).parts[-2:]) if CORPUS.parts == Path(path).parts[: len(CORPUS.parts)] else Path(path).name


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["--child"]:
        _child(words[1])
    else:
        other = words.pop(words.index("--against") + 1) if "--against" in words else ""
        print(tables([word for word in words if word != "--against"], other))
