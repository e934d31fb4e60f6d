"""`ivrlint draw`: a flow as a diagram."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

import click

from ivrlint.cli import FOUND, OK, UNUSABLE
from ivrlint.cli.output import STDOUT, complain, not_an_input, write_data
from ivrlint.cli.selection import configured_by, profile_option
from ivrlint.cli.sources import files_argument, from_option, mistakes, read_single, stdin_option
from ivrlint.diagram import DIRECTIONS, KINDS, Drawing, NotDrawn, drawing, render
from ivrlint.flow import Flow
from ivrlint.linting import analysis_of_all, lint_flow
from ivrlint.rule import Rule

_HELP = """Draw a flow as svg, png, pdf, or dot (the text that Graphviz reads).

\b
ivrlint draw menu.yaml -o menu.svg
ivrlint draw menu.yaml -o billing.png --focus billing --within 2
ivrlint draw extensions.conf -o sales.svg --entry "from-trunk 5551000"
ivrlint draw menu.yaml               DOT on standard output

What is found is numbered on the diagram and listed under it; findings do not change the exit code, mistakes in the file do.
"""


@click.command(help=_HELP, short_help="Draw a flow.")
@files_argument(many=False)
@click.option("-o", "--output-file", "path", default=STDOUT, metavar="FILE", help="Ends in .svg, .png, .pdf or .dot.")
@click.option("-f", "--format", "kind", type=click.Choice(KINDS), help="The kind of picture, when the file's name does not say.")
@click.option("--entry", default="", metavar="NAME", help="Draw only the calls that come in at this number or line.")
@click.option(
    "--focus", default="", metavar="STEP", help="Draw only what is near this step, or the steps of a pattern ('Billing*')."
)
@click.option("--within", type=click.IntRange(min=0), help="How many steps around --focus.  [default: 2; 0 for a pattern]")
@click.option("--all", "everything", is_flag=True, help="Draw all steps, however many there are.")
@click.option("--no-findings", is_flag=True, help="Draw the flow alone.")
@profile_option()
@click.option("--direction", type=click.Choice(DIRECTIONS), default="TB", show_default=True, help="Where calls move.")
@from_option()
@stdin_option()
def draw(
    file: str,
    path: str,
    kind: str | None,
    entry: str,
    focus: str,
    within: int | None,
    everything: bool,
    no_findings: bool,
    profile: str,
    direction: str,
    format_: str | None,
    stdin_filename: str,
) -> int:
    """Draw a flow."""
    kind = kind or ("dot" if path == STDOUT else PurePath(path).suffix.removeprefix(".").lower())
    if focus == "" and within is not None:
        raise click.UsageError("--within goes with --focus.")
    if kind not in KINDS:
        raise click.UsageError(f"{path} should end in .svg, .png, .pdf or .dot.")
    flow, reading = read_single(file, stdin_filename, format_)
    not_an_input(path, [file, *reading.texts])
    complain(mistakes(flow))
    asked = _Asked(entry, focus, within, direction, everything or kind == "dot", not no_findings)
    drawn = _drawn(flow, () if no_findings else configured_by(profile).judging, asked)
    picture = drawn if isinstance(drawn, NotDrawn) else render(drawn.source, kind)
    if isinstance(picture, NotDrawn):
        raise CannotDraw(f"{flow.file}: {picture.message}")
    write_data(picture, path)
    if isinstance(drawn, Drawing) and drawn.left_out:
        click.echo(f"{flow.file}: {drawn.left_out}", err=True)
    return FOUND if flow.problems else OK


class _Asked(NamedTuple):
    entry: str
    focus: str
    within: int | None
    direction: str
    everything: bool
    show_findings: bool


def _drawn(flow: Flow, rules: Sequence[Rule], asked: _Asked) -> Drawing | NotDrawn:
    analyses, findings = lint_flow(flow, rules)
    calls = [analysis.facts.call for analysis in analyses]
    if asked.entry:
        analyses = tuple(one for one in analyses if asked.entry in (one.facts.call.title, one.facts.call.start))
        if not analyses:
            return NotDrawn(f'no call comes in at "{asked.entry}"; there are: {", ".join(call.title for call in calls)}')
        own = {step.step for step in analyses[0].facts.steps}
        calls, findings = calls[:1], tuple(finding for finding in findings if finding.step in own)
    whole = analyses[0] if len(calls) == 1 and analyses else analysis_of_all(flow)
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


class CannotDraw(click.ClickException):
    """Why there is no picture."""

    exit_code = UNUSABLE
