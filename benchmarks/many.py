"""What a thousand menus cost: `many.py [MENUS]` prints a table of whole runs and one of the targets, as Markdown.

It makes menus of about sixty steps each in a temporary folder, no two alike, and lints them in one process and in several, with
nothing remembered and from what an earlier run has remembered; yamllint reads the same files where it is installed. Each run is
a fresh process. What is compared is measured in turns, the median counts; the long runs have fewer turns. Whether a second
core was free says the line below the table: two busy loops at once take as long as one there. Trust the ratios.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generate import flow

MENUS = 1_000
SHORT, LONG = 9, 3
"""Turns of runs on one file, and of runs on all."""

SAMPLE = Path(__file__).parent.parent / "samples" / "bank.yaml"
SCRIPTS = Path(sys.executable).parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Where Python may not keep what it has compiled, each start compiles everything: nobody's machine is like that."""

PASS, VERSION, ONE, ONE_AGAIN = (
    "`python -c pass`",
    "`ivrlint --version`",
    "`ivrlint bank.yaml --no-cache`",
    "`ivrlint bank.yaml`, remembered",
)
START_YAMLLINT, YAMLLINT_ONE, YAMLLINT = "`yamllint --version`", "`yamllint bank.yaml`", "`yamllint menus/`"
ALONE, TWO, ALL = (f"`ivrlint menus/ --no-cache{jobs}`" for jobs in (" --jobs 1", " --jobs 2", ""))
FIRST, SECOND, CHANGED = "`ivrlint menus/`, the first run", "the second run", "a run after one menu has changed"

STEP = re.compile(r"^  \w+:", re.MULTILINE)

Times = dict[str, float]


class Run(NamedTuple):
    """A command that is measured, and what is done before each turn of it."""

    command: list[str]
    prepare: Callable[[], object] = lambda: None


def tables(menus: int = MENUS) -> str:
    """All runs and the targets, as Markdown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = _made(folder / "menus", menus)
        known = subprocess.run([SCRIPTS / "ivrlint", "check", "--help"], check=True, capture_output=True, text=True).stdout
        short, long = _on_one(folder), _on_all(folder)
        left_out = [name for name, run in (short | long).items() if not _possible(run, known)]
        times = _measured({name: run for name, run in short.items() if name not in left_out}, SHORT)
        times |= _measured({name: run for name, run in long.items() if name not in left_out}, LONG)
    head = f"### Many files: {menus:,} menus of {made} steps on average"
    missing = [f"\nNot measured, for want of an option or a program: {', '.join(left_out)}."] if left_out else []
    probe = f"\nTwo busy loops at once took {_second_core():.1f} times as long as one; {os.cpu_count()} cores."
    return "\n".join([head, "", *_runs(times, menus), *missing, probe, "", *_targets(times, menus)])


def _made(folder: Path, menus: int) -> int:
    """Make the menus; give how many steps they have on average."""
    folder.mkdir()
    steps = 0
    for number in range(menus):
        text = flow(60 + 10 * (number % 2), seed=number).replace("Generated flow", f"Menu {number}")
        (folder / f"menu{number:04}.yaml").write_text(text, encoding="utf-8")
        steps += len(STEP.findall(text))
    return steps // menus


def _on_one(folder: Path) -> dict[str, Run]:
    ivrlint, yamllint = str(SCRIPTS / "ivrlint"), str(SCRIPTS / "yamllint")
    lint = [ivrlint, "--fail-on", "never", str(SAMPLE)]
    return {
        PASS: Run([sys.executable, "-c", "pass"]),
        VERSION: Run([ivrlint, "--version"]),
        ONE: Run([*lint, "--no-cache"]),
        ONE_AGAIN: Run([*lint, "--cache-dir", str(folder / "one")]),
        START_YAMLLINT: Run([yamllint, "--version"]),
        YAMLLINT_ONE: Run([yamllint, "-d", "relaxed", str(SAMPLE)]),
    }


def _on_all(folder: Path) -> dict[str, Run]:
    lint = [str(SCRIPTS / "ivrlint"), "--fail-on", "never", str(folder / "menus")]
    cache = folder / "all"
    remembering = [*lint, "--cache-dir", str(cache)]
    seeds = iter(range(MENUS, 2 * MENUS))

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def change() -> None:
        (folder / "menus" / "menu0000.yaml").write_text(flow(60, seed=next(seeds)), encoding="utf-8")

    return {
        ALONE: Run([*lint, "--no-cache", "--jobs", "1"]),
        TWO: Run([*lint, "--no-cache", "--jobs", "2"]),
        ALL: Run([*lint, "--no-cache"]),
        FIRST: Run(remembering, forget),
        SECOND: Run(remembering),
        CHANGED: Run(remembering, change),
        YAMLLINT: Run([str(SCRIPTS / "yamllint"), "-d", "relaxed", str(folder / "menus")]),
    }


def _possible(run: Run, known: str) -> bool:
    """Whether the program is there, and ivrlint knows the options of a check."""
    program, *words = run.command
    options = [word for word in words if word.startswith("--")] if program.endswith("ivrlint") and len(words) > 1 else []
    return Path(program).exists() and all(option in known for option in options)


def _measured(runs: dict[str, Run], turns: int) -> Times:
    """The median of each run in seconds; a turn before them counts for nothing where runs are short."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(turns + (turns == SHORT)):
        for name, run in runs.items():
            if name == YAMLLINT and times[name]:
                continue  # half a minute and more: once is enough
            run.prepare()
            start = time.perf_counter()
            ran = subprocess.run(run.command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)
            seconds = time.perf_counter() - start
            if ran.returncode not in (0, 1):
                sys.exit(f"{name}: {ran.stderr.decode()}")
            if turn or turns != SHORT:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def _second_core() -> float:
    """How many times as long two busy loops at once take as one: 1 where two cores are free, 2 where only one is."""
    busy = [sys.executable, "-c", "sum(range(20_000_000))"]
    took = []
    for loops in (1, 2):
        start = time.perf_counter()
        for process in [subprocess.Popen(busy) for _ in range(loops)]:
            process.wait()
        took.append(time.perf_counter() - start)
    return took[1] / took[0]


