"""`ivrlint graph`: the flow as a graph, for other tools."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click

from ivrlint.analysis import networkx_graph
from ivrlint.cli import FOUND, OK
from ivrlint.cli.choice import Choice
from ivrlint.cli.configuring import choices, configuration_options, judging_terms
from ivrlint.cli.output import complain, kind_of, not_an_input, write_data
from ivrlint.cli.sources import files_argument, from_option, mistakes, output_option, read_single, stdin_option
from ivrlint.config.settings import Configurations
from ivrlint.config.terms import USUAL
from ivrlint.linting import keyed

if TYPE_CHECKING:
    import networkx as nx

KINDS = ("graphml", "gexf", "json")

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_HELP = """Write a flow as a graph: one node a step, one edge an exit with who takes it and how long it takes.

\b
ivrlint graph menu.yaml -o menu.graphml
ivrlint graph menu.yaml              JSON on standard output
ivrlint graph menu.yaml -f gexf > menu.gexf
"""


@click.command(help=_HELP, short_help="Write a flow as a graph for other tools.")
@files_argument(many=False)
@output_option("Ends in .graphml, .gexf or .json.")
@click.option("-f", "--format", "kind", type=Choice(KINDS), help="The kind of file, when its name does not say.")
@from_option()
@stdin_option()
@configuration_options()
def graph(file: str, path: str, kind: str | None, format_: str | None, stdin_filename: str, **given: Any) -> int:  # noqa: ANN401
    """Write a flow as a graph: one node a step, one edge an exit with who takes it and how long it takes."""
    kind = kind_of(path, kind, KINDS, "json")
    configurations = Configurations(choices(given))
    terms_of = judging_terms(configurations, rules=False)
    flow, reading = read_single(file, stdin_filename, format_)
    terms = terms_of(flow.file, False) or USUAL
    not_an_input(path, [file, *reading.texts], configurations)
    complain(mistakes(flow))
    write_data([_written(networkx_graph(keyed(flow, terms), terms.times), kind)], path)
    return FOUND if flow.problems else OK


def _written(network: nx.MultiDiGraph[str], kind: str) -> str:
    import networkx as nx

    if kind == "json":
        data: Any = nx.node_link_data(network, edges="edges")
        return json.dumps(data, ensure_ascii=False, indent=1)
    lines = nx.generate_graphml(network) if kind == "graphml" else nx.generate_gexf(network)
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", "\n".join(lines))
