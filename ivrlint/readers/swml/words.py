"""Words, recordings and variables of SWML."""

from __future__ import annotations

import re
from typing import Any

from ivrlint.flow import Mark, Prompt
from ivrlint.flow.tuples import NamedTuple
from ivrlint.readers.swml.script import plain
from ivrlint.readers.tree import List, Map

RESPONSE = "request_response"
"""The variable in which a request leaves what it was answered, whatever part of it is read."""

_VARIABLE = re.compile(r"[$%]\{([^{}]*)\}")
_NAME = re.compile(r"(?<![\w.])([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+|\[\d+\])*+)(\s*\()?")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_PREFIX = re.compile(r"(?i)\s*(say|silence|ring)\s*:\s*")
_MARKUP = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>")
_SECRET = re.compile(r"(?<=//)[^/@\s]*@|\?\S*")
_METHODS = re.compile(
    r"\.(?:split|join|toLowerCase|toUpperCase|toString|trim|slice|substring|substr|replace|length|includes)\b.*"
)
_NO_NAMES = frozenset(
    (
        "true",
        "false",
        "null",
        "undefined",
        "typeof",
        "new",
        "parseInt",
        "parseFloat",
        "Number",
        "String",
        "Boolean",
        "Date",
        "Math",
        "JSON",
        "length",
        "in",
        "of",
        "let",
        "const",
        "var",
    )
)


class Piece(NamedTuple):
    """Something that is played: words, or the address of a recording."""

    text: str
    audio: str
    reads: tuple[str, ...]
    mark: Mark


def names_in(text: str) -> tuple[str, ...]:
    """The names of the variables that a text is made of."""
    if "{" not in text:
        return ()
    return tuple(dict.fromkeys(name for inside in _VARIABLE.findall(text) for name in names_of(inside)))


def names_of(script: str) -> tuple[str, ...]:
    """The names of the variables in a condition or another piece of JavaScript."""
    paths = (path.rpartition(".")[0] if called else path for path, called in _NAME.findall(_TEXT.sub(" ", script)))
    found = dict.fromkeys(variable(path) for path in paths)
    return tuple(name for name in found if name and name.partition(".")[0] not in _NO_NAMES)


def variable(name: str) -> str:
    """A variable's name without `vars.`, and without the functions that are called on it."""
    name = _METHODS.sub("", name.strip().removeprefix("vars."))
    return RESPONSE if name.startswith(f"{RESPONSE}.") else name


def spoken(text: str) -> str:
    """A text with `{name}` in place of each variable; other braces are doubled."""
    parts = _VARIABLE.split(text)
    for number, part in enumerate(parts):
        if number % 2:
            parts[number] = "{" + (next(iter(names_of(part)), "") or "value") + "}"
        else:
            parts[number] = part.replace("{", "{{").replace("}", "}}")
    return "".join(parts)


def address(text: str) -> str:
    """An address that may be shown: without passwords and without what follows a question mark."""
    return spoken(_SECRET.sub("", text.strip()))


def pieces(value: Any, where: Mark) -> list[Piece]:  # noqa: ANN401 - any value
    """What is played, in order: a value may be one sound, or a list of them."""
    sounds = list(zip(value, value.item_at, strict=True)) if isinstance(value, List) else [(value, where[1:])]
    result: list[Piece] = []
    for sound, at in sounds:
        text = plain(sound)
        prefix = _PREFIX.match(text)
        kind = prefix[1].lower() if prefix else ""
        place = Mark(where.file, *at)
        if kind == "say" and prefix:
            words = " ".join(_MARKUP.sub(" ", spoken(text[prefix.end() :])).split())
            if words:
                result.append(Piece(words, "", names_in(text), place))
        elif text.strip() and not kind:
            result.append(Piece("", address(text), names_in(text), place))
    return result


def played(args: Map, where: Mark) -> list[Piece]:
    """What the arguments of `play` play: `url`, `urls`, or a list that stands there at once."""
    result: list[Piece] = []
    for key in ("url", "urls"):
        if args.get(key) is not None:
            result += pieces(args[key], Mark(where.file, *args.value_at[key]))
    return result


def prompt(found: list[Piece], language: str) -> Prompt | None:
    """All that is played as one prompt; of words with recordings between them, only the words are kept."""
    if not found:
        return None
    text = " ".join(piece.text for piece in found if piece.text)
    audio = " & ".join(piece.audio for piece in found if piece.audio)
    reads = tuple(dict.fromkeys(name for piece in found for name in piece.reads))
    first = found[0].mark
    return Prompt(
        text=text,
        mark=first,
        reads=reads,
        audio="" if text else audio,
        language=language,
        complete=not (text and audio) and not reads,
    )


def groups(found: list[Piece]) -> list[list[Piece]]:
    """Pieces that follow one another and are of the same kind."""
    result: list[list[Piece]] = []
    for piece in found:
        if result and bool(result[-1][0].text) == bool(piece.text):
            result[-1].append(piece)
        else:
            result.append([piece])
    return result
