"""Runs with --since, and flows to run it on."""

import json
from typing import Any

from command_line import Run

OOPS = "  oops: {say: Hello., next: main}\n"
"""A step that no call comes to."""
MAIN = """\
ivr: 1
name: Main
language: en-GB
start: main
steps:
  main:
    menu: For bills, press 1. To speak to a person, press 0.
    options: {1: bills.yaml#ask, 0: people}
    no_input: {after: 7s, tries: 2, then: people}
    no_match: {tries: 2, then: people}
  people: {transfer: sales, always_open: true}
"""
BILLS = """\
ivr: 1
name: Bills
language: en-GB
start: ask
steps:
  ask:
    menu: For your balance, press 1. To pay, press 2.
    options: {1: ask, 2: ask}
    no_input: {after: 7s, tries: 2, then: ask}
    no_match: {tries: 2, then: ask}
"""


def report(run: Run, *args: str) -> Any:
    ran = run(*args, "--format", "json")
    assert ran.out, ran.err
    return json.loads(ran.out)


def told(run: Run, *args: str) -> list[tuple[str, str, str]]:
    """File, rule and step of all that is told."""
    return [(finding["file"], finding["rule"], finding["step"]) for finding in report(run, *args)["findings"]]


def linted(run: Run, *args: str) -> list[str]:
    """The files in which calls begin that were linted."""
    return sorted({call["file"] for call in report(run, *args)["summary"]["calls"]})
