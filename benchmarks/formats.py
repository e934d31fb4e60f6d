"""Measures reading of each format beside a plain parse of the same bytes, and prints a table: `formats.py FOLDER...`.

Without folders the files in samples/exports are read. The plain parse is the fastest that anybody could do: `json`, the C loader
of PyYAML, `lxml` (or Python's own ElementTree where lxml is not installed), for a dialplan its lines. Of several rounds in one
process the least counts. The last column tells whether reading is what a user waits for.
"""

from __future__ import annotations

import base64
import json
import sys
import time
import urllib.parse
import warnings
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import yaml

from ivrlint import readers
from ivrlint.bundled import RULES as FOLDER
from ivrlint.flow import Flow
from ivrlint.linting import lint_flows
from ivrlint.readers.files import Reading, read_paths
from ivrlint.rule import load_rules

ROOT = Path(__file__).parent.parent
ROUNDS = 5
RULES = load_rules([FOLDER])[0]
MOST = 2**22  # bytes of a format: enough to measure, little enough for five rounds


def table(folders: list[str]) -> str:
    """The table, as Markdown."""
    files: dict[str, dict[str, bytes]] = defaultdict(dict)
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        for file, flow in read_paths([str(path)]).flows.items():
            if flow.format != "native" and sum(map(len, files[flow.format].values())) < MOST:
                files[flow.format] |= {file: path.read_bytes(), **flow.texts}
    lines = [
        "### Reading of each format, in milliseconds for each MB",
        "",
        "| format | files | MB | plain parse | parser | read and link | times the plain parse | whole lint | share of reading |",
        "|---|---:|---:|---:|---|---:|---:|---:|---:|",
    ]
    for known in readers.FORMATS:
        of_format = files.get(known.name)
        if of_format:
            lines.append(_row(known.name, of_format))
    return "\n".join(lines)


def _row(name: str, files: dict[str, bytes]) -> str:
    megabytes = sum(map(len, files.values())) / 2**20
    parser, parse = _plain(name)
    plain = _least(lambda: [parse(data) for data in files.values()])
    read = _least(lambda: _read(files))
    lint = _least(lambda: _lint(files))
    cells = [f"{len(files)}", f"{megabytes:.2f}", f"{1000 * plain / megabytes:,.0f}", parser, f"{1000 * read / megabytes:,.0f}"]
    cells += [f"{read / plain:.1f}", f"{1000 * lint / megabytes:,.0f}", f"{100 * read / lint:.0f} %"]
    return f"| {name} | {' | '.join(cells)} |"


def _lint(files: dict[str, bytes]) -> None:
    flows = _read(files)
    lint_flows(Reading(flows=flows), RULES)


def _read(files: dict[str, bytes]) -> dict[str, Flow]:
    flows: dict[str, Flow] = {}
    for file, data in files.items():
        if file.endswith(".json") and "/flows/" in file:
            continue  # a part of an agent, read with its agent.json
        flow = readers.read(data, file, below=lambda: files)
        if isinstance(flow, Flow):
            flows[file] = flow
    return {file: flow for file, flow in readers.link(flows).items() if isinstance(flow, Flow)}


def _plain(name: str) -> tuple[str, Callable[[bytes], object]]:
    """A parser for the bytes of a format, and its name; whatever it cannot read costs it what it cost until there."""
    try:
        from lxml import etree

        xml, xml_name = etree.fromstring, "lxml"
    except ImportError:
        xml, xml_name = ET.fromstring, "ElementTree"
    loaders: dict[str, tuple[str, Callable[[bytes], object]]] = {
        "voicexml": (xml_name, xml),
        "twiml": (xml_name, xml),
        "freeswitch": (xml_name, xml),
        "asterisk": ("splitlines", lambda data: [line.partition(b"=>") for line in data.splitlines()]),
    }
    chosen, load = loaders.get(name, ("json or C YAML", _json_or_yaml))

    def parse(data: bytes) -> object:
        try:
            return load(data)
        except Exception:  # noqa: BLE001 - a broken file
            return None

    return chosen, parse


def _json_or_yaml(data: bytes) -> object:
    if data.startswith(b"JTdC"):
        return json.loads(urllib.parse.unquote(base64.b64decode(data)))
    if data.lstrip()[:1] in (b"{", b"["):
        return json.loads(data)
    return yaml.load(data, yaml.CSafeLoader)


def _least(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(table(sys.argv[1:] or [str(ROOT / "samples" / "exports")]))
