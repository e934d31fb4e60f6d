"""`ivrlint draw`: a flow as a diagram."""

from __future__ import annotations

from pathlib import PurePath

import click

from ivrlint.cli import FOUND, OK
from ivrlint.cli.output import STDOUT, complain, write, write_bytes
from ivrlint.cli.selection import rules_from
from ivrlint.cli.sources import Unusable, files_argument, mistakes, read_one, stdin_option
from ivrlint.flow import Flow

KINDS = ("svg", "png", "pdf", "dot")

_HELP = """Draw a flow as svg, png, pdf, or dot (the text that Graphviz reads).

\b
ivrlint draw menu.yaml -o menu.svg
ivrlint draw menu.yaml -o billing.png --focus billing --within 2
ivrlint draw menu.yaml               DOT on standard output

What is found is numbered on the diagram and listed under it; it does not change the exit code.
"""


@click.command(help=_HELP, short_help="Draw a flow.")
@files_argument(many=False)
@click.option("-o", "--output-file", "path", default=STDOUT, metavar="FILE", help="Ends in .svg, .png, .pdf or .dot.")
@click.option("-f", "--format", "kind", type=click.Choice(KINDS), help="The kind of picture, when the file's name does not say.")
@click.option("--focus", default="", metavar="STEP", help="Draw only what is near this step.")
@click.option("--within", type=click.IntRange(min=0), default=2, show_default=True, help="How many steps around --focus.")
@click.option("--no-findings", is_flag=True, help="Draw the flow alone.")
@click.option("--direction", type=click.Choice(["TB", "LR"]), default="TB", show_default=True, help="Downwards or to the right.")
@stdin_option()
def draw(
    file: str,
    path: str,
    kind: str | None,
    focus: str,
    within: int,
    no_findings: bool,
    direction: str,
    stdin_filename: str,
) -> int:
    """Draw a flow."""
    kind = kind or ("dot" if path == STDOUT else PurePath(path).suffix.removeprefix(".").lower())
    if kind not in KINDS:
        raise click.UsageError(f"{path} should end in .svg, .png, .pdf or .dot.")
    flow = read_one(file, stdin_filename)
    complain(mistakes(flow))
    dot = _dot(flow, focus, within, direction, show_findings=not no_findings)
    if kind == "dot":
        write([dot.rstrip("\n")], path)
    else:
        from ivrlint.diagram import render

        picture = render(dot, kind)
        if isinstance(picture, str):
            complain([f"ivrlint: {picture}"])
            raise Unusable
        write_bytes(picture, path)
    return FOUND if flow.problems else OK


def _dot(flow: Flow, focus: str, within: int, direction: str, *, show_findings: bool) -> str:
    from ivrlint.diagram import dot
    from ivrlint.expressions import did_you_mean
    from ivrlint.linting import lint_flow

    analyses, findings = lint_flow(flow, rules_from(()) if show_findings else ())
    if not analyses:
        complain([f"{flow.file}: error: there is no step where a call begins, so there is nothing to draw"])
        raise Unusable
    analysis = analyses[0]
    if focus and focus not in analysis.graph.number:
        raise click.UsageError(f"There is no step {focus!r}{did_you_mean(focus, analysis.graph.number)}")
    return dot(analysis, findings, focus=focus, within=within, direction=direction, show_findings=show_findings)
