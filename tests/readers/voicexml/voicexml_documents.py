"""Small documents for the tests of VoiceXML."""

from __future__ import annotations

from typing import Any

from ivrlint.flow import AnyStep, Flow, Refusal
from ivrlint.readers import link, read


def flow(dialogs: str, attributes: str = "", file: str = "main.vxml") -> Flow:
    """The flow of one document with these dialogs, which begin in the second line."""
    result = flows({file: f'<vxml version="2.1" {attributes}>\n{dialogs}\n</vxml>\n'})[file]
    assert isinstance(result, Flow), result
    return result


def steps(dialogs: str, attributes: str = "") -> dict[str, AnyStep]:
    """The steps of one document, in which nothing is wrong."""
    made = flow(dialogs, attributes)
    assert not made.problems
    return dict(made.steps)


def form(items: str, attributes: str = "") -> dict[str, AnyStep]:
    """The steps of a document that is one form with the id `form`."""
    return steps(f'<form id="form">{items}</form>', attributes)


def flows(documents: dict[str, str]) -> dict[str, Flow | Refusal]:
    """The documents of a run, linked."""
    drafts: dict[str, Flow] = {}
    for file, text in documents.items():
        result = read(text.encode(), file)
        assert isinstance(result, Flow), result
        assert result.format == "voicexml"
        drafts[file] = result
    return dict(link(drafts))


def refusal(text: str) -> Refusal:
    result = read(text.encode(), "main.vxml")
    if isinstance(result, Flow):
        made = link({"main.vxml": result})["main.vxml"]
        assert isinstance(made, Refusal), made
        return made
    return result


def to(target: Any) -> str:
    """Where a target leads, with its file where that is another one."""
    if target is None:
        return ""
    return f"{target.file}#{target.to}" if target.file else target.to


def options(step: Any) -> dict[str, str]:
    """Where the options of a menu lead to, by key or else by what may be said."""
    return {option.key or " / ".join(option.phrases) or option.label: to(option.target) for option in step.options}


def cases(step: Any) -> dict[str, str]:
    """Where the cases of a check lead to, `otherwise` among them."""
    return {**{case.name: to(case.target) for case in step.cases}, "otherwise": to(step.otherwise)}


def words(step: Any) -> str:
    return step.prompt.text if step.prompt else ""
