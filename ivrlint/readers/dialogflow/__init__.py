"""Agents exported from Dialogflow CX (Conversational Agents): a folder of JSON files, or the same as a zip archive."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from ivrlint.exits import exits_of
from ivrlint.flow import AnyStep, Entry, Flow, Refusal, Target, Visit
from ivrlint.readers.decoding import text_of
from ivrlint.readers.dialogflow.agent import Agent, gather
from ivrlint.readers.dialogflow.finish import finish
from ivrlint.readers.dialogflow.fulfilment import Writer
from ivrlint.readers.dialogflow.pages import Pages
from ivrlint.readers.dialogflow.part import Part
from ivrlint.readers.dialogflow.plan import Plan
from ivrlint.readers.dialogflow.ways import Ways, head_of
from ivrlint.readers.positioned_json import parse
from ivrlint.readers.tree import Map

_START = re.compile(r"\ufeff?[ \t\r\n]*+\{")
_AGENT = re.compile(r"\"(?:startFlow|startPlaybook)\"\s*+:\s*+\"")
_LANGUAGE = re.compile(r"\"defaultLanguageCode\"\s*+:\s*+\"")
_PART = re.compile(
    r"\"(?:transitionRoutes|eventHandlers|entryFulfillment|transitionRouteGroups)\"\s*+:\s*+[\[{]|\"form\"\s*+:\s*+\{\s*+[\"}]"
)
_NAMED = re.compile(r"\"displayName\"\s*+:\s*+\"")
_WELCOME = re.compile(
    r"(?i)welcome|greet|bienvenid|saludo|accueil|begr(?:ü|ue)(?:ß|ss)|benvenut|boas[-_ ]?vindas|welkom|^(?:start|hello)$"
)
_BEGINS = re.compile(
    r"(?i)^(?:start|begin|hello|init|incoming[-_ .]?call|\w{0,12}[-_ .]?welcome"
    r"|(?:call|conversation|session)[-_ .]?(?:start(?:ed)?|begins?|init|open(?:ed)?))$"
)
_ADVICE = "give the folder of the export, or the zip archive, instead"


def recognise(text: str) -> bool:
    """Whether a text is the `agent.json` of an export, or one of its flows or pages."""
    if _START.match(text) is None:
        return False
    return bool(_is_agent(text) or (_NAMED.search(text) and _PART.search(text)))


def read_folder(files: Mapping[str, bytes], file: str) -> Flow | Refusal:
    """The agent whose `agent.json` is `file`; `files` are all files beside and below it."""
    text = text_of(files[file], file)
    document = text if isinstance(text, Refusal) else parse(text, file)
    if isinstance(document, Refusal):
        return document
    if not isinstance(document.value, Map):
        return Refusal(file, "an agent must be an object", *document.at[:2])
    if not {"startFlow", "startPlaybook", "defaultLanguageCode"} & document.value.keys():
        return Refusal(file, f"is a part of an agent of Dialogflow CX, not the whole: {_ADVICE}", no_calls=True)
    agent = gather(files, posixpath.dirname(file), Part(document.value, file))
    agent.problems += document.problems
    return flow_of(agent, file)


def flow_of(agent: Agent, file: str) -> Flow | Refusal:
    """The flow of an agent that was read from `file`."""
    if not agent.flows:
        what = "consists of playbooks alone, which nobody can follow" if agent.playbooks else "has no flows beside it"
        return Refusal(
            file, f"this agent of Dialogflow CX {what}: {_ADVICE}" if not agent.playbooks else f"this agent {what}", no_calls=True
        )
    plan = Plan()
    writer = Writer(agent, plan)
    ways = Ways(agent, plan, writer)
    pages = Pages(agent, ways)
    start, greeting = _start(agent, ways)
    if greeting:
        pages.greetings[agent.start] = greeting
    for flow in agent.flows.values():
        pages.make(flow)
    pages.make_wanted()
    steps, first = finish(agent, ways, writer, start, pages.heads)
    mark = agent.part.mark("startFlow" if "startFlow" in agent.part.map else "")
    title = " ".join(agent.part.text("displayName").split())
    return Flow(
        file=file,
        format="dialogflow-cx",
        mark=mark,
        name=title,
        language=agent.language,
        entries=(Entry(title, first, mark),),
        steps=_in_order(steps, first),
        problems=tuple(sorted(agent.problems, key=lambda problem: problem.mark)),
        texts=agent.texts,
    )


def _is_agent(text: str) -> bool:
    return _AGENT.search(text) is not None and (_LANGUAGE.search(text) is not None or "projects/" in text or "timeZone" in text)


def _start(agent: Agent, ways: Ways) -> tuple[str, str]:
    """Where calls begin, and the intent that stands for the caller's hello, if the first flow greets by one.

    An event such as `start`, which the telephone system sends, comes first; the intent is in every agent from the beginning.
    """
    flow = agent.start
    if not flow:
        return ways.playbook(agent.part.text("startPlaybook"), agent.part.mark("startPlaybook")).to, ""
    if flow not in agent.flows:
        return head_of(flow), ""
    place = ways.starts.get(flow)
    if place is None:
        return head_of(flow), ""
    event = next((event for event in place.rules.outside if _BEGINS.search(event)), "")
    if event:
        ways.begins.add(event)
        target = ways.handled(place, place.rules.events[event], event, Target(place.resume, place.mark), of_flow=True)
        return target.to if target else place.head, ""
    intents = place.rules.intents
    greeting = next((intent for intent in intents if _greets(agent, intent)), "")
    if not greeting:
        return place.head, ""
    return ways.heard(flow, greeting, intents[greeting][0].mark("intent")).to, greeting


def _greets(agent: Agent, intent: str) -> bool:
    found = agent.intents.get(intent)
    return (found is not None and found.text("name") == "00000000-0000-0000-0000-000000000000") or bool(_WELCOME.search(intent))


def _in_order(steps: dict[str, AnyStep], first: str) -> dict[str, AnyStep]:
    """The steps as a call meets them, then those that none meets."""
    result: dict[str, AnyStep] = {}
    todo = [first, *reversed(steps)]
    todo = [*reversed(todo[1:]), first]
    while todo:
        name = todo.pop()
        step = steps.get(name)
        if step is None or name in result:
            continue
        result[name] = step
        todo += [target.to for target in reversed(_targets(step))]
    return result


def _targets(step: AnyStep) -> list[Target]:
    found = [target for _, _, target, _ in exits_of(step) if target]
    return [*found, step.next] if isinstance(step, Visit) and step.next else found
