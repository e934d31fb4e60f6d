"""Flows, and what comes of a command."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

GOOD = """\
ivr: 1
name: Castle Theatre
language: en-GB
start: main
steps:
  main:
    menu: Castle Theatre. For what is on, press 1. To speak to a person, press 0.
    options: {1: programme, 0: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  programme: {say: "Tonight at eight, The Tempest.", next: main}
  people: {transfer: box office, closed: message, no_answer: message}
  message: {voicemail: box office, say: "Please leave your number. We call back tomorrow.", reply_within: 1 day}
"""
LOOP = """\
ivr: 1
name: Round and round
language: en-GB
start: main
steps:
  main:
    menu: For opening times, press 1.
    options: {1: times}
    no_input: {after: 7s, tries: 2, then: main}
    no_match: {tries: 2, then: main}
  times: {say: We are open from nine to five., next: main}
"""
TYPO = GOOD.replace("transfer: box office, closed", "transfer: box office, closd")


class Ran(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs a command in an own folder."""

    def __call__(self, *args: str, stdin: str = "") -> Ran: ...


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def found(run: Run, *args: str) -> dict[str, dict[str, str]]:
    """How severe the findings of each rule are in each file."""
    result: dict[str, dict[str, str]] = {}
    for each in json.loads(run(*args, "-f", "json").out)["findings"]:
        result.setdefault(each["file"], {})[each["rule"]] = each["severity"]
    return result


def process(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ivrlint", *args],
        check=False,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
