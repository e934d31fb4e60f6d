"""One action of Archy's YAML: what it reads and gives, what it plays, and the lists of actions behind its outputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ivrlint.flow import Mark
from ivrlint.readers.genesys.archy_values import Reader, plain, text_of
from ivrlint.readers.genesys.draft import Action, Given, Task, Value
from ivrlint.readers.genesys.expressions import identifier, names_in
from ivrlint.readers.tree import List, Map

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TITLES = {"callData": "Call Data Action", "transferToAcd": "Transfer to ACD", "collectInput": "Collect Input"}
_OUTSIDE = frozenset({"outputs", "actions", "choices", "task", "menu", "cases", "default", "failureOutputs", "speechRecTerms"})
_VALUE = frozenset({"lit", "exp", "var", "noValue", "tts", "prompt"})
_NAMED_BY_KEY = ("dataAction", "dataTable", "commonModule", "botFlow", "digitalBotFlow", "bot", "dialogflowAgent", "lexBot")
_LABELS = frozenset({"yes", "no", "success", "failure", "timeout", "found", "open", "closed", "holiday", "emergency"})
"""Outputs that hold actions and nothing else, also where `actions` was left out."""
_SOUNDS = re.compile(r"(?:audio|greeting|holdmusic)\Z|\Aprompt\Z", re.IGNORECASE)

Output = tuple[str, Any, Mark]


def title(kind: str) -> str:
    """What Architect calls an action of which the author has not said what it is called."""
    return _TITLES.get(kind) or " ".join(_HUMP.split(kind[:1].upper() + kind[1:]))


def action(reader: Reader, kind: str, body: Map, name: str, place: str, task: Task | None) -> Action:
    """The action itself; where it leads is for the flow to say."""
    result = Action(kind=kind, name=name, mark=reader.mark(body.value_at.get("name", body.at)), place=place, task=task)
    if kind == "updateData":
        result.sets = tuple(_statements(reader, body))
    elif kind == "setParticipantData":
        result.sets = tuple(_attributes(reader, body))
    _content(reader, body, result)
    return result


def _content(reader: Reader, body: Map, result: Action) -> None:
    """All values at any depth, but not those of the actions inside. Of two with the same name the outer one counts."""
    called = reader.draft.called
    reads: dict[str, None] = {}
    gives: dict[str, None] = {}
    todo: list[Map] = [body]
    for node in todo:
        for key, inner in node.items():
            if key == "cases":
                reads.update(dict.fromkeys(_read_by_cases(inner)))
            elif key in _OUTSIDE:
                continue
            elif _SOUNDS.search(key) and (words := reader.words(node, key)):
                result.words.setdefault(key, words)
            elif isinstance(inner, List):
                todo.extend(item for item in inner if isinstance(item, Map))
            elif value := _value(reader, node, key):
                result.values.setdefault(key, value)
                if value.kind == "exp":
                    reads.update(dict.fromkeys(names_in(value.text)))
                elif value.kind == "var":
                    gives.update(dict.fromkeys(names_in(value.text)))
            if isinstance(inner, Map) and key not in _OUTSIDE and not _VALUE.intersection(inner):
                todo.append(inner)
    result.reads = tuple(dict.fromkeys(called(name) for name in reads))
    result.gives = tuple(dict.fromkeys(called(name) for name in gives))


def _value(reader: Reader, node: Map, key: str) -> Value | None:
    """The value under a key: what is set, what is named, or the name that stands as a key itself."""
    inner = node[key]
    if not isinstance(inner, Map):
        return None if key in ("name", "refId", "noValue") or inner is None else reader.value(node, key)
    if _VALUE.intersection(inner) or isinstance(inner.get("name"), str):
        return reader.value(node, key)
    if key in _NAMED_BY_KEY and inner:
        first = next(iter(inner))
        return Value("lit", plain(first), reader.mark(inner.key_at[first]))
    return None


def _read_by_cases(cases: Any) -> Iterator[str]:  # noqa: ANN401 - what YAML holds
    for item in cases if isinstance(cases, List) else ():
        case = item.get("case", item) if isinstance(item, Map) else None
        value = case.get("value") if isinstance(case, Map) else None
        if isinstance(value, Map) and isinstance(value.get("exp"), str):
            yield from names_in(plain(value["exp"]))


def _statements(reader: Reader, body: Map) -> Iterator[Given]:
    statements = body.get("statements")
    for item in statements if isinstance(statements, List) else ():
        inner = next(iter(item.values()), None) if isinstance(item, Map) else None
        if isinstance(inner, Map) and (name := text_of(inner, "variable") or text_of(reader.inside(inner, "variable"), "var")):
            yield _given(reader, reader.draft.called(name), reader.value(inner, "value"), reader.mark(inner.value_at["variable"]))


def _attributes(reader: Reader, body: Map) -> Iterator[Given]:
    attributes = body.get("attributes")
    for item in attributes if isinstance(attributes, List) else ():
        inner = item.get("attribute", item) if isinstance(item, Map) else None
        name = reader.value(inner, "name") if isinstance(inner, Map) else None
        if isinstance(inner, Map) and name and name.text:
            text = name.text if name.kind == "lit" else "participant data"
            yield _given(reader, text, reader.value(inner, "value"), name.mark)


def _given(reader: Reader, name: str, value: Value | None, mark: Mark) -> Given:
    read = names_in(value.text) if value and value.kind in ("exp", "var") else ()
    return Given(identifier(name), value.text if value else "", tuple(reader.draft.called(each) for each in read), mark)


def outputs(reader: Reader, kind: str, body: Map) -> Iterator[Output]:
    """The outputs that are written, with their lists of actions: of a switch its cases, of other actions by label."""
    if kind == "switch":
        yield from _cases(reader, body)
        return
    seen: set[str] = set()
    written = body.get("outputs")
    todo: list[tuple[str, Any, Mark]] = []
    if isinstance(written, Map):
        todo = [(label, inner, reader.mark(written.key_at[label])) for label, inner in written.items()]
    elif isinstance(written, List):
        todo = [("", written, reader.mark(written.at))]
    for label, inner, mark in todo:
        if isinstance(inner, List) and plain(label).lower() in _LABELS:
            if (label := plain(label).lower()) not in seen:
                seen.add(label)
                yield label, inner, mark
        elif isinstance(inner, List):
            for item in inner:
                each = next((value for value in item.values() if isinstance(value, Map)), item) if isinstance(item, Map) else None
                if isinstance(each, Map) and (name := text_of(each, "name")):
                    todo.append((name, each, reader.mark(each.value_at["name"])))
        elif isinstance(inner, Map) and "actions" not in inner and any(isinstance(value, Map | List) for value in inner.values()):
            todo.extend((plain(name), value, reader.mark(inner.key_at[name])) for name, value in inner.items())
        elif (label := " ".join(plain(label).split())) and label not in seen:
            seen.add(label)
            yield label, inner.get("actions") if isinstance(inner, Map) else None, mark


def _cases(reader: Reader, body: Map) -> Iterator[Output]:
    evaluate = reader.inside(body, "evaluate")
    holder = next((inner for inner in evaluate.values() if isinstance(inner, Map) and "cases" in inner), evaluate)
    holder = holder if "cases" in holder or "default" in holder else body
    cases = holder.get("cases")
    for number, item in enumerate(cases if isinstance(cases, List) else (), 1):
        case = item.get("case", item) if isinstance(item, Map) else None
        if isinstance(case, Map):
            yield f"case {number}", case.get("actions"), reader.mark(case.at)
    default = holder.get("default") or reader.inside(body, "outputs").get("default")
    if isinstance(default, Map):
        yield "default", default.get("actions"), reader.mark(default.at)


def tests(reader: Reader, body: Map) -> dict[str, str]:
    """What each case of a switch looks at, by its label."""
    evaluate = reader.inside(body, "evaluate")
    holder = next((inner for inner in evaluate.values() if isinstance(inner, Map) and "cases" in inner), evaluate)
    cases = (holder if "cases" in holder else body).get("cases")
    found: dict[str, str] = {}
    for number, item in enumerate(cases if isinstance(cases, List) else (), 1):
        case = item.get("case", item) if isinstance(item, Map) else None
        value = reader.value(case, "value") if isinstance(case, Map) else None
        if value and value.text:
            found[f"case {number}"] = value.text
    return found
