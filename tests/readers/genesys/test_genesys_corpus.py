"""Real flows: four of them exist in both forms, and both forms must come to the same facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ivrlint.analysis import analyse
from ivrlint.analysis.export import document
from ivrlint.graph import connect
from ivrlint.readers.files import read_paths

FOLDER = Path(__file__).parents[4] / "shared" / "corpus" / "genesys-archy"
PAIRS = {
    "CacheExampleFlow.yaml": "CacheExample.i3InboundFlow",
    "call-park-agent-inbound-flow.yaml": "Call_Park_-_Agent_Inbound_Flow.i3InboundFlow",
    "orbit-parked-call-retrieval.yaml": "Orbit_-_Parked_Call_Retrieval.i3InboundFlow",
    "in-queue-orbit-call-park-hold.yaml": "InQueue_-_Orbit_Call_Park_Hold.i3InQueueFlow",
}
PLACEHOLDERS = ("name", "who")  # one form holds a placeholder where the other one holds the name
OF_WORDS = ("text", "words", "audio", "seconds", "complete", "longest_sentence", "sounds")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real flows are not at hand")


@pytest.mark.parametrize("archy", PAIRS)
def test_both_forms_of_a_flow_come_to_the_same_facts(archy: str) -> None:
    queue = archy.startswith("in-queue")  # recorded in one form, spoken in the other
    assert _facts(archy, words=not queue) == _facts(PAIRS[archy], words=not queue)


def test_every_real_file_is_read_without_problems_or_refused_because_nobody_calls_it() -> None:
    for path in sorted(FOLDER.iterdir()):
        if path.suffix == ".tsv":
            continue
        reading = read_paths([str(path)])
        assert [problem.message for flow in reading.flows.values() for problem in flow.problems] == [], path.name
        assert all(problem.no_calls for problem in reading.problems), path.name
        assert len(reading.flows) == ("Workflow" not in path.name), path.name


def _facts(name: str, *, words: bool) -> Any:
    path = next(each for each in FOLDER.iterdir() if each.name.endswith(f"__{name}"))
    flow = next(iter(read_paths([str(path)]).flows.values()))
    graph = connect(flow)
    return _plain(document("", [analyse(graph, entry).facts for entry in flow.entries]), words=words)


def _plain(part: Any, *, words: bool) -> Any:
    """The facts without places, names of flows and queues, and without words where these differ."""
    if isinstance(part, list):
        return [_plain(each, words=words) for each in part]
    if not isinstance(part, dict):
        return part
    left_out = ("line", "file", *PLACEHOLDERS, *(() if words else OF_WORDS))
    return {key: _plain(value, words=words) for key, value in part.items() if key not in left_out}
