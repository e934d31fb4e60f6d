"""`ivrlint draw`: flows as diagrams."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from ivrlint.cli import FOUND, OK
from ivrlint.cli.choice import Choice
from ivrlint.cli.configuring import choices, configuration_options, force_exclude_option, profile_option
from ivrlint.cli.draw_many import draw_many
from ivrlint.cli.drawing import Asked, CannotDraw, drawn, picture
from ivrlint.cli.output import STDOUT, complain, kind_of, not_an_input, write_data, write_text
from ivrlint.cli.pictures import Place, state
from ivrlint.cli.sources import files_argument, from_option, mistakes, output_option, read_single, stdin_option
from ivrlint.config.settings import Configurations
from ivrlint.diagram import DIRECTIONS, KINDS, NotDrawn

_HELP = """Draw flows as svg, png, pdf, or dot (the text that Graphviz reads).

\b
ivrlint draw menu.yaml -o menu.svg
ivrlint draw menu.yaml -o billing.png --focus billing --within 2
ivrlint draw extensions.conf -o sales.svg --entry "from-trunk 5551000"
ivrlint draw menu.yaml -o plain.pdf --no-findings --direction LR --all
ivrlint draw menu.yaml                    DOT on standard output
ivrlint draw menus/ --beside              menus/a.yaml as menus/a.svg, if not current
ivrlint draw menus/ -o pictures/ -f pdf   menus/a.yaml as pictures/menus/a.pdf
ivrlint draw menus/ --check               are the pictures beside the flows current?
ivrlint draw menus/ --beside --no-missing     only the pictures that are there
ivrlint draw --beside --no-missing --if-flow --force-exclude --fail-on-change a.yaml b.txt

What is found is numbered on the diagram and listed under it, unless a comment or the configuration accepts it. Findings do not
change the exit code, mistakes in the file do.

A picture carries the digest of what it shows. By that --check knows whether it is current, whichever engine has drawn it:
exit code 1 and a list when one is stale, missing, or left over of a flow that is gone.
"""


@click.command(help=_HELP, short_help="Draw flows.")
@files_argument()
@output_option("Ends in .svg, .png, .pdf or .dot; or a folder (pictures/) for the pictures of many flows.")
@click.option(
    "-f",
    "--format",
    "kinds",
    type=Choice(KINDS),
    multiple=True,
    help="The kind of picture, when the file's name does not say; of many flows also several.  [default: svg]",
)
@click.option("--beside", is_flag=True, help="Draw each flow into a file beside it, unless what is there is current.")
@click.option("--check", is_flag=True, help="Draw nothing: exit code 1 when a picture is not current (beside it, or at -o).")
@click.option("--fail-on-change", is_flag=True, help="Exit code 1 when a picture was drawn anew, for hooks.")
@click.option(
    "--missing/--no-missing",
    default=True,
    help="Whether a flow without a picture gets one. The hook has --no-missing; --missing in its args draws all flows.",
)
@click.option("--if-flow", is_flag=True, help="Pass over files that are no flows, even when they are named.")
@click.option("--entry", default="", metavar="NAME", help="Draw only the calls that come in at this number or line.")
@click.option(
    "--focus", default="", metavar="STEP", help="Draw only what is near this step, or the steps of a pattern ('Billing*')."
)
@click.option("--within", type=click.IntRange(min=0), help="How many steps around --focus.  [default: 2; 0 for a pattern]")
@click.option("--all", "everything", is_flag=True, help="Draw all steps, however many there are.")
@click.option("--no-findings", is_flag=True, help="Draw the flow alone.")
@profile_option()
@configuration_options()
@force_exclude_option()
@click.option("--direction", type=Choice(DIRECTIONS), default="TB", show_default=True, help="Where calls move.")
@from_option()
@stdin_option()
def draw(**given: Any) -> int:  # noqa: ANN401 - many options, by their names
    """Draw flows as diagrams."""
    path: str = given["path"]
    if not given["focus"] and given["within"] is not None:
        raise click.UsageError("--within goes with --focus.")
    if given["check"] and given["fail_on_change"]:
        raise click.UsageError("--check draws nothing that could change: leave out --fail-on-change.")
    folder = path if path != STDOUT and (path.endswith("/") or Path(path).is_dir()) else ""
    if given["beside"] and path != STDOUT:
        raise click.UsageError("--beside says where pictures go, and so does -o: choose one.")
    asked = Asked(
        given["entry"], given["focus"], given["within"], given["direction"], given["everything"], not given["no_findings"]
    )
    configurations = Configurations(choices(given)._replace(force_exclude=given["force_exclude"]))
    if given["beside"] or folder or (given["check"] and path == STDOUT):
        return draw_many(given, Place(folder), asked, configurations)
    return _draw_one(given, asked, configurations)


_OF_MANY = {
    "if_flow": "--if-flow",
    "missing": "--no-missing",
    "fail_on_change": "--fail-on-change",
    "force_exclude": "--force-exclude",
}
"""Options that mean nothing for a single picture."""


def _draw_one(given: Mapping[str, Any], asked: Asked, configurations: Configurations) -> int:
    files, path, kinds = given["files"], given["path"], given["kinds"]
    if len(files) > 1:
        raise click.UsageError("Several flows are drawn beside them (--beside), or into a folder (-o pictures/).")
    for option, name in _OF_MANY.items():
        if given[option] is not (option == "missing"):
            raise click.UsageError(f"{name} goes with --beside, or with a folder after -o.")
    if len(kinds) > 1:
        raise click.UsageError("Several formats go with --beside, or with a folder after -o.")
    kind = kind_of(path, kinds[0] if kinds else None, KINDS, "dot")
    flow, reading = read_single(files[0], given["stdin_filename"], given["format_"])
    not_an_input(path, [*files, *reading.texts], configurations)
    complain(mistakes(flow))
    diagram = drawn(flow, reading, configurations, asked._replace(everything=asked.everything or kind == "dot"))
    if isinstance(diagram, NotDrawn):
        raise CannotDraw(f"{flow.file}: {diagram.message}")
    if given["check"]:
        found = state(path, flow, diagram)
        write_text([f"{path}: {found.told or 'current'}"])
        return FOUND if found.told or flow.problems else OK
    data = picture(flow, diagram, kind, path)
    if isinstance(data, NotDrawn):
        raise CannotDraw(f"{flow.file}: {data.message}")
    write_data(data, path)
    if diagram.left_out:
        click.echo(f"{flow.file}: {diagram.left_out}", err=True)
    return FOUND if flow.problems else OK
