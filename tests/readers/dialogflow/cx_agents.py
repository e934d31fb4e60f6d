"""Small agents of Dialogflow CX, as the files that an export has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ivrlint.flow import AnyStep, Flow, Refusal
from ivrlint.readers import read

START = "Default Start Flow"
FOLDER = "agent"
AGENT = {"displayName": "Harbour Energy", "defaultLanguageCode": "en", "startFlow": START}


def said(*texts: str, language: str = "en", **more: Any) -> dict[str, Any]:
    """A fulfilment that says something."""
    return {"messages": [{"text": {"text": [text]}, "languageCode": language} for text in texts], **more}


def route(**members: Any) -> dict[str, Any]:
    """A route; `says` is what it says."""
    words = members.pop("says", "")
    if words:
        members["triggerFulfillment"] = {**said(words), **members.get("triggerFulfillment", {})}
    return members


def handler(event: str, **members: Any) -> dict[str, Any]:
    """A handler of an event."""
    return route(event=event, **members)


def asks(name: str, question: str = "", reprompts: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """A parameter of a form."""
    behaviour: dict[str, Any] = {"initialPromptFulfillment": said(question) if question else {}}
    if reprompts:
        behaviour["repromptEventHandlers"] = reprompts
    return {"displayName": name, "required": True, "entityType": "@sys.number", "fillBehavior": behaviour, **more}


def page(name: str, **members: Any) -> dict[str, Any]:
    """A page; `says` is what it says on entry, `form` the list of its parameters."""
    words = members.pop("says", "")
    if words:
        members["entryFulfillment"] = {**said(words), **members.get("entryFulfillment", {})}
    if "form" in members:
        members["form"] = {"parameters": members["form"]}
    return {"displayName": name, **members}


def files(
    routes: list[Any] | None = None,
    pages: list[Any] | None = None,
    *,
    agent: Mapping[str, Any] = AGENT,
    others: Mapping[str, Any] | None = None,
    **flow: Any,
) -> dict[str, bytes]:
    """The files of an agent: its start flow with pages, and `others` by path."""
    result = {
        "agent.json": agent,
        f"flows/{START}/{START}.json": {"displayName": START, "transitionRoutes": routes or [], **flow},
        **{f"flows/{START}/pages/{number}.json": one for number, one in enumerate(pages or [])},
        **(others or {}),
    }
    return {
        f"{FOLDER}/{path}": value if isinstance(value, bytes) else json.dumps(value, indent=1).encode()
        for path, value in result.items()
    }


def flow(name: str, /, *pages: Any, **members: Any) -> dict[str, Any]:
    """Another flow with its pages, by path."""
    return {
        f"flows/{name}/{name}.json": {"displayName": name, **members},
        **{f"flows/{name}/pages/{number}.json": one for number, one in enumerate(pages)},
    }


def result_of(found: Mapping[str, bytes]) -> Flow | Refusal:
    """What is read of the files of an export."""
    file = f"{FOLDER}/agent.json"
    return read(found[file], file, below=lambda: found)


def read_agent(*arguments: Any, **members: Any) -> Flow:
    """The flow of an agent that can be read; its steps are what counts."""
    found = result_of(files(*arguments, **members))
    assert isinstance(found, Flow), found
    return found


def steps(*arguments: Any, **members: Any) -> Mapping[str, AnyStep]:
    """The steps of an agent."""
    return read_agent(*arguments, **members).steps


def to(target: Any) -> str:
    """Where a target leads."""
    assert target is not None
    return str(target.to)
