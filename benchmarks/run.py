"""Runs the benchmark and prints its tables as Markdown: `run.py [--update] [STEPS ...]`.

Each measurement is a fresh process; of several rounds the median counts, and whatever is compared is measured in turns
in the same run. `--update` puts the tables into docs/performance.md. Trust the ratios, not the milliseconds.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import formats
import many
import per_rule
from generate import flow

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
SIZES = (20, 1_000, 10_000, 100_000)
BEGIN, END = "<!-- benchmark: begin -->", "<!-- benchmark: end -->"
STAGES = ("parse", "read", "connect", "analyse", "judge", "lint", "report")


def main() -> None:
    """Measure, print, and update the page when asked."""
    wrong = [word for word in sys.argv[1:] if word != "--update" and not word.isdecimal()]
    if wrong:
        print(__doc__)
        sys.exit(0 if {*wrong} <= {"-h", "--help"} else f"{wrong[0]} is no number of steps")
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        parts = [_stages(sizes, Path(folder)), _start_up(Path(folder)), many.tables(), formats.table(_exports())]
        tables = "\n\n".join([*parts, per_rule.tables([])])
    print(tables)
    if "--update" in sys.argv:
        text = PAGE.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _exports() -> list[str]:
    """Real files of each format where they are at hand, else the samples."""
    corpus = HERE.parent.parent / "shared" / "corpus"
    return [str(corpus if corpus.is_dir() else HERE.parent / "samples" / "exports")]


def _stages(sizes: list[int], folder: Path) -> str:
    lines = [
        "### Stages, in milliseconds (in brackets: times the bare parse of the same file)",
        "",
        "| steps | file | bare parse | read | connect | analyse | judge | whole lint | text report | peak | lint / compose |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for size in sizes:
        file = folder / f"m{size}.yaml"
        file.write_text(flow(size), encoding="utf-8")
        rounds = 1 if size > 20_000 else 5
        runs, composes = [], []
        for _ in range(rounds):
            runs.append(_measure(str(file)))
            composes.append(_measure(str(file), "--compose")["seconds"]["compose"])
        median = {stage: statistics.median(run["seconds"][stage] for run in runs) for stage in STAGES}
        bare = median["parse"]
        cells = [f"{1000 * bare:,.1f}"]
        cells += [f"{1000 * median[stage]:,.1f} ({median[stage] / bare:.1f})" for stage in STAGES[1:]]
        peak = max(run["peak"] for run in runs)
        ratio = median["lint"] / statistics.median(composes)
        lines.append(f"| {runs[0]['steps']:,} | {runs[0]['mb']:,.2f} MB | {' | '.join(cells)} | {peak:,.0f} MB | {ratio:.1f} |")
    return "\n".join(lines)


def _measure(*arguments: str) -> dict[str, dict[str, float]]:
    run = subprocess.run([sys.executable, str(HERE / "stages.py"), *arguments], check=True, capture_output=True, text=True)
    measured: dict[str, dict[str, float]] = json.loads(run.stdout)
    return measured


def _start_up(folder: Path) -> str:
    file = folder / "m10.yaml"
    file.write_text(flow(20), encoding="utf-8")
    scripts = Path(sys.executable).parent
    lint = [str(scripts / "ivrlint"), "--fail-on", "never", str(file)]
    commands = {
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`ivrlint --version`": [str(scripts / "ivrlint"), "--version"],
        "`ivrlint m20.yaml --no-cache`": [*lint, "--no-cache"],
        "`ivrlint m20.yaml`, remembered": [*lint, "--cache", str(folder / "remembered")],
        "`yamllint m20.yaml`": [str(scripts / "yamllint"), "-d", "relaxed", str(file)],
        "`ivrlint draw m20.yaml -o m20.svg`": [str(scripts / "ivrlint"), "draw", str(file), "-o", str(folder / "m20.svg")],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(17):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=many.ENVIRONMENT)
            if turn >= 2:
                times[name].append(1000 * (time.perf_counter() - start))
    bare = statistics.median(times["`python -c pass`"])
    yamllint = statistics.median(times["`yamllint m20.yaml`"])
    lines = [
        f"### Whole processes on a flow of {file.read_text(encoding='utf-8').count(chr(10))} lines",
        "",
        "| process | median ms | times `python -c pass` | times yamllint |",
        "|---|---:|---:|---:|",
    ]
    for name, values in times.items():
        median = statistics.median(values)
        lines.append(f"| {name} | {median:.0f} | {median / bare:.1f} | {median / yamllint:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
