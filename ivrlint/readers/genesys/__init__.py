"""The flows of Genesys Cloud Architect: YAML of Archy, and exports of the editor (`.i3InboundFlow` and the like).

Flows of one run lead to one another by their names: another call flow, a secure flow, what callers hear in a queue. The steps
of a common module become steps of each flow that calls it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ivrlint.flow import AnyStep, Flow, Refusal, replace
from ivrlint.readers.genesys import archy, export
from ivrlint.readers.genesys.building import FORMAT, Built, build, flow, ways_of
from ivrlint.readers.genesys.draft import Draft
from ivrlint.readers.genesys.encoding import looks_encoded
from ivrlint.readers.genesys.kinds import CALLS, MODULE, OTHERS
from ivrlint.readers.genesys.ways import Ways

_BEFORE = r"(?:[ \t\r\n]+|#[^\r\n]*|%[^\r\n]*|---(?=[ \t\r\n]))*+"
_KIND = re.compile(rf"\ufeff?{_BEFORE}[\"']?(?:{'|'.join((*CALLS, *OTHERS))})[\"']?[ \t]*:(?=[ \t\r\n])")
_OF_ARCHITECT = re.compile(
    r"^[ \t]+[\"']?(?:startUpRef|startUpTaskActions|startUpObject|supportedLanguages|defaultLanguage|initialGreeting|"
    r"settingsErrorHandling|settingsActionDefaults|settingsPrompts)[\"']?[ \t]*:",
    re.MULTILINE,
)


def recognise(text: str) -> bool:
    """Whether a text is a flow of Architect, in either form, perhaps one that breaks further down."""
    if _KIND.match(text):
        return _OF_ARCHITECT.search(text) is not None
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return '"flowSequenceItemList"' in text and ('"initialSequence"' in text or '"__type"' in text)
    return looks_encoded(text)


def read(text: str, file: str) -> Flow | Refusal:
    """A draft of the flow, from which `link` makes its steps; or why there is none."""
    draft = archy.read(text, file) if _KIND.match(text) else export.read(text, file)
    if isinstance(draft, Refusal):
        return draft
    return Flow(file=file, format=FORMAT, mark=draft.mark, name=draft.name, source=draft)


def link(flows: Mapping[str, Flow]) -> Mapping[str, Flow | Refusal]:
    """All flows of the run with their steps, linked by the names of the flows."""
    drafts = {file: each.source for file, each in flows.items() if isinstance(each.source, Draft)}
    files: dict[tuple[str, str], str] = {}
    module_ways: dict[str, Ways] = {}
    ways: dict[str, Ways] = {}
    for file, draft in drafts.items():
        named = draft.name.lower()
        if draft.kind == MODULE:
            if named not in module_ways:
                module_ways[named] = ways_of(draft, f"{draft.name}: ")
        else:
            files.setdefault((draft.kind, named), file)
            ways[file] = ways_of(draft)
    starts = {
        named: target.to
        for named, each in module_ways.items()
        if each.draft.start and (target := each.of(each.draft.start, each.draft.mark))
    }
    modules = {named: build(each, files, starts) for named, each in module_ways.items()}
    result: dict[str, Flow | Refusal] = dict(flows)
    for file, draft in drafts.items():
        if draft.kind == MODULE:
            result[file] = Refusal(file, "this is a common module: only other flows call it", *draft.mark[1:3], no_calls=True)
        else:
            built = build(ways[file], files, starts)
            result[file] = flow(ways[file], _with_modules(built, modules))
    return {file: replace(each, source=None) if isinstance(each, Flow) else each for file, each in result.items()}


def _with_modules(built: Built, modules: Mapping[str, Built]) -> dict[str, AnyStep]:
    """The steps of a flow and of all common modules that it calls, at any distance."""
    steps = dict(built.steps)
    todo = list(built.modules)
    for named in todo:
        todo.extend(inner for inner in modules[named].modules if inner not in todo)
        for name, step in modules[named].steps.items():
            steps.setdefault(name, step)
    return steps
