"""Architect's expressions: the names that they read, and what of them a caller hears."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ivrlint.flow.tuples import NamedTuple

DEEPEST = 50
"""Functions within functions that are told apart; what is deeper counts as part of them."""

_SCOPES = "Flow|Task|State|Call|Common|Session|Slot|Email|Message|Survey|Voicemail|Bot"
_STRING = r'"(?:[^"\\]|\\.|"")*+(?:"|\Z)'
_NAME = re.compile(rf"{_STRING}|(?<![\w.])((?:{_SCOPES})\.[^\W\d]\w*)", re.IGNORECASE)
_TOKEN = re.compile(rf"({_STRING})|([^\W\d]\w*(?:\.\w+)*)[ \t\r\n]*(\()?|([(),])|(==|!=|<=?|>=?)|([^\s\w\"(),])|\d[\d.]*|\s+")
_WORDS = frozenset({"true", "false", "and", "or", "not"})
_ESCAPE = re.compile(r'""|\\(.)', re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}|\$\{\s*([^{}]*?)\s*\}")
_MARKUP = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>")
_PLAYS = frozenset({"toaudio", "findsystemprompt", "finduserprompt", "findprompt"})
_BLANK = frozenset({"toaudioblank"})
_SAYS = frozenset({"toaudiotts", "append", "audioplaybackoptions", "", "if", "concat", "tocommunication", "tostring"})


class Speech(NamedTuple):
    """What is heard: words with `{name}` in place of values, or the names of recordings."""

    text: str
    recordings: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    complete: bool = True
    barge_in: bool = True


class _Part(NamedTuple):
    """One piece of speech: `text`, `value` (the name of what is filled in) or `recording`."""

    kind: str
    text: str


class _Call:
    """A function whose arguments are being read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.arguments: list[list[_Part]] = [[]]

    def heard(self) -> list[_Part]:
        """What is left of the call for the caller's ears."""
        if self.name in _BLANK:
            return []
        if self.name == "if":
            return next((argument for argument in self.arguments[1:3] if argument), [])
        if self.name == "audioplaybackoptions":
            return self.arguments[0]
        parts = [part for argument in self.arguments for part in argument]
        if self.name in _PLAYS:
            return [_Part("recording", part.text) for part in parts]
        if self.name in ("append", "concat"):
            return [part for argument in self.arguments if argument for part in (*argument, _Part("text", " "))]
        if self.name in _SAYS:
            return parts
        return [part for part in parts if part.kind == "value"] or [_Part("value", "value")]


def names_in(text: str) -> tuple[str, ...]:
    """The variables that an expression reads, each once, without what is inside of them (`Flow.account.id` is `Flow.account`)."""
    return tuple(dict.fromkeys(found[1] for found in _NAME.finditer(text) if found[1]))


def said(text: str) -> Speech:
    """Plain words, perhaps with placeholders that are filled in before the flow is published."""
    reads: list[str] = []

    def put(found: re.Match[str]) -> str:
        name = identifier(found[1] or found[2])
        reads.append(name)
        return f"\ue002{name}\ue003"

    words = _PLACEHOLDER.sub(put, _MARKUP.sub(" ", text)).replace("{", "{{").replace("}", "}}")
    words = words.replace("\ue002", "{").replace("\ue003", "}")
    return Speech(_plain(words), (), tuple(dict.fromkeys(reads)), complete=not reads)


def heard(text: str) -> Speech:
    """What an expression for audio makes the caller hear. Of several ways the first that says anything."""
    stack = [_Call("")]
    variants = patient = False
    after, deeper = "", 0
    for found in _TOKEN.finditer(text):
        string, name, opens, sign, compares, _ = found.groups()
        inner = stack[-1].arguments[-1]
        if compares:
            after = compares
            if inner:
                inner.pop()
        elif string is not None or (name and not opens):
            part = _Part("text", _unquoted(string)) if string is not None else _named(name)
            patient = patient or (part.text.lower() == "false" and stack[-1].name == "audioplaybackoptions")
            if not after and (string is not None or part.text.lower() not in _WORDS):
                inner.append(part)
            after = ""
        elif opens or sign == "(":
            if len(stack) > DEEPEST:
                deeper += 1
                continue
            stack.append(_Call((name or "").lower()))
            variants = variants or stack[-1].name == "if"
        elif sign == ",":
            stack[-1].arguments.append([])
        elif sign == ")" and deeper:
            deeper -= 1
        elif sign == ")" and len(stack) > 1:
            _close(stack)
    while len(stack) > 1:
        _close(stack)
    parts = [part for argument in stack[0].arguments for part in argument]
    return _speech(parts, text, complete=not variants, barge_in=not patient)


def _close(stack: list[_Call]) -> None:
    call = stack.pop()
    stack[-1].arguments[-1].extend(call.heard())


def _named(name: str) -> _Part:
    scope, _, rest = name.partition(".")
    if scope.lower() in ("prompt", "promptsystem") and rest:
        return _Part("recording", name)
    return _Part("value", ".".join(name.split(".")[:2]))


def _speech(parts: Iterable[_Part], text: str, *, complete: bool, barge_in: bool) -> Speech:
    words: list[str] = []
    reads: dict[str, None] = dict.fromkeys(name for name in names_in(text) if not name.lower().startswith("prompt"))
    recordings: list[str] = []
    spoken = filled = False
    for kind, piece in parts:
        if kind == "recording":
            recordings.append(piece)
        elif kind == "value":
            filled = True
            name = identifier(piece)
            words.append(f"{{{name}}}")
            reads[name] = None
        else:
            inner = said(piece)
            spoken = spoken or bool(inner.text.strip())
            filled = filled or not inner.complete
            reads.update(dict.fromkeys(inner.reads))
            words.append(f"{' ' * piece[:1].isspace()}{inner.text}{' ' * piece[-1:].isspace()}")
    line = _plain("".join(words))
    if not spoken and recordings:
        return Speech("", tuple(dict.fromkeys(recordings)), tuple(reads), complete=True, barge_in=barge_in)
    if not spoken and not filled:
        return Speech("", (), (), complete=complete, barge_in=barge_in)
    return Speech(line, (), tuple(reads), complete=complete and not filled and not recordings, barge_in=barge_in)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _unquoted(string: str) -> str:
    """What a string says: quotation marks are doubled in it, or have a backslash before them."""
    inner = string[1:-1] if len(string) > 1 and string.endswith('"') else string[1:]
    return _ESCAPE.sub(lambda found: " " if found[1] in ("n", "r", "t") else found[1] or '"', inner)


def identifier(name: str) -> str:
    """A name that can stand in braces."""
    name = re.sub(r"[{}\s]+", " ", name).strip()
    return name if name and not name[0].isdigit() else f"value {name}".strip()
