"""Diagrams of small flows, taken apart again."""

import html
import json
import re
import subprocess
from typing import NamedTuple

from ivrlint.analysis import analyse
from ivrlint.diagram import dot
from ivrlint.diagram.engines import engines_for
from ivrlint.finding import Finding, Severity
from ivrlint.flow import Mark
from ivrlint.graph import connect
from ivrlint.readers import read

SHOP = """\
ivr: 1
name: Corner Shop
start: main
steps:
  main:
    menu: For orders, press 1. For opening times, press 2. To speak to a person, press 0.
    options: {1: {to: orders, for: orders}, 2: {to: times, for: opening times}, 0: {to: people, for: a person}}
    no_input: {after: 7s, then: people}
    no_match: {then: people}
  orders:
    collect: order_number
    say: Please enter your order number.
    digits: 6
    no_input: {then: times}
    no_match: {then: times}
    next: look
  look: {run: shop.find, uses: [order_number], next: times, failed: people}
  times: {say: We are open from nine to five., next: main}
  people: {transfer: the shop, with: [order_number], wait: 2m, closed: message, no_answer: message}
  message: {voicemail: the shop, say: Please leave a message., reply_within: 1 day}
"""

COUNCIL = ["ivr: 1", "name: Council", "start: main", "steps:"]


def council(menus, children):
    """A flow of many steps: a menu of menus, each with so many steps under it, and a person behind 0 everywhere."""
    topics = [f"topic{number}" for number in range(1, menus + 1)]
    lines = [*COUNCIL]
    options = ", ".join(f"{number}: {{to: {topic}, for: {topic}}}" for number, topic in enumerate(topics, 1))
    lines.append(f"  main: {{menu: Choose., next_digit: 1s, options: {{{options}, 0: people}}, no_input: {{then: people}}}}")
    for topic in topics:
        names = [f"{topic}_answer{number}" for number in range(1, children + 1)]
        options = ", ".join(f"{number}: {name}" for number, name in enumerate(names, 1))
        lines.append(
            f"  {topic}: {{menu: 'Choose about {topic}.', next_digit: 1s, options: {{{options}, '*': main, 0: people}}}}"
        )
        lines += [f"  {name}: {{say: 'An answer about {topic}, with many words in it.', next: main}}" for name in names]
    lines.append("  people: {transfer: the council, always_open: true}")
    return "\n".join(lines)


class Node(NamedTuple):
    """A node of a diagram."""

    words: list[str]
    attributes: dict[str, str]
    cluster: str


class Edge(NamedTuple):
    """An edge of a diagram."""

    tail: str
    head: str
    words: list[str]
    attributes: dict[str, str]


class Diagram(NamedTuple):
    """A diagram as an engine understands it. Invisible edges are kept apart."""

    nodes: dict[str, Node]
    edges: list[Edge]
    invisible: list[Edge]
    words: list[str]
    attributes: dict[str, str]

    def between(self, tail, head):
        """The edges from one node to another."""
        return [edge for edge in self.edges if (edge.tail, edge.head) == (tail, head)]


def analysed(text, number=0):
    """The analysis of a call."""
    flow = read(text.encode(), "flow.yaml")
    assert [problem.message for problem in flow.problems] == []
    return analyse(connect(flow), flow.entries[number])


def finding(step, message="something is wrong", severity=Severity.warning, line=1):
    """A finding at a step."""
    return Finding(rule="rule", severity=severity, mark=Mark("flow.yaml", line, 1, line, 2), step=step, message=message)


def drawn(text, findings=(), **options):
    """The diagram of a flow, taken apart."""
    return taken_apart(dot(analysed(text), findings, **options))


def taken_apart(source):
    """The parts of DOT text, read by an engine; no complaint is allowed but those about the widths of letters."""
    done = subprocess.run([engines_for("svg")[0].path, "-Tdot_json"], input=source.encode(), capture_output=True, check=True)
    complaints = [line for line in done.stderr.decode().splitlines() if "metrics" not in line and "non-ASCII" not in line]
    assert complaints == []
    document = json.loads(done.stdout)
    objects = document.pop("objects")
    clusters = {node: thing["name"] for thing in objects for node in thing.get("nodes", ())}
    names = {thing["_gvid"]: thing["name"] for thing in objects if "nodes" not in thing}
    nodes = {
        names[thing["_gvid"]]: Node(words(thing["label"]), thing, clusters.get(thing["_gvid"], ""))
        for thing in objects
        if "nodes" not in thing
    }
    edges = [
        Edge(names[thing["tail"]], names[thing["head"]], words(thing.get("label", "")), thing)
        for thing in document.pop("edges", ())
    ]
    seen = [edge for edge in edges if edge.attributes.get("style") != "invis"]
    unseen = [edge for edge in edges if edge.attributes.get("style") == "invis"]
    return Diagram(nodes, seen, unseen, words(document["label"]), document)


def words(label):
    """The texts of a label, line by line, cell by cell."""
    return [html.unescape(text).replace("\\\\", "\\") for text in re.findall(r">([^<>]+)<", label) if text.strip()]
