"""Which documents of a run calls come in at: those to which no other document leads."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.flow import Flow, Refusal, Return, Target, Visit, replace
from ivrlint.readers.links import targets
from ivrlint.readers.voicexml.parts import Document
from ivrlint.readers.voicexml.places import path_of

_COMES_BACK = "is a subdialog: it returns to the document that visits it, and no call comes in here"


def linked(flows: Mapping[str, Flow], documents: Mapping[str, Document]) -> dict[str, Flow | Refusal]:
    """The flows without the entries of those documents that others lead to; a subdialog that nobody visits holds no calls."""
    flows = {file: _with_visits_known(flow, flows, documents) for file, flow in flows.items()}
    leads = {file: _leads(flow, documents[file], flows) for file, flow in flows.items()}
    inner = _inner(leads)
    result: dict[str, Flow | Refusal] = {}
    entered = {to for file, others in leads.items() for to in others if to != file}
    for file, flow in flows.items():
        if _comes_back(flow) and file not in entered:
            place = next(step.mark for step in flow.steps.values() if isinstance(step, Return))
            result[file] = Refusal(file, _COMES_BACK, place.line, place.column, no_calls=True)
        else:
            result[file] = replace(flow, part=True) if file in inner else flow
    return result


def _with_visits_known(flow: Flow, flows: Mapping[str, Flow], documents: Mapping[str, Document]) -> Flow:
    """The flow without the ways into dialogs that come back only when something fails, which is not followed."""
    steps = dict(flow.steps)
    for name, step in flow.steps.items():
        if isinstance(step, Visit) and step.flow is not None:
            file = step.flow.file or flow.file
            comes_back = any(isinstance(other, Return) for other in flows[file].steps.values())
            if not comes_back and any(element.name == "return" for element in documents[file].root.walk()):
                steps[name] = replace(step, flow=None)
    return replace(flow, steps=steps)


def _leads(flow: Flow, document: Document, flows: Mapping[str, Flow]) -> set[str]:
    """The files that a flow leads to, and the root document above it."""
    found = {target.file for target in targets(flow) if target.file in flows}
    found |= {path_of(document.file, element.get("src")) for element in document.root.walk() if element.name == "subdialog"} & {
        *flows
    }
    found |= {step.flow.file for step in flow.steps.values() if isinstance(step, Visit) and step.flow and step.flow.file}
    root = path_of(document.file, document.application) if document.application else ""
    return found | ({root} if root in flows else set())


def _comes_back(flow: Flow) -> bool:
    """Whether a document returns to one that visited it, rather than to itself."""
    visited = any(
        isinstance(step, Visit) and isinstance(step.flow, Target) and not step.flow.file for step in flow.steps.values()
    )
    return not visited and any(isinstance(step, Return) for step in flow.steps.values())


def _inner(leads: Mapping[str, set[str]]) -> set[str]:
    """The files to which others lead that they do not lead back to, at any distance."""
    group = _groups(leads)
    entered = {group[to] for file, others in leads.items() for to in others if group[to] != group[file]}
    return {file for file in leads if group[file] in entered}


def _groups(leads: Mapping[str, set[str]]) -> dict[str, int]:
    """Files that lead to one another, at any distance, have the same number."""
    order: list[str] = []
    seen: set[str] = set()
    for first in leads:
        todo: list[tuple[str, bool]] = [(first, False)]
        while todo:
            file, done = todo.pop()
            if done:
                order.append(file)
            elif file not in seen:
                seen.add(file)
                todo.append((file, True))
                todo += [(to, False) for to in leads[file] if to not in seen]
    into: dict[str, list[str]] = {file: [] for file in leads}
    for file, others in leads.items():
        for to in others:
            into[to].append(file)
    group: dict[str, int] = {}
    for number, first in enumerate(reversed(order)):
        stack = [first]
        while stack:
            file = stack.pop()
            if file not in group:
                group[file] = number
                stack += [other for other in into[file] if other not in group]
    return group
