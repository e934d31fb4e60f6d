"""`ivrlint check --show-files`: what would be linted, and why the rest is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ivrlint.cli import OK, UNUSABLE
from ivrlint.cli.configuring import complain_about
from ivrlint.cli.output import complain, write_text
from ivrlint.cli.show_settings import lints_nothing
from ivrlint.cli.sources import refusals, standard_input
from ivrlint.config.settings import Configurations
from ivrlint.readers.content import shown
from ivrlint.readers.files import Reading, read_paths
from ivrlint.readers.places import Found, Place, places
from ivrlint.reporters.wording import count


def show_files(given: Mapping[str, Any], configurations: Configurations) -> int:
    """Print one line for each file that the paths mean, and how many there are; give the exit code."""
    lints_nothing(given, "--show-files")
    text = standard_input(given["files"], given["stdin_filename"])
    found = list(places(given["files"], text, configurations.passes_over))
    reading = read_paths(
        given["files"],
        text,
        only_flows=given["if_flow"],
        format_=given["format_"] or "",
        passed_over=configurations.passes_over,
    )
    linted = dict(_linted(reading, configurations))
    excluded = {*_excluded(given["files"], found, configurations)} - linted.keys()
    told = {**linted, **dict.fromkeys(excluded, "passed over: excluded")}
    refused = {problem.file for problem in reading.problems}
    every = [each for place in found for each in place.files]
    names = {each.me: each.file for each in reversed(every) if each.file in linted}
    for each in every:
        if each.file not in told and each.file not in refused:
            same = names.get(each.me)
            told[each.file] = f"passed over: {f'is the same file as {same}' if same else _why(each, given['format_'] or '')}"
    over = len(told) - len(linted)
    broken = f", {len(refused)} cannot be read" if refused else ""
    last = f"{count(len(linted), 'file')} to lint, {over} passed over{broken}"
    write_text([*(f"{file}: {told[file]}" for file in sorted(told)), last])
    complain(refusals(reading.problems))
    wrong = sorted({problem for file in linted for problem in configurations.of(file).problems})
    complain_about(wrong)
    return UNUSABLE if reading.problems or wrong else OK


def _linted(reading: Reading, configurations: Configurations) -> Iterator[tuple[str, str]]:
    """What is judged: each file with its format."""
    for file, flow in reading.flows.items():
        yield file, flow.format
    for file, flow in reading.linked.items():
        if not configurations.excludes(file):
            yield file, f"{flow.format}, as a flow leads here"


def _excluded(paths: Sequence[str], found: Sequence[Place], configurations: Configurations) -> Iterator[str]:
    """The files and folders that the configuration excludes."""
    for place in found:
        yield from (shown(path) for path in place.left)
    for path in paths:
        if path != "-" and Path(path).exists() and configurations.passes_over(path, Path(path).is_dir(), True):
            yield shown(path)


def _why(found: Found, format_: str) -> str:
    """Why a file is passed over, in the first words of what would be told if it alone were named."""
    alone = read_paths([found.path], format_=format_)
    messages = (problem.message for problem in alone.problems if problem.file == found.file)
    return next(messages, "no call comes here in this run").partition("; ")[0]