def _runs(times: Times, menus: int) -> list[str]:
    lines = ["| run | ms | ms a menu | times `python -c pass` |", "|---|---:|---:|---:|"]
    for name, seconds in times.items():
        each = f"{1000 * seconds / menus:.2f}" if name in (ALONE, TWO, ALL, FIRST, SECOND, CHANGED, YAMLLINT) else ""
        lines.append(f"| {name} | {1000 * seconds:,.0f} | {each} | {seconds / times[PASS]:,.1f} |")
    return lines


def _targets(times: Times, menus: int) -> list[str]:
    """What shall hold, of that which was measured."""
    targets = [
        (f"{ALONE}: ms a menu", ALONE, menus / 1000, 5.0),
        (f"{TWO} / {ALONE}, where two cores are free", TWO, ALONE, 0.6),
        (f"{FIRST} / {ALL}", FIRST, ALL, 1.1),
        (f"{SECOND} / the first", SECOND, FIRST, 0.03),
        (f"{SECOND} / {YAMLLINT}", SECOND, YAMLLINT, 1.0),
        (f"{SECOND} / {START_YAMLLINT}", SECOND, START_YAMLLINT, 1.0),
        (f"{ONE} / {YAMLLINT_ONE}", ONE, YAMLLINT_ONE, 1.2),
        (f"{ONE_AGAIN} / {PASS}", ONE_AGAIN, PASS, 3.0),
    ]
    lines = ["| what | times | target |", "|---|---:|---:|"]
    for what, name, by, most in targets:
        other = by if isinstance(by, float) else times.get(by)
        if name in times and other:
            reached = times[name] / other
            lines.append(f"| {what} | {reached:.2f} | at most {most:g}{'' if reached <= most else ', missed'} |")
    return lines


if __name__ == "__main__":
    print(tables(int(sys.argv[1]) if len(sys.argv) > 1 else MENUS))
