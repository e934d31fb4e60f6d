"""The files of an exported agent, sorted into its flows, pages, groups of routes, intents and webhooks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from ivrlint.flow import Mark, Problem, Refusal
from ivrlint.readers.decoding import text_of
from ivrlint.readers.dialogflow.names import tidy
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.positioned_json import parse
from ivrlint.readers.tree import Map

START = "Default Start Flow"
_ZERO = "00000000-0000-0000-0000-000000000000"

_KIND = re.compile(
    r"flows/(?P<folder>[^/]+)/(?:(?P<flow>[^/]+\.json)"
    r"|pages/(?P<page>[^/]+\.json)"
    r"|transitionRouteGroups/(?P<group>(?:[^/]+/)?[^/]+\.json))"
    r"|(?P<shared>(?:agentT|t)ransitionRouteGroups/(?:[^/]+/)?[^/]+\.json)"
    r"|intents/(?P<phrases>[^/]+)/trainingPhrases/[^/]+\.json"
    r"|intents/(?P<intent>(?:[^/]+/)?[^/]+\.json)"
    r"|webhooks/(?P<webhook>(?:[^/]+/)?[^/]+\.json)"
    r"|playbooks/(?P<playbook>[^/]+)/[^/]+\.json"
)
_KEY = re.compile(
    r"\"parts\"\s*:\s*\[\s*\{[^{}\[\]]{0,200}?\"text\"\s*:\s*\"(?:dtmf_digits_)?([0-9*#])\"[^{}\[\]]{0,200}\}\s*\]",
)


@dataclass(slots=True)
class Page:
    """A page. `part` is None where its file cannot be read."""

    name: str
    part: Part | None
    mark: Mark


@dataclass(slots=True)
class FlowOfAgent:
    """A flow with its pages and its own groups of routes, by name."""

    name: str
    part: Part | None
    mark: Mark
    pages: dict[str, Page] = field(default_factory=dict)
    groups: dict[str, Part] = field(default_factory=dict)


@dataclass(slots=True)
class Agent:
    """All that an export says about calls. `keys` are the keys that stand for an intent, `texts` the files by path."""

    part: Part
    flows: dict[str, FlowOfAgent] = field(default_factory=dict)
    groups: dict[str, Part] = field(default_factory=dict)
    intents: dict[str, Part] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    webhooks: dict[str, Part] = field(default_factory=dict)
    playbooks: set[str] = field(default_factory=set)
    texts: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language in which the agent speaks if nobody asks for another."""
        return self.part.text("defaultLanguageCode")

    @property
    def start(self) -> str:
        """The flow in which calls begin; empty when a playbook answers them."""
        if self.part.text("startPlaybook") and not self.part.text("startFlow"):
            return ""
        written = self.part.text("startFlow").rpartition("/flows/")[2] or START
        if written in self.flows:
            return written
        ids = {flow.part.text("name"): name for name, flow in self.flows.items() if flow.part}
        return ids.get(written) or (START if START in self.flows else ids.get(_ZERO, written))


def gather(files: Mapping[str, bytes], folder: str, part: Part) -> Agent:
    """The agent whose `agent.json` (`part`) lies in `folder`."""
    agent = Agent(part)
    folders: dict[str, FlowOfAgent] = {}
    found = list(_sorted(files, folder))
    for path, kind in found:
        if kind["flow"]:
            _flow(agent, folders, files[path], path, kind)
    for path, kind in found:
        if kind["page"] or kind["group"]:
            _of_flow(agent, folders, files[path], path, kind)
        elif kind["phrases"]:
            _keys(agent, files[path], unquote(kind["phrases"]))
        elif kind["playbook"]:
            agent.playbooks.add(unquote(kind["playbook"]))
        else:
            into = agent.groups if kind["shared"] else agent.webhooks if kind["webhook"] else agent.intents
            if not kind["flow"]:
                _named(agent, into, files[path], path)
    return agent


def _sorted(files: Mapping[str, bytes], folder: str) -> Iterator[tuple[str, re.Match[str]]]:
    before = f"{folder}/" if folder else ""
    for path in sorted(files):
        kind = _KIND.fullmatch(path, len(before)) if path.startswith(before) else None
        if kind:
            yield path, kind


def _flow(agent: Agent, folders: dict[str, FlowOfAgent], data: bytes, path: str, kind: re.Match[str]) -> None:
    part = _object(agent, data, path)
    name = _name(part, path)
    flow = FlowOfAgent(
        name, part, part.mark("displayName" if "displayName" in part.map else "") if part else Mark(path, 1, 1, 1, 1)
    )
    if kind["folder"] in folders or name in agent.flows:
        agent.problems.append(Problem(f"there are two flows with the name {name!r}: only the first one counts", flow.mark))
    else:
        folders[kind["folder"]] = agent.flows[name] = flow


def _of_flow(agent: Agent, folders: dict[str, FlowOfAgent], data: bytes, path: str, kind: re.Match[str]) -> None:
    flow = folders.get(kind["folder"])
    if flow is None:
        name = unquote(kind["folder"])
        mark = Mark(path, 1, 1, 1, 1)
        agent.problems.append(Problem(f"this page belongs to the flow {name!r}, which is missing", mark))
        flow = folders[kind["folder"]] = agent.flows.setdefault(name, FlowOfAgent(name, None, mark))
    if kind["group"]:
        _named(agent, flow.groups, data, path)
        return
    part = _object(agent, data, path)
    name = _name(part, path)
    mark = part.mark("displayName" if "displayName" in part.map else "") if part else Mark(path, 1, 1, 1, 1)
    if name in flow.pages:
        agent.problems.append(Problem(f"there are two pages with the name {name!r}: only the first one counts", mark))
    else:
        flow.pages[name] = Page(name, part, mark)


def _named(agent: Agent, into: dict[str, Part], data: bytes, path: str) -> None:
    part = _object(agent, data, path)
    if part:
        into.setdefault(_name(part, path), part)


def _keys(agent: Agent, data: bytes, intent: str) -> None:
    """The keys among the phrases of an intent: `1`, or `dtmf_digits_1` as the telephone gateway says it."""
    found = _KEY.findall(data.decode("utf-8", "replace"))
    if found:
        agent.keys[intent] = tuple(dict.fromkeys((*agent.keys.get(intent, ()), *found)))


def _object(agent: Agent, data: bytes, path: str) -> Part | None:
    """The object that a file holds; what is wrong with it is a problem of the agent."""
    agent.texts[path] = data
    text = text_of(data, path)
    document = text if isinstance(text, Refusal) else parse(text, path)
    if isinstance(document, Refusal):
        line, column = document.line or 1, document.column or 1
        agent.problems.append(Problem(document.message, Mark(path, line, column, line, column)))
        return None
    agent.problems += document.problems
    if not isinstance(document.value, Map):
        agent.problems.append(Problem("this file of the export must be an object", Mark(path, *document.at)))
        return None
    return Part(document.value, path)


def _name(part: Part | None, path: str) -> str:
    """The name that the author gave, else the one that the file was given."""
    written = part.text("displayName") if part else ""
    return written if tidy(written) else unquote(posixpath.basename(path).removesuffix(".json"))
