"""What `ivrlint draw` draws of a flow."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from ivrlint.cli import UNUSABLE
from ivrlint.cli.configuring import judging_terms
from ivrlint.cli.output import STDOUT
from ivrlint.cli.suppressing import without_accepted
from ivrlint.config.settings import Configurations
from ivrlint.config.terms import USUAL
from ivrlint.diagram import Drawing, NotDrawn, drawing, render
from ivrlint.diagram.stamp import Stamp, stamp_for, stamped
from ivrlint.finding import Finding
from ivrlint.flow import Flow
from ivrlint.flow.tuples import NamedTuple
from ivrlint.linting import analysis_of_all, lint_flow
from ivrlint.readers.content import shown
from ivrlint.readers.files import Reading
from ivrlint.report import Report
from ivrlint.stopwatch import IDLE
from ivrlint.together import together


class Asked(NamedTuple):
    """Which part of a flow is drawn, and how."""

    entry: str
    focus: str
    within: int | None
    direction: str
    everything: bool
    show_findings: bool


def drawn(flow: Flow, reading: Reading, configurations: Configurations, asked: Asked) -> Drawing | NotDrawn:
    """The diagram of a flow that was read with what is found in it and not accepted, or why there is none."""
    terms_of = judging_terms(configurations, rules=asked.show_findings)
    analyses, findings = lint_flow(flow, terms_of)
    findings = _not_accepted(findings, reading, configurations)
    calls = [analysis.facts.call for analysis in analyses]
    if asked.entry:
        analyses = tuple(one for one in analyses if asked.entry in (one.facts.call.title, one.facts.call.start))
        if not analyses:
            return NotDrawn(f'no call comes in at "{asked.entry}"; there are: {", ".join(call.title for call in calls)}')
        own = {step.step for step in analyses[0].facts.steps}
        calls, findings = calls[:1], tuple(finding for finding in findings if finding.step in own)
    findings = together(findings)
    whole = analyses[0] if len(calls) == 1 and analyses else analysis_of_all(flow, terms_of(flow.file, False) or USUAL)
    if whole is None:
        return NotDrawn("there is no step where a call begins, so there is nothing to draw")
    several = calls if len(calls) > 1 else ()
    return drawing(
        whole,
        findings,
        focus=asked.focus,
        within=asked.within,
        direction=asked.direction,
        show_findings=asked.show_findings,
        calls=several,
        everything=asked.everything,
    )


def _not_accepted(findings: Sequence[Finding], reading: Reading, configurations: Configurations) -> tuple[Finding, ...]:
    """What is found, without what comments and the configuration accept. What is wrong with these is no matter of a diagram."""
    report = Report(findings=tuple(findings), problems=(), ways=(), files=1, remarks=reading.remarks)
    hidden = {id(finding) for finding, _ in without_accepted(configurations, report, IDLE).suppressed}
    return tuple(finding for finding in findings if id(finding) not in hidden)


def stamp(flow: Flow, diagram: Drawing, path: str) -> Stamp:
    """The stamp by which the picture at this path is known to be current, and to be of this flow."""
    return stamp_for(_on_the_way(flow.file, path), diagram.source)


def picture(flow: Flow, diagram: Drawing, kind: str, path: str) -> bytes | NotDrawn:
    """The bytes of a picture with its stamp, or why there is none."""
    data = render(diagram.source, kind)
    return data if isinstance(data, NotDrawn) else stamped(data, kind, stamp(flow, diagram, path))


def _on_the_way(file: str, path: str) -> str:
    """A flow's path as seen from its picture; empty unless both lie below the current folder: no picture tells of more."""
    here = Path.cwd()
    there, picture = Path(os.path.realpath(file)), Path(os.path.realpath(path))
    if path == STDOUT or not (there.is_file() and there.is_relative_to(here) and picture.is_relative_to(here)):
        return ""
    return shown(os.path.relpath(there, picture.parent))


class CannotDraw(click.ClickException):
    """Why there is no picture."""

    exit_code = UNUSABLE
