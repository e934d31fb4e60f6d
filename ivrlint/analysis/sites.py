"""Where each name matters: the nodes and exits of a graph, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ivrlint.analysis.names import Names
from ivrlint.exits import FAILURE
from ivrlint.flow import Check, Collect, Run
from ivrlint.flow.tuples import NamedTuple
from ivrlint.graph import Graph

_By = dict[str, list[int]]


class Sites(NamedTuple):
    """Nodes and exits by the names that they concern.

    `collects` are nodes that ask for a name, `reads` and `passes` those that read and pass it, `sets` the exits that set it.
    `judged` are the exits that may mean that its value was found wrong: all of a check that uses it, and the failure of a
    system that does; `checked` are those of checks alone. `doubted` is the same for a system that uses what is made of
    it, and for the answers of a check that lead straight back to asking; the exits that make its question another one
    belong there too. `made_of` says of each name that is made of others what it is made of.
    """

    collects: Mapping[str, list[int]]
    reads: _By
    passes: _By
    sets: _By
    judged: _By
    checked: _By
    doubted: _By
    made_of: dict[str, set[str]]


def sites(graph: Graph, known: Names, words: list[int]) -> Sites:
    """All sites of a graph; `words` is that of `after_words`."""
    collects: _By = {name: [] for name in known.defined}
    questions: dict[str, set[str]] = {}
    for node, step in enumerate(graph.steps):
        if isinstance(step, Collect):
            collects[step.variable].append(node)
            if step.prompt and step.prompt.reads:
                questions.setdefault(step.variable, set()).update(step.prompt.reads)
    result = Sites(collects, _inverted(known.reads), _inverted(known.passes), _inverted(known.sets), {}, {}, {}, known.made_of)
    for node, step in enumerate(graph.steps):
        if isinstance(step, Check | Run) and step.uses:
            _judge(graph, result, node, step, words)
    for name, read in questions.items():
        for other in read:
            result.doubted.setdefault(name, []).extend(result.sets.get(other, ()))
    return result


def _judge(graph: Graph, found: Sites, node: int, step: Check | Run, words: list[int]) -> None:
    used = set(step.uses)
    origins = {origin for name in used for origin in found.made_of.get(name, (name,))}
    for exit_ in graph.out[node]:
        if isinstance(step, Check):
            _add(found.judged, used, exit_)
            _add(found.checked, used, exit_)
            back = words[graph.head[exit_]]
            asking = graph.steps[back] if 0 <= back < len(graph.steps) else None
            if isinstance(asking, Collect) and asking.variable in origins:
                _add(found.doubted, (asking.variable,), exit_)
        elif graph.how[exit_] is FAILURE:
            _add(found.judged, used, exit_)
            _add(found.doubted, origins, exit_)


def _add(to: _By, names: Iterable[str], site: int) -> None:
    for name in names:
        to.setdefault(name, []).append(site)


def _inverted(names_of: Mapping[int, Iterable[str]]) -> _By:
    result: _By = {}
    for site, names in names_of.items():
        _add(result, names, site)
    return result
