"""Small flows of Genesys Cloud Architect, written for these tests: in Archy's YAML and as the editor exports them."""

from __future__ import annotations

import base64
import json
import textwrap
from typing import Any, TypeVar
from urllib.parse import quote

from ivrlint.flow import AnyStep, Flow, Refusal
from ivrlint.readers import genesys

Step = TypeVar("Step", bound=AnyStep)


def task(actions: str, more: str = "", kind: str = "inboundCall") -> str:
    """A flow whose first task, `Start`, has these actions; `more` are further parts of the flow."""
    head = f'{kind}:\n  name: Harbour\n  defaultLanguage: en-us\n  startUpRef: "/{kind}/tasks/task[Start_1]"\n'
    body = textwrap.indent(textwrap.dedent(actions).strip("\n"), " " * 10)
    first = f"  tasks:\n    - task:\n        name: Start\n        refId: Start_1\n        actions:\n{body}\n"
    return head + first + textwrap.indent(textwrap.dedent(more).strip("\n"), "  ") + "\n"


def menu(choices: str, more: str = "", settings: str = "", words: str = "For sales, press 1.") -> str:
    """A flow whose first menu, `Main`, has these choices."""
    head = 'inboundCall:\n  name: Harbour\n  defaultLanguage: en-us\n  startUpRef: "/inboundCall/menus/menu[Main_1]"\n'
    body = textwrap.indent(textwrap.dedent(choices).strip("\n"), " " * 10)
    inner = textwrap.indent(textwrap.dedent(settings).strip("\n"), " " * 8)
    own = f"    - menu:\n        name: Main\n        refId: Main_1\n        audio:\n          tts: {words}\n{inner}\n"
    own += f"        choices:\n{body}\n"
    rest = textwrap.dedent(more).strip("\n")
    return f"{head}  menus:\n{own}{textwrap.indent(rest, '  ')}\n"


def read(text: str, file: str = "flow.yaml") -> Flow:
    """The flow of a text, linked with nothing but itself."""
    result = link({file: text})[file]
    assert isinstance(result, Flow), result
    return result


def link(texts: dict[str, str]) -> dict[str, Flow | Refusal]:
    """The flows of a run."""
    flows = {}
    refused: dict[str, Flow | Refusal] = {}
    for file, text in texts.items():
        result = genesys.read(text, file)
        if isinstance(result, Flow):
            flows[file] = result
        else:
            refused[file] = result
    return {**genesys.link(flows), **refused}


def refused(text: str) -> Refusal:
    """Why a text is refused."""
    result = link({"flow.yaml": text})["flow.yaml"]
    assert isinstance(result, Refusal), result
    return result


def step(flow: Flow, name: str, kind: type[Step]) -> Step:
    """A step that must be there."""
    found = flow.steps[name]
    assert isinstance(found, kind), found
    return found


def goes(target: Any) -> str:
    """Where a target leads; `-` for nowhere."""
    return target.to if target else "-"


def said(flow: Flow) -> list[str]:
    """What is wrong with a flow."""
    return [problem.message for problem in flow.problems]


# The export of the editor


def value(text: str, type_: str = "str", *, literal: bool = False) -> dict[str, Any]:
    """One value of an export."""
    return {"text": text, "type": type_, "config": {"lit" if literal else "ref": {"text": text}}, "version": 2}


def audio(expression: str, *, barge_in: bool = True) -> dict[str, Any]:
    """What is played."""
    return {"bargeInExpression": value(str(barge_in).lower(), "bln"), "defaultAudio": value(expression, "aud"), "cases": []}


def action(identity: str, type_: str, then: str = "", paths: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """One action of an export. `paths` says where its outputs lead, empty for nowhere of their own."""
    result: dict[str, Any] = {"id": identity, "name": more.pop("name", identity), "__type": type_, **more}
    if then:
        result["nextAction"] = then
    if paths is not None:
        result["paths"] = [
            {"label": label, "outputId": f"__{label.replace(' ', '_').upper()}__", **({"nextActionId": to} if to else {})}
            for label, to in paths.items()
        ]
    return result


def container(identity: str, *actions: dict[str, Any], type_: str = "Task", **more: Any) -> dict[str, Any]:
    """One task of an export."""
    first = actions[0]["id"] if actions else ""
    return {
        "id": identity,
        "name": identity,
        "__type": type_,
        "startAction": first,
        "actionList": list(actions),
        "variables": [],
        **more,
    }


def choice(digit: Any, inner: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One choice of a menu of an export."""
    return {
        "id": f"choice {digit}",
        "name": inner["name"],
        "digit": digit,
        "action": inner,
        "speechRecTerms": {"en-US": []},
        **more,
    }


def choices(identity: str, *inner: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One menu of an export."""
    prompts = {"prompts": audio('ToAudioTTS("For sales, press 1.")')}
    return {"id": identity, "name": identity, "__type": "Menu", "menuChoiceList": list(inner), **prompts, **more}


def document(*items: dict[str, Any], type_: str = "inboundcall", **more: Any) -> dict[str, Any]:
    """A whole flow."""
    top = {"defaultLanguage": "en-US", "initialSequence": items[0]["id"] if items else "", "name": "Harbour", "type": type_}
    return {**top, "nextTrackingNumber": 9, "flowSequenceItemList": list(items), **more}


def encoded(flow: dict[str, Any]) -> str:
    """A flow as the editor exports it."""
    return base64.b64encode(quote(json.dumps(flow), safe="!'()*-._~").encode()).decode()
