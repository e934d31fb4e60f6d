"""All files of a run together: one flow for each file with calls in it, and one line for each without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ivrlint.flow import AnyStep, Entry, Flow, Problem, Refusal, Set, Target
from ivrlint.readers.freeswitch.acts import of_element
from ivrlint.readers.freeswitch.asking import collected_by
from ivrlint.readers.freeswitch.builder import Builder
from ivrlint.readers.freeswitch.calls import Call, Calls
from ivrlint.readers.freeswitch.chain import assignments_of, is_passed
from ivrlint.readers.freeswitch.dialplan import Dialplan, example_of
from ivrlint.readers.freeswitch.draft import Draft, Placed
from ivrlint.readers.freeswitch.menus import build_menu, inherit, plan_menus
from ivrlint.readers.freeswitch.nodes import Label
from ivrlint.readers.freeswitch.returns import settle
from ivrlint.readers.freeswitch.values import names_in, unique
from ivrlint.readers.freeswitch.without import why_no_calls


def link(flows: Mapping[str, Flow]) -> dict[str, Flow | Refusal]:
    """The flows of all files, linked with one another."""
    drafts = [flow.source for flow in flows.values() if isinstance(flow.source, Draft)]
    build = Builder(drafts)
    _survey(build)
    plans = plan_menus(build)
    dialplan = Dialplan(build)
    ways: list[tuple[Placed, str, Label]] = []
    for draft in drafts:
        for placed in draft.extensions:
            number = example_of(build, placed.element)
            if number is not None:
                ways.append((placed, number, dialplan.enter(placed, number)))
    dialplan.work()
    inherit(build, plans)
    labels = {key: label for draft in drafts for key, label in draft.labels.items()}
    for plan in plans:
        build_menu(build, plan, labels)
    dialplan.work()
    settle(build, plans)
    dialplan.settle()
    calls = Calls(build, build.graph.steps())
    found = [*calls.of_dialplan(ways), *calls.of_menus(plans)]
    build.graph.keep(calls.reached)
    steps = build.graph.steps()
    entries: dict[str, list[Entry]] = {}
    for call in found:
        entries.setdefault(call.file, []).append(Entry(call.title, _start(build, steps, call), call.mark))
    return {file: _flow(flow, build, steps.get(file, {}), entries.get(file, [])) for file, flow in flows.items()}


def _start(build: Builder, steps: dict[str, dict[str, AnyStep]], call: Call) -> str:
    """The first step of a call. An extension that does nothing but lead into another file is a step too."""
    if call.node.file == call.file:
        return call.node.name
    name = build.graph.claim(call.file, call.name)
    steps.setdefault(call.file, {})[name] = Set(name=name, mark=call.mark, next=Target(call.node.name, call.mark, call.node.file))
    return name


def _survey(build: Builder) -> None:
    """Which variables are asked for, read, and shown to whoever answers, anywhere in the run."""
    collected: list[str] = []
    read: set[str] = set()
    passed: list[str] = []
    for draft in build.drafts:
        for text in _texts(draft):
            for application, data in re.findall(r"(play_and_get_digits|read)[ :]+'?([^,]*)", text):
                collected.append(collected_by(application, data))
                build.collectors.setdefault(collected[-1], set()).add(0)
        for placed in draft.extensions:
            for element in placed.element.walk():
                if element.name in {"action", "anti-action"}:
                    written = of_element(element, draft.file)
                    collected.append(collected_by(written.application, written.data))
                    build.collectors.setdefault(collected[-1], set()).add(id(placed.element))
                    assigned = assignments_of(written)  # type: ignore[arg-type]
                    passed += [name for name, _ in assigned if is_passed(name)]
                    read.update(() if assigned else names_in(written.data))
        for text in _texts(draft):
            passed += [name for name in re.findall(r"(?:set|export)[ :]+'?([\w-]+)=", text) if is_passed(name)]
            read.update(names_in(text))
        for macro in draft.macros:
            for element in macro.element.walk():
                read.update(names_in(element.get("data")))
    build.collected = unique(name for name in collected if name)
    build.read = frozenset(read)
    build.passed = unique(passed)


def _texts(draft: Draft) -> Iterable[str]:
    for menu in draft.menus:
        for entry in menu.named("entry"):
            yield entry.get("param")
        for attribute in ("greet-long", "greet-short", "exit-sound", "exec-on-max-failures", "exec-on-max-timeouts"):
            yield menu.get(attribute)


def _flow(flow: Flow, build: Builder, steps: Mapping[str, AnyStep], entries: Sequence[Entry]) -> Flow | Refusal:
    draft = flow.source
    assert isinstance(draft, Draft)  # noqa: S101 - made by read
    if not steps:
        return why_no_calls(draft)
    problems: list[Problem] = sorted(build.problems[flow.file], key=lambda problem: problem.mark)
    return Flow(
        file=flow.file,
        format=flow.format,
        mark=flow.mark,
        language=_language(build, draft),
        entries=tuple(entries),
        steps=steps,
        problems=tuple(problems),
        wants=flow.wants,
    )


def _language(build: Builder, draft: Draft) -> str:
    """The language that the file sets for its calls."""
    for placed in draft.extensions:
        for element in placed.element.walk():
            found = re.match(r"\s*default_language=([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)\s*$", element.get("data"))
            if found and element.get("application") in {"set", "export"}:
                return found[1].replace("_", "-")
    return build.language({}).replace("_", "-")
