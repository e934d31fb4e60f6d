"""Which grammar a `<grammar>` element is, and what it lets callers say or press."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.positioned_xml import Element
from ivrlint.readers.voicexml import gsl, srgs, textual
from ivrlint.readers.voicexml.answers import MOST, Answer, Heard
from ivrlint.readers.voicexml.templates import is_template

_BUILTIN = re.compile(r"\s*builtin:(grammar|dtmf|speech|voice)/(.+?)\s*")
_PARAMETER = re.compile(r"(?:^|[?;&])\s*(\w+)\s*=\s*([\w*#]+)")


class GrammarFile(NamedTuple):
    """A file that holds one grammar: in XML, or as text."""

    element: Element | None
    text: str


Find = Callable[[str], GrammarFile | None]
"""Gives the grammar that lies at an address, if it is at hand."""


def listen(element: Element, find: Find, *, pressed: bool = False) -> Heard:
    """What one grammar lets callers do; `pressed` says that keys only are listened to."""
    pressed = pressed or element.name == "dtmf" or element.get("mode").strip().lower() == "dtmf"
    kind = element.get("type").lower()
    source = element.get("src").strip()
    if source:
        builtin = _BUILTIN.fullmatch(source)
        if builtin:
            return _builtin(builtin[2], pressed=pressed or builtin[1] == "dtmf")
        found = find(source)
        if found is None or element.get("srcexpr") or element.get("expr"):
            return Heard(keys=pressed, voice=not pressed)
        return _in_xml(found.element, pressed) if found.element else _in_text(found.text, kind, pressed)
    if element.get("srcexpr") or element.get("expr"):
        return Heard(keys=pressed, voice=not pressed)
    if any(True for _ in element.children):
        if any(is_template(part.text) for part in element.walk()) or "#ABNF" in element.text:
            return Heard(keys=pressed, voice=not pressed)
        return _in_xml(element, pressed)
    return _in_text(element.text, kind, pressed)


def _builtin(type_: str, *, pressed: bool) -> Heard:
    if pressed:
        return Heard(keys=True, builtin=type_)
    return Heard(keys=True, voice=True, builtin=type_)


def _in_xml(element: Element, pressed: bool) -> Heard:
    heard = srgs.listen(element)
    if pressed and not heard.keys and heard.answers:  # the mode stands at the reference only
        keys = [Answer(phrase, (), answer.value) for answer in heard.answers for phrase in answer.phrases]
        if all(textual.is_keys(answer.key) for answer in keys):
            return Heard(tuple(keys), keys=True)
    return heard


def _in_text(text: str, kind: str, pressed: bool) -> Heard:
    text = text.strip()
    if not text or is_template(text):
        return Heard(keys=pressed, voice=not pressed)
    if "regex" in kind:
        return textual.listen_to_digits(text)
    if "gsl" in kind or "nuance" in kind or ("jsgf" not in kind and gsl.is_gsl(text)):
        return gsl.listen(text)
    return textual.listen(text, pressed=pressed)


def together(all_: Iterable[Heard]) -> Heard:
    """What several grammars let callers do at the same time."""
    every = [*all_]
    if not every:
        return Heard()
    known = all(heard.answers is not None for heard in every)
    answers: dict[tuple[str, tuple[str, ...]], Answer] = {}
    for heard in every if known else ():
        for answer in heard.answers or ():
            answers.setdefault((answer.key, answer.phrases), answer)
    return Heard(
        tuple(answers.values()) if known and len(answers) <= 2 * MOST else None,
        next((heard.digits for heard in every if heard.digits), None),
        any(heard.keys for heard in every),
        any(heard.voice for heard in every),
        next((heard.builtin for heard in every if heard.builtin), ""),
    )


def parameters(type_: str) -> dict[str, str]:
    """The parameters of a type that every platform has: `digits?minlength=3;maxlength=5`."""
    return dict(_PARAMETER.findall(type_))
